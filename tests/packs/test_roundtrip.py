"""A pack that is written out and read again is the same pack."""

import string
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hansa.programmes.adapters.folders import read_all
from hansa.programmes.rules.packs import (
    LANGUAGES,
    Age,
    Awards,
    Call,
    Caps,
    Category,
    Edition,
    Event,
    LanguageAtLeast,
    Letter,
    LetterText,
    MemberOf,
    Option,
    Pack,
    Place,
    Programme,
    Question,
    Questionnaire,
    Quota,
    Range,
    Residence,
    RoleAtLeast,
    Selection,
)
from hansa.programmes.rules.packs.dumping import dump_network, dump_pack
from hansa.programmes.rules.packs.parsing import parse_network, parse_pack

from .conftest import SHIPPED

KEYS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
TEXTS = st.one_of(
    st.sampled_from(
        [
            "no",
            "on",
            "~",
            "null",
            "true",
            "12",
            "1.5",
            "0x1f",
            "2017-10-13",
            "23:59",
            "- a",
            "a: b",
            "#",
            "{x}",
        ]
    ),
    st.text(
        string.printable.replace("\r", "").replace("\x0b", "").replace("\x0c", ""), min_size=1, max_size=60
    ),
    st.text(st.characters(blacklist_categories=("Cc", "Cs")), min_size=1, max_size=60),
).filter(lambda text: text.strip() != "")
WORDS = st.dictionaries(st.sampled_from(LANGUAGES[1:]), TEXTS, max_size=3).flatmap(
    lambda others: TEXTS.map(lambda english: {"en": english, **others})
)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
ZONES = st.sampled_from(["Asia/Seoul", "Europe/Athens", "America/New_York", "UTC", "Pacific/Kiritimati"])
INSTANTS = st.builds(
    lambda moment, name: moment.replace(microsecond=0, tzinfo=ZoneInfo(name)),
    st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)),
    ZONES,
)
ASSUMED = st.one_of(st.booleans(), st.just(["title"]))
RULES = st.one_of(
    st.builds(Age, under=st.integers(1, 100), on=st.none() | DAYS, preferred=st.booleans()),
    st.builds(MemberOf, regions=st.lists(KEYS, max_size=2)),
    st.builds(RoleAtLeast, at_least=st.sampled_from(["officer", "managerial"]), fields=st.just(["ict"])),
    st.builds(Residence, countries=st.just(["KR", "NO"]), outside=st.booleans()),
    st.builds(LanguageAtLeast, language=st.just("en"), level=st.sampled_from(["A1", "C2"])),
)
CALLS = st.builds(
    Call,
    opens_at=st.none() | INSTANTS,
    closes_at=st.none() | INSTANTS,
    rolling=st.booleans(),
    eligibility=st.lists(RULES, max_size=3),
    caps=st.builds(Caps, nominations_per_city=st.none() | st.integers(1, 9)),
    places=st.none() | st.integers(1, 500),
    selection=st.none()
    | st.builds(
        Selection,
        ranges=st.lists(
            st.builds(Range, attribute=st.just("region"), value=TEXTS, min=st.integers(0, 5)), max_size=2
        ),
        lots_seed=TEXTS.map(lambda text: text[:50].replace("\n", " ") or "x"),
    ),
)
EVENTS = st.builds(
    Event,
    key=KEYS,
    title=WORDS,
    kind=st.sampled_from(["workshop", "webinar"]),
    time_zone=ZONES,
    place=st.none() | st.builds(Place, city=WORDS, country=st.just("NO"), online=st.booleans()),
    starts_on=st.none() | DAYS,
    starts_at=st.none() | INSTANTS,
    assumed=ASSUMED,
)
AWARDS = st.builds(
    Awards,
    title=WORDS,
    categories=st.lists(
        st.builds(Category, key=KEYS, title=WORDS, winners=st.integers(0, 9), quota=st.builds(Quota)),
        max_size=2,
    ),
)
QUESTIONNAIRES = st.builds(
    Questionnaire,
    purpose=st.sampled_from(["quiz", "application"]),
    title=WORDS,
    questions=st.lists(
        st.builds(
            Question,
            key=KEYS,
            kind=st.sampled_from(["single", "number"]),
            label=WORDS,
            options=st.lists(st.builds(Option, key=KEYS, label=WORDS), max_size=3),
            right=st.lists(st.sampled_from(["5", "no", "1e3"]), max_size=2),
        ),
        min_size=1,
        max_size=3,
    ),
)
LETTERS = st.dictionaries(
    st.sampled_from(LANGUAGES), st.builds(LetterText, subject=TEXTS, body=TEXTS), min_size=1, max_size=2
).map(lambda texts: Letter(texts=texts))
PACKS = st.builds(
    Pack,
    network=KEYS,
    programme=st.builds(Programme, key=KEYS, title=WORDS, summary=WORDS, kind=st.just("course")),
    edition=st.builds(
        Edition,
        slug=KEYS,
        title=WORDS,
        summary=WORDS,
        year=st.integers(1900, 2200),
        time_zone=ZONES,
        starts_on=st.none() | DAYS,
    ),
    call=st.none() | CALLS,
    events=st.lists(EVENTS, max_size=2),
    awards=st.none() | AWARDS,
    questionnaires=st.dictionaries(KEYS, QUESTIONNAIRES, max_size=2),
    letter_texts=st.dictionaries(KEYS, LETTERS, max_size=2),
    files=st.just({}) | st.just({"captions/a.en.vtt": "WEBVTT\n"}),
)


@settings(max_examples=60, deadline=timedelta(seconds=5), suppress_health_check=list(HealthCheck))
@given(PACKS)
def test_pack_read_back_is_the_same_pack(pack):
    files = dump_pack(pack)
    read = parse_pack({name: text.encode() for name, text in files.items()})
    assert read.faults == []
    assert read.pack == pack
    assert dump_pack(read.pack) == files


@pytest.mark.parametrize("checked", read_all(SHIPPED), ids=lambda checked: checked.path.name)
def test_shipped_pack_read_back_is_the_same(checked):
    if checked.pack is None:
        assert parse_network(dump_network(checked.network)["network.yaml"]).network == checked.network
        return
    read = parse_pack(dump_pack(checked.pack))
    assert read.faults == []
    assert read.pack == checked.pack
