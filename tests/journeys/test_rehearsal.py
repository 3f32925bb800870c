import shutil
from pathlib import Path

import pytest
from django.core import mail

from hansa.accounts.models import Person
from hansa.credentials.models import Credential
from hansa.foundation.audit.services import first_broken_entry
from hansa.journeys.rules.rehearsal import table
from hansa.journeys.services.rehearsal import UnknownStage, rehearse
from hansa.messaging.models import Letter

PACKS = Path(__file__).parents[2] / "packs" / "wego"

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]


def counts(report, stage):
    return next(one.counts for one in report.stages if one.name == stage)


def test_rehearsal_of_a_call_ends_in_verified_certificates():
    report = rehearse(PACKS / "nia-workshop-2017", people=20, seed=1)
    assert report.jams == []
    sent, present = counts(report, "applications")["sent"], counts(report, "attendance")["present"]
    assert 0 < present <= sent <= 20
    screening = counts(report, "screening")
    assert screening["sent again"] == screening["returned for completion"] >= 1
    assert counts(report, "reviews")["conflicts declared"] == 1
    interviews = counts(report, "interviews")
    assert interviews["booked"] == interviews["invited"]
    assert interviews["did not come"] == interviews["written to about it"] >= 1
    assert interviews["held by phone"] >= 1
    assert counts(report, "certificates") == {"'workshop' issued and verified": present}
    assert Credential.objects.count() == present
    assert not Letter.objects.exclude(state="sent").exists()
    assert first_broken_entry() is None


def test_rehearsal_jams_where_too_few_come_for_a_rule():
    """With these few people nobody from Africa is left, and the call wants two: the report names the rule."""
    report = rehearse(PACKS / "nia-workshop-2017", people=3, seed=3, until="selection")
    assert [stage for stage, _why in report.jams] == ["selection"]
    assert "region, value africa, side min, at 2" in report.jams[0][1]


def test_rehearsal_of_a_call_that_asks_for_letters_lets_referees_write(tmp_path):
    shutil.copytree(PACKS, tmp_path / "wego")
    file = tmp_path / "wego" / "nia-workshop-2017" / "pack.yaml"
    asks = ", ".join(f"{code}: Their work" for code in ("en", "fr", "de", "it", "ar", "ko", "zh-hans"))
    asked = f"  referees: {{number: 2, asks: {{{asks}}}, delete_after_days: 30}}\n"
    file.write_text(file.read_text().replace("  caps:", asked + "  caps:", 1))
    report = rehearse(file.parent, people=4, seed=2, until="applications")
    said = counts(report, "applications")
    assert said["letters of referees"] == 8
    assert said["sent"] >= 1
    assert not [to for letter in mail.outbox for to in letter.to if to.startswith("referee")]


def test_rehearsal_of_a_course_ends_in_both_certificates():
    report = rehearse(PACKS / "champions-2025", people=9, seed=1)
    course, issued = counts(report, "course"), counts(report, "certificates")
    assert course["completed"] == course["asked for the certificate"]
    assert issued["'course' issued and verified"] == course["completed"]
    assert Person.objects.filter(is_invented=False).count() == 0


@pytest.mark.django_db(transaction=True)
def test_rehearsal_with_the_same_seed_says_the_same():
    from django.core.management import call_command

    tables = []
    for _time in range(2):
        tables.append(table(rehearse(PACKS / "nia-workshop-2017", people=5, seed=11, until="screening")))
        call_command("flush", interactive=False, verbosity=0)
    assert tables[0] == tables[1]


def test_rehearsal_until_a_stage_stops_there():
    report = rehearse(PACKS / "nia-workshop-2017", people=2, seed=1, until="call")
    assert [stage.name for stage in report.stages] == ["pack", "call"]


def test_rehearsal_until_an_unknown_stage_is_refused():
    with pytest.raises(UnknownStage):
        rehearse(PACKS / "nia-workshop-2017", people=2, seed=1, until="party")
    assert not Person.objects.exists()


def test_rehearsal_into_an_installation_dates_nothing_after_now(now):
    """The call is long over by the real clock, so everything is played, and nothing lies ahead of it."""
    rehearse(PACKS / "chengdu-2017", people=6, seed=2, now=now)
    assert not Credential.objects.filter(issued_at__gt=now).exists()
    assert not Letter.objects.filter(queued_at__gt=now).exists()
