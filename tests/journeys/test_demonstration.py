from datetime import UTC, datetime, timedelta

import pytest

from hansa.applications.models import Application
from hansa.journeys.services import demonstration
from hansa.journeys.services.rehearsal.play import perform
from hansa.network.services import apply_network
from hansa.programmes.services import load_network

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]


@pytest.mark.parametrize("day", [1, 9, 17, 28])
def test_living_call_is_open_whatever_the_day_and_can_be_walked_to_its_end(settings, day):
    now = datetime(2026, 11, day, 21, 30, tzinfo=UTC)
    place = settings.HANSA_PACKS_DIR / "wego"
    apply_network(pack=load_network(place), by=None, now=now)
    living = demonstration._open_call(place, now)
    call = living.pack.call
    assert call.opens_at < now < call.closes_at
    if day != 17:
        return
    perform(
        living.pack,
        network=None,
        people=living.people,
        seed=1,
        until=living.until,
        now=now,
        steady=living.steady,
    )
    endorsed = Application.objects.filter(nomination__state="endorsed", member__region="africa")
    assert endorsed.count() >= 2


@pytest.mark.parametrize("day", [1, 9, 17, 28])
def test_living_course_is_in_its_third_week_with_a_workshop_today(settings, day):
    now = datetime(2026, 11, day, 21, 30, tzinfo=UTC)
    pack = demonstration._course(settings.HANSA_PACKS_DIR / "wego", now).pack
    third = pack.courses[0].calendar[2]
    assert third.starts_on <= now.date() <= third.ends_on
    assert {lecture.week for lecture in pack.courses[0].lectures} == {1, 2, 3}
    days = sorted(event.starts_on for event in pack.events if event.starts_on)
    assert days[0] < now.date()
    assert (days[-1] - now.date()).days in {0, 1}  # today by the workshop's own clock


def test_workshop_of_today_is_still_on_for_whoever_tries_it_late(settings):
    now = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)  # half past eleven at night in Seoul
    pack = demonstration._course(settings.HANSA_PACKS_DIR / "wego", now).pack
    [today] = [event for event in pack.events if event.starts_on == now.date()]
    assert today.ends_at > now + timedelta(hours=12)
