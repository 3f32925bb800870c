"""What the office reads of a pack before it is published."""

from datetime import date

from hansa.programmes.adapters.folders import read_pack
from hansa.programmes.office.outline import timetable
from hansa.programmes.office.outline.plans import brief
from hansa.programmes.rules.packs.shifting import moved
from hansa.programmes.rules.packs.templates import next_edition
from tests.packs.conftest import SHIPPED


def test_the_plan_names_the_city_whose_clock_is_meant() -> None:
    pack = read_pack(SHIPPED / "wego" / "chengdu-2017").pack
    assert pack is not None
    said = dict(timetable(pack))
    assert "in Chengdu" in said["Applications close"]
    assert "CST" not in str(said)


def test_the_next_edition_s_certificate_does_not_say_the_old_year() -> None:
    pack = read_pack(SHIPPED / "wego" / "nia-workshop-2017").pack
    assert pack is not None
    fresh = next_edition(pack, slug="nia-workshop-2027", today=date(2026, 11, 22))
    assert fresh.edition.year == 2027
    assert fresh.credentials is not None
    for achievement in fresh.credentials.achievements:
        assert "2017" not in str(achievement.title) + str(achievement.description)


def test_the_next_edition_of_a_living_copy_is_called_by_its_own_year() -> None:
    pack = read_pack(SHIPPED / "wego" / "nia-workshop-2017").pack
    assert pack is not None
    copy = moved(
        pack, weeks=478, slug="nia-workshop-moved", title_suffix={"en": "(dates moved)", "ko": "(일정 변경)"}
    )
    fresh = next_edition(copy, slug="nia-workshop-next", today=date(2026, 11, 22))
    said = str(fresh.edition.title)
    assert "moved" not in said
    assert "일정 변경" not in said
    assert "2017" not in said
    assert str(fresh.edition.year) in fresh.edition.title["en"]
    assert fresh.credentials is not None
    certified = "".join(str(one.title) + str(one.description) for one in fresh.credentials.achievements)
    assert "2017" not in certified
    assert str(fresh.edition.year) in certified


def test_a_plan_shows_the_words_of_a_letter_and_not_its_code() -> None:
    assert brief({"en": {"subject": "A place for you", "body": "Dear"}}) == "A place for you"
