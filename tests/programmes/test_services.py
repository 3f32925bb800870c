import io
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest

from hansa.foundation.audit.models import Entry
from hansa.programmes import selectors, services
from hansa.programmes.enums import CallState, RehearsalState
from hansa.programmes.models import Amendment, Call, Rehearsal, UploadedPack
from hansa.programmes.permissions import can_manage, editions_managed_by
from hansa.programmes.services import rehearsals
from hansa.programmes.services.rehearsals import RehearsalReport
from hansa.programmes.signals import call_closed, call_opened, edition_brought_forward
from hansa.questionnaires.selectors import questionnaire
from tests.factories.network import make_network, make_office_staff
from tests.factories.programmes import make_call, make_edition, make_pack

pytestmark = pytest.mark.django_db

CLOSES = datetime(2026, 12, 13, 14, 59, tzinfo=UTC)
LATER = {"call": {"opens_at": "2026-12-01 09:00 Asia/Seoul"}}


@pytest.fixture
def officer(person_with):
    return person_with("programme_officer")


@pytest.fixture
def heard():
    """What the calls' signals said, in order."""
    said = []

    def opened(call, **kwargs):
        said.append("opened")

    def closed(call, **kwargs):
        said.append("closed")

    call_opened.connect(opened)
    call_closed.connect(closed)
    yield said
    call_opened.disconnect(opened)
    call_closed.disconnect(closed)


def test_call_opens_and_closes_on_its_hour(heard):
    call = make_call(**LATER)
    opens = datetime(2026, 12, 1, tzinfo=UTC)
    assert services.turn_calls(now=opens - timedelta(seconds=1)) == 0
    assert services.turn_calls(now=opens) == 1
    call.refresh_from_db()
    assert (call.state, call.frozen_at) == (CallState.OPEN, opens)
    assert services.turn_calls(now=CLOSES + timedelta(microseconds=999_999)) == 0
    assert services.turn_calls(now=CLOSES + timedelta(seconds=1)) == 1
    assert services.turn_calls(now=CLOSES + timedelta(seconds=2)) == 0
    call.refresh_from_db()
    assert call.state == CallState.CLOSED
    assert heard == ["opened", "closed"]


def test_call_whose_whole_time_was_slept_through_opens_and_closes_in_order(heard):
    make_call(**LATER)
    services.turn_calls(now=CLOSES + timedelta(days=1))
    assert heard == ["opened", "closed"]


def test_open_calls_are_those_that_take_applications(now):
    call = make_call(**LATER)
    for moment in (datetime(2026, 12, 1, tzinfo=UTC), CLOSES, CLOSES + timedelta(microseconds=999_999)):
        assert list(selectors.open_calls(moment)) == [call]
        assert call.accepts(moment)
    for moment in (now, CLOSES + timedelta(seconds=1)):
        assert list(selectors.open_calls(moment)) == []
        assert not call.accepts(moment)
    assert list(selectors.announced_calls(now)) == [call]


def test_opening_freezes_what_people_are_judged_by(now):
    make_call()
    assert questionnaire("wego/nia-2027:rubric").frozen_at == now
    assert questionnaire("wego/nia-2027:application").frozen_at == now


def test_call_opened_by_hand_opens_once(officer, now, heard):
    call = make_call(**LATER)
    services.open_call(call_id=call.pk, by=officer, now=now)
    services.open_call(call_id=call.pk, by=officer, now=now)
    assert heard == ["opened"]


def test_call_closed_early_keeps_what_was_promised(officer, now, heard):
    call = make_call()
    amendment = services.close_call_early(
        call_id=call.pk, by=officer, now=now, reason=" Every place is taken. "
    )
    call.refresh_from_db()
    assert (call.state, call.closes_at) == (CallState.CLOSED, now)
    assert (amendment.before, amendment.after) == (CLOSES.isoformat(), now.isoformat())
    assert amendment.reason == "Every place is taken."
    assert heard == ["opened", "closed"]
    assert Entry.objects.filter(act="call.amend").count() == 1
    with pytest.raises(services.MoveRefused):
        services.close_call_early(call_id=call.pk, by=officer, now=now, reason="Again.")


def test_amendment_without_a_reason_changes_nothing(officer, now):
    call = make_call()
    with pytest.raises(services.ReasonMissing):
        services.close_call_early(call_id=call.pk, by=officer, now=now, reason="  ")
    call.refresh_from_db()
    assert (call.state, call.closes_at) == (CallState.OPEN, CLOSES)
    assert not Amendment.objects.exists()


def test_closed_call_that_is_extended_opens_again(officer, now, heard):
    call = make_call()
    services.close_call_early(call_id=call.pk, by=officer, now=now, reason="By mistake.")
    services.extend_call(
        call_id=call.pk, until=CLOSES, by=officer, now=now + timedelta(hours=1), reason="It was a mistake."
    )
    call.refresh_from_db()
    assert (call.state, call.closes_at) == (CallState.OPEN, CLOSES)
    assert heard == ["opened", "closed", "opened"]
    assert [row.field for row in selectors.amendments_of(call)] == ["closes_at", "closes_at"]


def test_call_under_review_is_not_extended(officer, now):
    call = make_call()
    services.close_call_early(call_id=call.pk, by=officer, now=now, reason="Full.")
    services.advance_call(call_id=call.pk, act="start_screening", by=officer, now=now)
    with pytest.raises(services.MoveRefused):
        services.extend_call(call_id=call.pk, until=CLOSES, by=officer, now=now, reason="Late.")


def test_days_brought_forward_are_amendments_each(officer, now):
    told = []

    def moved(edition, days, **kwargs):
        told.append((edition.slug, days))

    edition_brought_forward.connect(moved)
    call = make_call()
    services.close_call_early(call_id=call.pk, by=officer, now=now, reason="To walk it by hand.")
    days = {
        "interviews_open": date(2026, 11, 20),
        "interviews_close": date(2026, 11, 20),
        "decisions_on": date(2026, 11, 21),
        "starts_on": date(2026, 11, 22),
        "ends_on": date(2026, 11, 23),
    }
    made = services.bring_forward(
        call_id=call.pk, days=days, by=officer, now=now, reason="To walk it by hand."
    )
    call = Call.objects.select_related("edition").get(pk=call.pk)
    assert services.timetable_of(call, call.edition) == {"closes_on": date(2026, 11, 20), **days}
    assert call.timetable["interviews"]["time_zone"] == "Asia/Seoul"
    assert [row.field for row in made] == list(days)
    assert (made[0].before, made[0].after) == ("2026-12-16", "2026-11-20")
    assert told == [("nia-2027", 59)]


def test_day_that_overtakes_another_changes_nothing(officer, now):
    call = make_call()
    with pytest.raises(services.DateRefused) as refused:
        services.bring_forward(
            call_id=call.pk, days={"decisions_on": date(2026, 12, 1)}, by=officer, now=now, reason="Sooner."
        )
    assert refused.value.code == "out_of_order"
    assert not Amendment.objects.exists()


def test_places_are_amended_until_the_list_is_sealed(officer, now):
    call = make_call()
    amendment = services.amend_rule(
        call_id=call.pk, rule="places", value=25, by=officer, now=now, reason="A sponsor."
    )
    call.refresh_from_db()
    assert (amendment.before, amendment.after, call.rules["places"]) == (20, 25, 25)
    Call.objects.update(state=CallState.DECIDED)
    with pytest.raises(services.MoveRefused):
        services.amend_rule(call_id=call.pk, rule="places", value=30, by=officer, now=now, reason="Another.")
    with pytest.raises(services.MoveRefused):
        services.amend_rule(call_id=call.pk, rule="selection", value=3, by=officer, now=now, reason="No.")


def test_amended_places_are_in_the_pack(officer, now):
    call = make_call()
    services.amend_rule(call_id=call.pk, rule="places", value=25, by=officer, now=now, reason="A sponsor.")
    pack = services.standing_pack("nia-2027")
    assert pack is not None
    assert pack.call is not None
    assert pack.call.places == 25


def test_regional_officer_manages_the_own_office_only(person_with):
    make_network()
    regional = person_with("regional_officer")
    mine, other = make_edition("chengdu-2027", office="chengdu-office"), make_edition()
    assert not editions_managed_by(regional).exists()
    make_office_staff(regional)
    assert list(editions_managed_by(regional)) == [mine]
    assert can_manage(regional, mine)
    assert not can_manage(regional, other)
    assert not can_manage(person_with("auditor"), other)
    assert not can_manage(person_with(), other)
    assert editions_managed_by(person_with("auditor")).count() == 2
    assert not editions_managed_by(person_with("reviewer")).exists()


@pytest.mark.parametrize(
    ("slug", "dates", "shelf"),
    [
        ("running", {"starts_on": "2026-11-01", "ends_on": "2026-11-30", "year": 2026}, "running_now"),
        ("last-day", {"starts_on": "2026-11-01", "ends_on": "2026-11-20", "year": 2026}, "running_now"),
        ("all-year", {"starts_on": None, "ends_on": None, "year": 2026}, "running_now"),
        ("ahead", {"starts_on": "2026-11-21", "ends_on": "2026-11-30", "year": 2026}, "upcoming"),
        ("next-year", {"starts_on": None, "ends_on": None, "year": 2027}, "upcoming"),
        ("over", {"starts_on": "2026-11-01", "ends_on": "2026-11-19", "year": 2026}, "past"),
        ("archive", {"starts_on": None, "ends_on": None, "year": 2026, "is_archive": True}, "past"),
    ],
)
def test_edition_lies_on_exactly_one_shelf(slug, dates, shelf, now):
    edition = make_edition(slug, edition=dates, call=None, letters=None)
    lies = [name for name in ("running_now", "upcoming", "past") if edition in getattr(selectors, name)(now)]
    assert lies == [shelf]


# Packs that are handed in


def zipped(files: dict[str, str | bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return held.getvalue()


def pack_files() -> dict[str, str]:
    make_edition()
    files = services.export_pack("nia-2027")
    return {f"nia-2027/{name}": text for name, text in files.items()}


def test_zip_of_a_pack_is_kept_and_applied_once(officer, now):
    files = pack_files()
    files["nia-2027/pack.yaml"] = files["nia-2027/pack.yaml"].replace(
        "Four days in Seoul.", "Four days by the Han."
    )
    files["nia-2027/.DS_Store"] = "hidden"
    upload = services.receive_pack(name="nia.zip", data=zipped(files), by=officer, now=now)
    assert [".".join(row.path) for row in services.plan_upload(upload).changes] == ["edition.summary.en"]
    applied = services.apply_upload(upload_id=upload.pk, by=officer, now=now)
    assert applied.edition.summary == {"en": "Four days by the Han."}
    assert services.apply_upload(upload_id=upload.pk, by=officer, now=now).plan.is_empty
    upload.refresh_from_db()
    assert upload.applied_at == now


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "pack.yaml"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"network: wego", "programme"),
        (zipped({"../pack.yaml": ""}), "out of the archive"),
        (zipped({"/etc/pack.yaml": ""}), "out of the archive"),
        (zipped({"notes.txt": "nothing"}), "no pack.yaml"),
        (zipped({"pack.yaml": b"\xff"}), "UTF-8"),
        (zipped({"a/pack.yaml": "", "b/pack.yaml": ""}), "2 packs"),
        (zipped({"pack.yaml": "x" * 9_000_000}), "at most"),
        (zipped({f"{number}.vtt": "" for number in range(2_001)}), "at most"),
    ],
)
def test_faulty_upload_is_refused_and_not_kept(data, word, officer, now):
    make_network()
    with pytest.raises(services.PackFaults, match=word):
        services.receive_pack(name="pack.zip", data=data, by=officer, now=now)
    assert not UploadedPack.objects.exists()


def test_damaged_zip_is_refused(officer, now):
    data = bytearray(zipped({"pack.yaml": "network: wego\n" * 20}))
    data[45] ^= 0xFF
    with pytest.raises(services.PackFaults, match="damaged"):
        services.receive_pack(name="pack.zip", data=bytes(data), by=officer, now=now)


# Rehearsals


@pytest.fixture
def runner():
    """A runner that says what it was given."""

    def run(*, path, people, seed):
        loaded = services.load(path)
        return RehearsalReport(f"{loaded.pack.slug} {people} {seed} {loaded.network.key}", people > 100)

    before = list(rehearsals._runner)
    rehearsals.register_runner(run)
    yield run
    rehearsals._runner[:] = before


@pytest.mark.parametrize(("people", "state"), [(60, RehearsalState.PASSED), (101, RehearsalState.JAMMED)])
def test_rehearsal_of_an_edition_runs_and_keeps_its_report(runner, officer, now, people, state):
    edition = make_edition()
    rehearsal = rehearsals.start(edition=edition, people=people, seed=7, by=officer, now=now)
    rehearsals.run(uid=str(rehearsal.uid), now=now)
    rehearsal.refresh_from_db()
    assert rehearsal.report == f"nia-2027 {people} 7 wego"
    assert rehearsal.state == state
    assert rehearsals.run(uid=str(rehearsal.uid), now=now).report == rehearsal.report


def test_rehearsal_of_a_handed_in_pack_needs_no_edition(runner, officer, now):
    files = pack_files()
    upload = services.receive_pack(name="nia.zip", data=zipped(files), by=officer, now=now)
    rehearsal = rehearsals.start(upload=upload, people=5, seed=1, by=officer, now=now)
    assert rehearsals.run(uid=str(rehearsal.uid), now=now).report == "nia-2027 5 1 wego"


def test_rehearsal_that_breaks_says_so(officer, now):
    def broken(**kwargs):
        raise RuntimeError("no reviewers")

    before = list(rehearsals._runner)
    rehearsals.register_runner(broken)
    rehearsal = Rehearsal.objects.create(
        slug="nia-2027", edition=make_edition(), people=1, seed=1, requested_at=now
    )
    ended = rehearsals.run(uid=str(rehearsal.uid), now=now)
    rehearsals._runner[:] = before
    assert (ended.state, ended.report) == (RehearsalState.FAILED, "RuntimeError: no reviewers")


def test_texts_edited_twice_alike_are_one_act(officer, now):
    edition = make_edition()
    for _time in range(2):
        services.edit_texts(
            edition_id=edition.pk, title={"en": "New", "ko": "새"}, summary={"en": "S"}, by=officer, now=now
        )
    assert Entry.objects.filter(act="edition.edit-texts").count() == 1


def test_same_pack_has_the_same_fingerprint():
    assert services.fingerprint({"a": "1", "b": "2"}) == services.fingerprint({"b": "2", "a": "1"})
    assert services.fingerprint({"a": "1"}) != services.fingerprint({"a1": ""})
    assert make_pack().slug == "nia-2027"
