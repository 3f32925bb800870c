import contextlib
import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from hansa.foundation.audit.selectors import entries
from hansa.foundation.privacy import export_for
from hansa.foundation.storage import services
from hansa.foundation.storage.adapters import disk
from hansa.foundation.storage.models import StoredFile
from tests.foundation import samples

pytestmark = pytest.mark.django_db
OWNER = uuid.UUID("00000000-0000-4000-8000-000000000001")


@pytest.fixture(autouse=True)
def _own_disk(settings, tmp_path):
    """As in production: the storage that forces files to the disk."""
    backend = "hansa.foundation.storage.adapters.local.LocalFiles"
    settings.STORAGES = settings.STORAGES | {
        "files": {"BACKEND": backend, "OPTIONS": {"location": str(tmp_path / "files")}}
    }


def taken(now, *, data: bytes = b"", name: str = "passport.jpg", **options) -> StoredFile:
    fields = {"purpose": "passport", "owner_uid": OWNER, "personal": True, "now": now} | options
    return services.intake(upload=SimpleUploadedFile(name, data or samples.jpeg()), **fields)


def on_disk(file: StoredFile) -> Path:
    return Path(storages["files"].path(file.path))


def test_personal_file_is_encrypted_on_the_disk_and_readable_through_the_door(now):
    file = taken(now)
    raw = on_disk(file).read_bytes()
    assert raw.startswith(b"HD1")
    assert b"JFIF" not in raw
    content = services.read_bytes(file)
    assert content.startswith(b"\xff\xd8\xff")
    assert file.size == len(content)


def test_public_picture_is_kept_as_it_is(now):
    file = taken(now, personal=False, purpose="logo", data=samples.png(), name="logo.png")
    assert on_disk(file).read_bytes() == services.read_bytes(file)


def test_file_is_its_owners_alone_and_whole_or_not_there(now, tmp_path):
    file = taken(now)
    assert on_disk(file).stat().st_mode & 0o777 == 0o600

    class Broken(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"half"
            raise OSError("the disk is gone")

    with pytest.raises(OSError, match="gone"):
        storages["files"].save("ab/half", Broken(b"half"))
    assert [path.name for path in (tmp_path / "files").rglob("*") if "half" in path.name] == []


def test_path_says_nothing_of_the_file(now):
    first, second = taken(now), taken(now)
    assert first.path != second.path
    assert "passport" not in first.path


def test_changed_file_does_not_open(now):
    file = taken(now)
    place = on_disk(file)
    raw = bytearray(place.read_bytes())
    raw[-1] ^= 1
    place.write_bytes(bytes(raw))
    with pytest.raises(services.Unreadable):
        services.read_bytes(file)


def test_file_in_the_place_of_another_does_not_open(now):
    mine, foreign = taken(now), taken(now, owner_uid=uuid.uuid4())
    on_disk(mine).write_bytes(on_disk(foreign).read_bytes())
    with pytest.raises(services.Unreadable):
        services.read_bytes(mine)


def test_another_key_does_not_open_the_file_but_a_former_one_does(now, settings):
    file = taken(now)
    old = settings.HANSA_DOCUMENT_KEY
    settings.HANSA_DOCUMENT_KEY = "another key, of more than thirty-two characters".replace(",", "")
    with pytest.raises(services.Unreadable):
        services.read_bytes(file)
    settings.HANSA_DOCUMENT_KEY += f",{old}"
    assert services.read_bytes(file)


def test_undone_act_leaves_no_row_and_the_sweep_removes_its_file(now):
    class Undone(Exception):
        pass

    file = None
    with contextlib.suppress(Undone), transaction.atomic():
        file = taken(now)
        raise Undone
    assert not StoredFile.objects.exists()
    assert on_disk(file).exists()
    kept = taken(now)
    from hansa.foundation import clock

    assert services.sweep_orphans(clock.now()) == (0, [])  # it may still be on its way
    removed, missing = services.sweep_orphans(clock.now() + timedelta(hours=2))
    assert (removed, missing) == (1, [])
    assert not on_disk(file).exists()
    assert on_disk(kept).exists()


def test_sweep_of_a_fresh_installation_finds_nothing(now):
    assert services.sweep_orphans(now) == (0, [])


def test_person_is_told_which_files_are_held(now, person_with):
    person = person_with()
    taken(now, owner_uid=person.uid, delete_on=now.date())
    (held,) = export_for(person)["files"]
    assert (held["name"], held["deleted_on"]) == ("passport.jpg", "2026-11-20")


def test_sweep_names_a_row_without_its_file(now):
    file = taken(now)
    on_disk(file).unlink()
    assert services.sweep_orphans(now) == (0, [file])


def test_refused_file_leaves_nothing(now):
    with pytest.raises(services.FileRefused):
        taken(now, data=samples.pdf_with("javascript"), name="form.pdf")
    assert not StoredFile.objects.exists()
    assert list(disk.paths()) == []


def test_deleted_file_is_gone_when_the_transaction_is_through(now, django_capture_on_commit_callbacks):
    file = taken(now)
    place = on_disk(file)
    with django_capture_on_commit_callbacks(execute=True):
        services.delete(file)
        assert place.exists()
    assert not place.exists()
    assert not StoredFile.objects.exists()


def test_file_goes_on_its_day_and_not_before_with_a_line_in_the_audit(
    now, django_capture_on_commit_callbacks
):
    due = taken(now, delete_on=now.date())
    taken(now, delete_on=now.date() + timedelta(days=1))
    taken(now)
    place = on_disk(due)
    with django_capture_on_commit_callbacks(execute=True):
        assert services.delete_due(now) == 1
        assert services.delete_due(now) == 0
    assert not place.exists()
    assert StoredFile.objects.count() == 2
    line = entries().filter(act="storage.delete_due").get()
    assert line.actor == "system"
    assert line.facts == {"purpose": "passport", "due": str(date(2026, 11, 20))}


def test_files_of_an_erased_person_are_deleted(now):
    taken(now)
    taken(now, owner_uid=uuid.uuid4())
    assert services.erase_owner(OWNER) == 1
    assert StoredFile.objects.count() == 1


def test_upload_stops_at_the_reserve_of_the_disk(now, settings):
    settings.HANSA_DISK_RESERVE = 10**18
    with pytest.raises(services.StorageFull):
        taken(now)
    settings.HANSA_DISK_RESERVE = 0
    settings.HANSA_DISK_RESERVE_SHARE = 0
    assert taken(now).pk


def test_file_is_handed_out_as_a_download_that_cannot_run(now):
    response = services.response_for(taken(now, name="여권.jpg"))
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%EC%97%AC")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"


def test_picture_may_be_shown_in_a_page_and_a_document_may_not(now):
    face = taken(now, personal=False)
    form = taken(now, data=samples.pdf(), name="form.pdf", personal=False)
    assert services.response_for(face, inline=True)["Content-Disposition"].startswith("inline")
    assert services.response_for(form, inline=True)["Content-Disposition"].startswith("attachment")


def test_full_disk_is_answered_before_an_upload_is_read_and_sign_in_goes_on(client, settings, now):
    settings.HANSA_DISK_RESERVE = 10**18
    answer = client.post("/accounts/login/", {"file": SimpleUploadedFile("a.jpg", samples.jpeg())})
    assert answer.status_code == 507
    answer = client.post("/accounts/login/", "login=a", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200


def test_request_that_is_too_large_is_answered_413(client, settings):
    settings.HANSA_MAX_REQUEST = 100
    answer = client.post("/accounts/login/", {"file": SimpleUploadedFile("a.jpg", samples.jpeg())})
    assert answer.status_code == 413
