"""Broken packs: each fault names file and line, what is wrong, and what would be right."""

import pytest

from hansa.config.cli import main
from hansa.programmes.adapters.folders import read_network, read_pack

NIA, CHENGDU, CHAMPIONS = "nia-workshop-2017", "chengdu-2017", "champions-2025"
AWARD, Y2022 = "youth-award-2025", "champions-2022"

BROKEN = [
    # folder, file, text there, text in its place, line of the fault counted from the text, words of the fault
    (
        NIA,
        "pack.yaml",
        "closes_at: 2017-10-13 23:59:59 Asia/Seoul",
        "closes_at: 2017-09-01 09:00 Asia/Seoul",
        0,
        ["closes on 2017-09-01", "before it opens", "later than opens_at"],
    ),
    (
        CHAMPIONS,
        "pack.yaml",
        "lat: 37.9838, lon: 23.7275",
        "lat: 37.9838",
        0,
        ["belong together", "lat and lon"],
    ),
    (CHAMPIONS, "pack.yaml", "lat: 37.9838, lon", "lat: 137.9838, lon", 0, ["90"]),
    (
        NIA,
        "pack.yaml",
        "    opens_on: 2017-10-16",
        "    opens_on: 2017-10-10",
        0,
        ["interviews begin on 2017-10-10", "before the call closes", "2017-10-13 or later"],
    ),
    (
        NIA,
        "pack.yaml",
        "  decisions_on: 2017-10-25",
        "  decisions_on: 2017-10-18",
        0,
        ["before the last interview"],
    ),
    (
        CHENGDU,
        "pack.yaml",
        "  caps:",
        "  referees: {number: 2, asks: {en: x, fr: x, de: x, it: x, ar: x, ko: x, zh-hans: x}, delete_after_days: 9}\n  caps:",
        None,
        ["no letter “referee-request”", "Add “referee-request: referee-request”"],
    ),
    (
        NIA,
        "pack.yaml",
        "  caps:",
        "  referees: {number: 2, asks: {en: x}, days_after_closing: 30, delete_after_days: 9}\n  caps:",
        0,
        ["Letters may come until 2017-11-12", "11 days or fewer"],
    ),
    (
        NIA,
        "pack.yaml",
        "      formats: [jpeg, png, heic]",
        "      proportions: 35x45",
        0,
        ["35x45", "written as in 35:45"],
    ),
    (NIA, "pack.yaml", "      formats: [jpeg, png, heic]", "      proportions: 10:90", 0, ["is a strip"]),
    (
        NIA,
        "pack.yaml",
        "    - kind: nomination_form",
        "    - proportions: 35:45\n      kind: nomination_form",
        0,
        ["taken as it is", "belong to a headshot"],
    ),
    (
        NIA,
        "pack.yaml",
        "value: africa, min: 2",
        "value: africa, min: 40",
        -1,
        ["40 people at least", "30 places"],
    ),
    (
        NIA,
        "pack.yaml",
        "value: africa, min: 2",
        "value: south-asia, min: 5",
        0,
        ["2 members with 2 places", "4 at most"],
    ),
    (
        NIA,
        "pack.yaml",
        "value: africa, min: 2",
        "value: atlantis, min: 2",
        0,
        ["No applicant can be “atlantis”"],
    ),
    (
        NIA,
        "pack.yaml",
        "{attribute: region, value",
        "{attribute: shoe_size, value",
        0,
        ["Nothing is known", "shoe_size"],
    ),
    (NIA, "pack.yaml", "value: africa, min: 2", "value: africa, min: 3, max: 2", 0, ["cannot both be"]),
    (NIA, "pack.yaml", "    places_per_city: 2", "    places_per_city: 3", 0, ["nominate only 2"]),
    (
        NIA,
        "pack.yaml",
        "        events: [workshop]",
        "        events: []",
        -1,
        ["names no course and no event"],
    ),
    (
        NIA,
        "pack.yaml",
        "        events: [workshop]",
        "        events: [workshp]",
        0,
        ["“workshp”", "Did you mean “workshop”?"],
    ),
    (
        NIA,
        "pack.yaml",
        "signatories: [secretary-general]",
        "signatories: [mayor]",
        0,
        ["no signatory", "secretary-general"],
    ),
    (
        NIA,
        "pack.yaml",
        "  partners: [nia, world-bank]",
        "  partners: [nia, world-bnk]",
        0,
        ["world-bnk", "Did you mean “world-bank”?"],
    ),
    (
        NIA,
        "pack.yaml",
        "questionnaire: training-application",
        "questionnaire: training-aplication",
        0,
        ["no questionnaires/training-aplication.yaml", "Did you mean “training-application”?"],
    ),
    (
        NIA,
        "pack.yaml",
        "  rubric: rubric",
        "  rubric: nomination",
        0,
        ["another purpose: nomination", "purpose is rubric"],
    ),
    (
        NIA,
        "pack.yaml",
        "  reserve: reserve",
        "  reserve: reserv",
        0,
        ["no letters/reserv.yaml", "Did you mean “reserve”?"],
    ),
    (
        NIA,
        "pack.yaml",
        "  reserve: reserve",
        "  reserved: reserve",
        0,
        ["“reserved” is not known here", "Did you mean “reserve”?"],
    ),
    (
        NIA,
        "pack.yaml",
        "  places: 30",
        "  place: 30",
        0,
        ["“place” is no field of call", "Did you mean “places”?"],
    ),
    (NIA, "pack.yaml", "  places: 30", "  places: many", 0, ["“many”", "whole number"]),
    (
        NIA,
        "pack.yaml",
        "  places: 30",
        "  places: 30\n  places: 31",
        1,
        ["“places” stands here a second time", "line"],
    ),
    (
        NIA,
        "pack.yaml",
        "closes_at: 2017-10-13 23:59:59 Asia/Seoul",
        "closes_at: 2017-10-13 23:59",
        0,
        ["is no instant", "Asia/Seoul"],
    ),
    (
        NIA,
        "pack.yaml",
        "closes_at: 2017-10-13 23:59:59 Asia/Seoul",
        "closes_at: 2017-10-13 23:59 Asia/Soul",
        0,
        ["no time zone"],
    ),
    (
        NIA,
        "pack.yaml",
        "closes_at: 2017-10-13 23:59:59 Asia/Seoul",
        "closes_at: 2017-13-13 23:59 Asia/Seoul",
        0,
        ["month"],
    ),
    (
        NIA,
        "pack.yaml",
        "kind: member_of}",
        "kind: membr_of}",
        0,
        ["“membr_of” is no kind of rule", "member_of"],
    ),
    (
        NIA,
        "pack.yaml",
        "at_least: managerial",
        "at_least: manager",
        0,
        ["“manager” is not known", "managerial"],
    ),
    (
        NIA,
        "pack.yaml",
        "      delete_after_days: 30",
        "      delete_after_days: 400",
        0,
        ["400 days", "30 days at most"],
    ),
    (
        NIA,
        "pack.yaml",
        "  slug: nia-workshop-2017",
        "  slug: nia-workshop-2018",
        0,
        ["folder is “nia-workshop-2017”"],
    ),
    (NIA, "pack.yaml", "  ends_on: 2017-11-23", "  ends_on: 2017-11-19", 0, ["before starts_on"]),
    (
        NIA,
        "pack.yaml",
        "assumed: [opens_at, places,",
        "assumed: [opens_at, plces,",
        0,
        ["“plces”", "Did you mean “places”?"],
    ),
    (NIA, "pack.yaml", "network: wego", "network: &n wego", 0, ["anchor", "no anchors"]),
    (NIA, "pack.yaml", "network: wego", "network: !!python/object wego", 0, ["tag"]),
    (NIA, "pack.yaml", "call:", "call: [", None, ["no YAML"]),
    (NIA, "pack.yaml", "edition:", "\tedition:", 0, ["no YAML"]),
    (NIA, "questionnaires/rubric.yaml", "    weight: 1", "", None, ["no weight or no max"]),
    (
        CHAMPIONS,
        "pack.yaml",
        "              - {language: fr, state: to_come}\n",
        "",
        None,
        ["no captions in fr", "to_come"],
    ),
    (
        CHAMPIONS,
        "pack.yaml",
        "{language: fr, state: to_come}",
        "{language: fr}",
        0,
        ["no captions/the-metropolitan-century.fr.vtt"],
    ),
    (CHAMPIONS, "pack.yaml", "            week: 2", "            week: 9", 0, ["no week 9"]),
    (CHAMPIONS, "pack.yaml", "            week: 2", "            week: 5", 0, ["Week 5 is a break"]),
    (
        CHAMPIONS,
        "pack.yaml",
        "        course: course",
        "        course: curse",
        0,
        ["no course “curse”", "“course”"],
    ),
    (
        CHAMPIONS,
        "pack.yaml",
        "      claim: form\n      questionnaire: certificate-request",
        "      claim: form",
        None,
        ["by a form, but none"],
    ),
    (
        CHAMPIONS,
        "pack.yaml",
        "under: 35, on: 2025-09-01, assumed: [on]}\n      claim",
        "at_least: 40, under: 35}\n      claim",
        None,
        ["Nobody is at least 40 and at most 34"],
    ),
    (
        CHAMPIONS,
        "questionnaires/quiz-part-1.yaml",
        "right: [goal-11]",
        "right: [goal-12]",
        0,
        ["“goal-12” is no option"],
    ),
    (
        CHAMPIONS,
        "questionnaires/quiz-part-1.yaml",
        "    right: [goal-11]\n",
        "",
        None,
        ["has no right answer"],
    ),
    (
        AWARD,
        "pack.yaml",
        "  winners_total: 19",
        "  winners_total: 20",
        0,
        ["20 winners are stated", "add up to 19"],
    ),
    (
        AWARD,
        "pack.yaml",
        "quota: {domestic: 3}",
        "quota: {domestic: 2}",
        0,
        ["adds up to 2", "3 winners are stated"],
    ),
    (
        AWARD,
        "pack.yaml",
        "      partners: [suny-korea]",
        "      partners: [suny]",
        0,
        ["no partner", "“suny”"],
    ),
    (
        Y2022,
        "pack.yaml",
        "phase: phase-2, starts_on: 2022-04-25",
        "phase: phase-2, starts_on: 2022-04-20",
        None,
        ["begins on 2022-04-20", "lasts until 2022-04-24"],
    ),
    (
        Y2022,
        "pack.yaml",
        "number: 3, phase: phase-1, starts_on: 2022-03-14",
        "number: 3, phase: phase-1, starts_on: 2022-03-13",
        0,
        ["begins on 2022-03-13", "the one before ends on 2022-03-13"],
    ),
]


@pytest.mark.parametrize(("slug", "file", "there", "instead", "down", "words"), BROKEN)
def test_fault_names_its_line_and_what_would_be_right(wego, slug, file, there, instead, down, words):
    path = wego / slug / file
    text = path.read_text(encoding="utf-8")
    assert there in text
    path.write_text(text.replace(there, instead, 1), encoding="utf-8")
    faults = read_pack(wego / slug).faults
    said = [str(fault) for fault in faults]
    fitting = [fault for fault in faults if all(word in str(fault) for word in words)]
    assert fitting, said
    assert fitting[0].file == path.as_posix()
    if down is not None:
        assert fitting[0].line == text[: text.index(there)].count("\n") + 1 + down
    assert fitting[0].line > 0


LETTER = "letters/accepted.yaml"


@pytest.mark.parametrize(
    ("there", "instead", "words"),
    [
        ("{points}", "{marks}", ["Nothing fills the placeholder {marks}"]),
        ("{points}", "{name.__class__}", ["Nothing fills the placeholder {name.__class__}"]),
        ("{points} points", "your points", []),
        ("Dear {name},", "Dear {name,", ["brace"]),
        ("  ko:", "  kr:", ["“kr” is none of our languages", "Known are"]),
        ("{points} Punkte", "viele Punkte", ["de letter leaves out {points}"]),
        ("texts:", "text:", ["no field", "texts"]),
    ],
)
def test_letter_with_a_fault_is_named_above_the_pack(wego, there, instead, words):
    path = wego / LETTER
    text = path.read_text(encoding="utf-8")
    assert there in text
    path.write_text(text.replace(there, instead, 1), encoding="utf-8")
    faults = [str(fault) for fault in read_pack(wego / NIA).faults]
    if not words:
        assert faults == []
        return
    assert any(all(word in fault for word in words) for fault in faults), faults
    assert all("letters/accepted.yaml" in fault for fault in faults)


def test_own_letter_goes_before_the_networks(wego):
    own = wego / NIA / "letters" / "reserve.yaml"
    own.parent.mkdir()
    own.write_text((wego / "letters" / "accepted.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    pack = read_pack(wego / NIA).pack
    assert pack.letter_texts["reserve"] == pack.letter_texts["accepted"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", ["no fields"]),
        (b"- a\n- b\n", ["no fields"]),
        (b"network: wego\nprogramme: \xff\xfe\n", ["not UTF-8", ":2:"]),
        (b"a: " + b"x" * 2_100_000, ["2,000,000"]),
        (b"a: " + b"[" * 5000 + b"]" * 5000, ["40 levels"]),
        (b"".join(b"a%d: &a%d [x, x]\n" % (n, n) for n in range(9)), ["anchor"]),
        (b"a: 1\n---\nb: 2\n", ["second document"]),
        (b"? [a, b]\n: c\n", ["a list or a mapping"]),
        (b"network: 'wego\n", ["no YAML"]),
        (b"a: *b\n", ["alias"]),
        (b"network: wego\n", ["programme is missing", "Add “programme:”"]),
        (b'network: "a\\u0000b"\n', ["network"]),
    ],
)
def test_file_that_is_no_pack_is_refused(wego, data, words):
    (wego / NIA / "pack.yaml").write_bytes(data)
    faults = [str(fault) for fault in read_pack(wego / NIA).faults]
    assert any(all(word in fault for word in words) for fault in faults), faults


def test_many_values_are_refused(wego):
    (wego / NIA / "pack.yaml").write_text("a: [" + "x," * 250_000 + "]", encoding="utf-8")
    assert "200,000 values" in str(read_pack(wego / NIA).faults[0])


def test_file_without_a_place_and_link_are_refused(wego):
    (wego / NIA / "virus.exe").write_bytes(b"MZ")
    (wego / NIA / "captions").mkdir()
    (wego / NIA / "captions" / "passwd.en.vtt").symlink_to("/etc/passwd")
    said = [str(fault) for fault in read_pack(wego / NIA).faults]
    assert any("virus.exe" in fault and "no place" in fault for fault in said)
    assert any("passwd" in fault and "link" in fault for fault in said)


@pytest.mark.parametrize(
    ("there", "instead", "words"),
    [
        ("key: wego", "key: hanse", ["folder is “wego”"]),
        ("region: africa", "region: afrika", ["no region “afrika”", "Did you mean “africa”?"]),
        ("status: friendship,", "status: full,", ["friendship_government", "Friendship Members"]),
        ("- {key: agra,", "- {key: berlin,", ["second time"]),
        ("country: KR\n", "country: kr\n", ["ISO 3166"]),
        ("partners: [snu-itpp]", "partners: [snu]", ["no partner"]),
        ("languages: [en,", "languages: [en, xx,", ["“xx”"]),
    ],
)
def test_fault_of_a_network_is_named(wego, there, instead, words):
    path = wego / "network.yaml"
    text = path.read_text(encoding="utf-8")
    assert there in text
    path.write_text(text.replace(there, instead, 1), encoding="utf-8")
    faults = [str(fault) for fault in read_network(wego).faults]
    assert any(all(word in fault for word in words) for fault in faults), faults
    assert all(fault.startswith(f"{path.as_posix()}:") for fault in faults)


def test_pack_away_from_its_network_still_has_its_meaning_checked(wego, tmp_path):
    alone = (wego / NIA).rename(tmp_path / "alone")
    path = alone / "pack.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2017-10-13 23:59:59", "2017-09-01 23:59:59"), encoding="utf-8")
    said = [str(fault) for fault in read_pack(alone).faults]
    assert any("before it opens" in fault for fault in said)
    assert any("There is no letters/accepted.yaml, neither here nor" in fault for fault in said)
    assert not any("network.yaml called" in fault for fault in said)


def test_fault_of_a_shared_file_is_said_once(wego, capsys):
    path = wego / LETTER
    path.write_text(path.read_text(encoding="utf-8").replace("{points}", "{marks}", 1), encoding="utf-8")
    assert main(["packs", "check", str(wego)]) == 1
    assert capsys.readouterr().out.count("{marks}") == 1
