"""Living copies: the same programme at another time."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from hansa.programmes.adapters.folders import read_pack
from hansa.programmes.rules.packs.checks import check_pack
from hansa.programmes.rules.packs.dumping import dump_pack
from hansa.programmes.rules.packs.parsing import parse_pack
from hansa.programmes.rules.packs.shifting import moved

from .conftest import SHIPPED

SUFFIX = {"en": "(dates moved)", "de": "(Termine verschoben)"}


def living(slug, weeks=400, **days):
    return moved(
        read_pack(SHIPPED / "wego" / slug).pack,
        weeks=weeks,
        slug=f"{slug}-living",
        title_suffix=SUFFIX,
        **days,
    )


def test_every_day_moves_by_the_same_weeks():
    pack = living("nia-workshop-2017", weeks=10)
    by = timedelta(weeks=10)
    assert pack.slug == "nia-workshop-2017-living"
    assert pack.edition.is_living_copy
    assert pack.edition.starts_on == date(2017, 11, 20) + by
    assert pack.call.interviews.opens_on == date(2017, 10, 16) + by
    assert pack.events[0].starts_at.weekday() == 0


def test_hour_on_the_wall_stays_across_a_change_of_clocks():
    event = next(one for one in living("champions-2025", weeks=12).events if one.key == "workshop-geneva")
    assert event.starts_at.hour == 10
    assert event.starts_at.tzinfo == ZoneInfo("Europe/Zurich")
    assert event.starts_at.utcoffset() == timedelta(hours=1)


def test_one_event_can_be_put_on_a_day_of_its_own():
    pack = living(
        "champions-2025", event_days={"workshop-geneva": date(2030, 1, 5), "workshop-milan": date(2030, 1, 6)}
    )
    days = {event.key: event for event in pack.events}
    assert (
        days["workshop-geneva"].starts_at.date() == days["workshop-geneva"].ends_at.date() == date(2030, 1, 5)
    )
    assert days["workshop-milan"].starts_on == date(2030, 1, 6)


def test_title_says_that_dates_are_moved_in_each_language():
    title = living("nia-workshop-2017").edition.title
    assert title["en"].endswith("(dates moved)")
    assert all(text.endswith(")") for text in title.values())


def test_moved_pack_has_no_fault_and_is_read_back():
    for slug in ("nia-workshop-2017", "champions-2025"):
        pack = living(slug)
        assert check_pack(pack, None) == []
        assert parse_pack(dump_pack(pack)).pack == pack


def test_age_counts_on_the_moved_day():
    age = living("champions-2025", weeks=52).credentials.achievements[1].criteria.age
    assert age.on == date(2025, 9, 1) + timedelta(weeks=52)
