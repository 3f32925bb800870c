"""The packs that ship: without fault, and with the facts of their papers."""

from datetime import date
from functools import cache

import pytest

from hansa.programmes.adapters.folders import read_all, read_network, read_pack
from hansa.programmes.rules.packs import LANGUAGES
from hansa.programmes.rules.packs.schema.words import PLACEHOLDERS, Signal

from .conftest import SHIPPED

WEGO = SHIPPED / "wego"
SLUGS = sorted(path.parent.name for path in WEGO.glob("*/pack.yaml"))
SEOUL = {
    "seoul-program-2011": (date(2011, 9, 5), date(2011, 9, 9)),
    "seoul-program-2012-05": (date(2012, 5, 29), date(2012, 6, 6)),
    "seoul-program-2012-07": (date(2012, 7, 1), date(2012, 7, 7)),
    "seoul-program-2013": (date(2013, 6, 23), date(2013, 6, 30)),
    "seoul-program-2014": (date(2014, 4, 6), date(2014, 4, 13)),
    "seoul-program-2015": (date(2015, 5, 18), date(2015, 5, 22)),
    "seoul-program-2016": (date(2016, 5, 22), date(2016, 5, 29)),
}


@cache
def pack_of(slug):
    checked = read_pack(WEGO / slug)
    assert checked.faults == []
    return checked.pack


def test_everything_shipped_is_without_fault():
    checked = read_all(SHIPPED)
    assert [str(fault) for found in checked for fault in found.faults] == []
    assert len(checked) == 20


def test_seven_seoul_programmes_have_their_days():
    for slug, days in SEOUL.items():
        edition = pack_of(slug).edition
        assert (edition.starts_on, edition.ends_on) == days
        assert edition.is_archive


def test_testimonies_stand_where_they_belong():
    assert [said.person for said in pack_of("seoul-program-2011").edition.testimonies] == [
        "Melissa Ovalle Buenrostro"
    ]
    assert len(pack_of("seoul-program-2013").edition.testimonies) == 3


def test_lectures_are_eight_six_and_five():
    course = pack_of("champions-2025").courses[0]
    assert [len(part.lectures) for part in course.parts] == [8, 6, 5]


def test_two_lectures_of_part_two_differ_and_twenty_one_are_distinct():
    of_2025, of_2024 = pack_of("champions-2025"), pack_of("champions-2024")
    of_2023 = pack_of("champions-2023")
    assert len({*of_2025.lecture_keys(), *of_2024.lecture_keys(), *of_2023.lecture_keys()}) == 21
    assert len(set(of_2024.lecture_keys()) - set(of_2025.lecture_keys())) == 2


def test_every_lecture_of_2025_promises_seven_languages_two_by_machine():
    for lecture in pack_of("champions-2025").courses[0].lectures:
        by_machine = {track.language for track in lecture.captions if track.origin == "machine"}
        assert {track.language for track in lecture.captions} == set(LANGUAGES)
        assert by_machine == {"ko", "zh-hans"}


def test_three_lectures_have_all_their_captions_now():
    lectures = pack_of("champions-2025").courses[0].lectures
    complete = [one for one in lectures if all(track.state == "present" for track in one.captions)]
    assert len(complete) == 3


def test_youth_award_has_nineteen_winners_in_eight_categories():
    awards = pack_of("youth-award-2025").awards
    assert len(awards.categories) == 8
    assert awards.winners_total == sum(one.winners for one in awards.categories) == 19


def test_nia_workshop_says_what_its_call_says():
    pack = pack_of("nia-workshop-2017")
    assert (pack.edition.starts_on, pack.edition.ends_on) == (date(2017, 11, 20), date(2017, 11, 23))
    assert pack.call.closes_at.isoformat() == "2017-10-13T23:59:59+09:00"
    assert (pack.call.interviews.opens_on, pack.call.interviews.closes_on) == (
        date(2017, 10, 16),
        date(2017, 10, 20),
    )
    assert pack.call.caps.nominations_per_city == pack.call.caps.places_per_city == 2
    assert {cost.what: cost.payer for cost in pack.edition.costs} == {
        "flights": "participant",
        "visa": "participant",
        "accommodation": "organisers",
        "meals": "organisers",
    }


def test_workshops_of_the_champions_are_in_the_cities_of_their_year():
    cities = {
        year: [
            event.place.city["en"]
            for event in pack_of(f"champions-{year}").events
            if event.kind == "workshop"
        ]
        for year in (2023, 2024, 2025)
    }
    assert cities[2023] == ["Baku", "Munich", "Geneva", "Athens", "Milan"]
    assert cities[2024] == ["Abu Dhabi", "Almaty", "Athens", "Baku", "Brescia", "Geneva", "Seoul", "Toronto"]
    assert cities[2025] == ["Athens", "Brescia", "Geneva", "Kuala Lumpur", "Milan", "New York", "Seoul"]


def test_workshop_certificate_of_2025_is_signed_by_two_and_for_those_under_35():
    course, workshop = pack_of("champions-2025").credentials.achievements
    assert len(course.signatories) == 1
    assert course.criteria.age is None
    assert workshop.signatories == ["secretary-general", "mayor-of-seoul"]
    assert workshop.criteria.age.under == 35


def test_calendar_of_2022_has_fifteen_weeks_and_one_break():
    calendar = pack_of("champions-2022").courses[0].calendar
    assert len(calendar) == 15
    assert [week.starts_on for week in calendar if week.is_break] == [date(2022, 4, 18)]


def test_offices_are_those_of_the_papers():
    network = read_network(WEGO).network
    here = {office.city["en"] for office in network.offices if not office.is_former}
    assert here == {"Chengdu", "Beyoğlu", "Abuja", "Abu Dhabi", "Cuenca", "Almaty"}
    assert "Ulyanovsk" in {office.city["en"] for office in network.offices if office.is_former}


@pytest.mark.parametrize("key", Signal.__args__)
def test_every_signal_has_a_letter_in_seven_languages(key):
    pack = next(pack_of(slug) for slug in SLUGS if key in pack_of(slug).letters)
    letter = pack.letter_texts[pack.letters[key]]
    assert set(letter.texts) == set(LANGUAGES)
    assert set(letter.placeholders()) <= set(PLACEHOLDERS)


def test_no_address_and_no_telephone_number_is_shipped():
    for path in SHIPPED.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        assert "@" not in text, path
        assert "+82" not in text, path
