from datetime import timedelta

import pytest

from hansa.credentials.selectors import achievement
from hansa.foundation.audit.models import Entry
from hansa.messaging.selectors import template
from hansa.network.models import Network
from hansa.programmes.enums import CallState
from hansa.programmes.models import Call, Edition, EditionFile, Programme
from hansa.programmes.selectors import letter_key
from hansa.programmes.services import (
    NoEdition,
    PackFaults,
    PackRefused,
    apply_pack,
    close_call_early,
    edit_texts,
    export_archive,
    export_network_pack,
    export_pack,
    load_files,
    plain_section,
    plan_pack,
    sections,
    standing_pack,
)
from hansa.programmes.signals import call_closed, call_opened, edition_applied
from hansa.questionnaires.models import Questionnaire
from hansa.questionnaires.selectors import questionnaire
from tests.factories.network import make_network
from tests.factories.programmes import make_call, make_edition, make_pack

pytestmark = pytest.mark.django_db

LIVING = {"call": {"opens_at": "2026-12-01 09:00 Asia/Seoul"}}


def rows(plan):
    return [(row.kind, ".".join(row.path)) for row in plan.changes]


def test_pack_applied_twice_changes_nothing(now):
    make_network()
    first = apply_pack(pack=make_pack(), by=None, now=now)
    entries = Entry.objects.count()
    second = apply_pack(pack=make_pack(), by=None, now=now + timedelta(days=1))
    assert first.plan.is_new
    assert not first.plan.is_empty
    assert second.plan.is_empty
    assert Entry.objects.count() == entries
    assert Edition.objects.get().applied_at == now


def test_pack_applied_reaches_every_app_it_names(now):
    edition = make_edition()
    assert edition.namespace == "wego/nia-2027"
    assert (edition.place_city, edition.place_names["ko"]) == ("Seoul", "서울")
    assert edition.details["hosts"] == ["nia"]
    assert questionnaire("wego/nia-2027:application").definition["questions"][0]["key"] == "why"
    assert template("wego/nia-2027:received") is not None
    assert letter_key(edition, "application-received") == "wego/nia-2027:received"
    assert letter_key(edition, "reserve") is None
    assert achievement("wego/nia-2027:attended") is not None
    assert EditionFile.objects.get().name == "certificate.typ"
    assert edition.stored_sections["awards"]["categories"][0]["key"] == "best"


def test_rules_of_a_call_are_kept_in_full():
    rules = make_call().rules
    assert rules["caps"]["nominations_per_city"] == 2
    assert rules["reviews_per_application"] == 2
    assert [rule["kind"] for rule in rules["eligibility"]] == ["member_of", "role_level", "role_level"]


def test_export_of_an_edition_is_an_empty_plan():
    make_edition()
    loaded = load_files(export_pack("nia-2027"))
    assert plan_pack(pack=loaded.pack).changes == ()


def test_edit_of_the_office_survives_export_and_applying_elsewhere(person_with, now):
    officer = person_with("programme_officer")
    call = make_call()
    edit_texts(
        edition_id=call.edition_id, title={"en": "Workshop of the year", "fr": "Atelier de l’année", "ko": ""},
        summary={"en": ""}, by=officer, now=now,
    )  # fmt: skip
    close_call_early(call_id=call.pk, by=officer, now=now, reason="Every place is taken.")
    files = export_pack("nia-2027")
    network = export_network_pack()
    _empty_the_house()
    elsewhere = load_files(
        {f"wego/nia-2027/{name}": text for name, text in files.items()}
        | {f"wego/{name}": text for name, text in network.items()}
    )
    edition = apply_pack(pack=elsewhere.pack, network=elsewhere.network, by=None, now=now).edition
    assert edition.title == {"en": "Workshop of the year", "fr": "Atelier de l’année"}
    assert edition.summary == {"en": "Four days in Seoul."}
    assert edition.call.closes_at == now
    assert export_pack("nia-2027") == files


def _empty_the_house() -> None:
    for row in Call.objects.all():
        row.amendments.all().delete()
    for model in (Call, EditionFile, Edition, Programme, Questionnaire, Network):
        model.objects.all().delete()


def test_export_archive_is_the_same_bytes_each_time(now):
    make_edition()
    assert export_archive("nia-2027") == export_archive("nia-2027")


def test_export_of_nothing_is_refused():
    with pytest.raises(NoEdition):
        export_pack("atlantis-2030")
    assert standing_pack("atlantis-2030") is None


def test_plan_changes_nothing(now):
    make_network()
    entries = Entry.objects.count()
    plan = plan_pack(pack=make_pack())
    assert plan.is_new
    assert plan.counts()["created"] == len(plan.changes) > 5
    assert not Edition.objects.exists()
    assert Entry.objects.count() == entries


def test_plan_of_a_changed_title_is_one_row():
    make_edition()
    plan = plan_pack(pack=make_pack(edition={"title": {"en": "Another", "ko": "NIA 워크숍 2027"}}))
    assert [(row.path, row.before, row.after) for row in plan.changes] == [
        (("edition", "title", "en"), "NIA workshop 2027", "Another")
    ]


def test_plan_tells_what_is_retired():
    make_edition()
    plan = plan_pack(pack=make_pack(awards=None, edition={"topics": None}))
    assert rows(plan) == [("retired", "edition.topics"), ("retired", "awards")]


def test_instant_in_another_zone_is_no_change():
    make_edition()
    assert plan_pack(pack=make_pack(call={"closes_at": "2026-12-13 14:59 UTC"})).is_empty


def test_pack_without_its_network_is_refused(now):
    with pytest.raises(PackRefused) as refused:
        apply_pack(pack=make_pack(), by=None, now=now)
    assert "network.yaml" in str(refused.value)
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    ("changes", "amendment"),
    [
        ({"call": {"places": 30}}, "amendment of “places”"),
        ({"call": {"eligibility": []}}, "amendment of “eligibility”"),
        ({"call": {"selection": {"lots_seed": "another"}}}, "amendment of “selection”"),
        ({"call": {"closes_at": "2026-12-14 23:59 Asia/Seoul"}}, "“extend the call”"),
        ({"call": {"closes_at": "2026-12-12 23:59 Asia/Seoul"}}, "“close the call early”"),
        ({"call": {"decisions_on": "2026-12-29"}}, "“move a later date”"),
        ({"call": None}, "Cancel the call"),
        (
            {"questionnaires": {"rubric": {"questions": [{"key": "motive", "kind": "number", "label": {"en": "Motive"}, "weight": 9, "max": 5}]}}},
            "amend the call’s “rubric”",
        ),
    ],
)  # fmt: skip
def test_frozen_thing_is_refused_and_names_its_amendment(changes, amendment, now):
    make_edition()
    before = standing_pack("nia-2027")
    with pytest.raises(PackRefused) as refused:
        apply_pack(
            pack=make_pack(**changes, edition={"title": {"en": "Changed along with it"}}), by=None, now=now
        )
    assert amendment in str(refused.value)
    assert standing_pack("nia-2027") == before


def test_words_of_an_open_call_may_change(now):
    make_edition()
    said = make_pack(
        edition={"summary": {"en": "Four full days in Seoul."}},
        call={"notes": [{"en": "The call says the 20th."}]},
    )
    assert apply_pack(pack=said, by=None, now=now).edition.summary == {"en": "Four full days in Seoul."}


def test_rules_of_a_call_that_is_not_open_yet_may_change(now):
    call = make_call(**LIVING)
    assert call.state == CallState.PUBLISHED
    apply_pack(
        pack=make_pack(call={"opens_at": "2026-12-01 09:00 Asia/Seoul", "places": 30}), by=None, now=now
    )
    call.refresh_from_db()
    assert call.rules["places"] == 30


def test_call_that_is_no_longer_in_the_pack_goes_while_nobody_applied(now):
    make_call(**LIVING)
    apply_pack(pack=make_pack(call=None, letters=None), by=None, now=now)
    assert not Call.objects.exists()


def test_pack_of_a_past_edition_goes_into_the_archive_silently(now):
    heard = []
    opened = lambda **kwargs: heard.append(kwargs)  # noqa: E731  # a receiver is held weakly, so it needs a name
    call_opened.connect(opened)
    call_closed.connect(opened)
    call = make_call(
        edition={"starts_on": "2017-11-20", "ends_on": "2017-11-23", "year": 2017},
        call={
            "opens_at": "2017-09-15 00:00 Asia/Seoul",
            "closes_at": "2017-10-13 23:59 Asia/Seoul",
            "interviews": None,
            "decisions_on": None,
        },
    )
    assert call.state == CallState.ARCHIVED
    assert heard == []


def test_applying_tells_the_other_apps_once(now):
    heard = []
    receiver = lambda edition, created, **kwargs: heard.append((edition.slug, created))  # noqa: E731  # held weakly
    edition_applied.connect(receiver)
    make_edition()
    make_edition()
    assert heard == [("nia-2027", True)]


@pytest.fixture
def bound_awards():
    """An app that has taken the section ``awards``, and what it was given."""
    given = []
    sections.register_section(
        "awards",
        apply=lambda *, edition, section, pack, by, now: given.append(section),
        export=lambda edition: plain_section(given[-1]) if given else None,
        refusals=lambda edition, old, new: ["Winners are named already."] if old and not new else [],
        files=lambda edition: {"jury.typ": "= Jury"},
    )
    yield given
    sections._bindings.pop("awards")


def test_stored_section_runs_when_its_app_comes(now, request):
    make_edition()
    given = request.getfixturevalue("bound_awards")
    assert rows(plan_pack(pack=make_pack(files={"jury.typ": "= Jury"}))) == [("created", "awards")]
    edition = apply_pack(pack=make_pack(files={"jury.typ": "= Jury"}), by=None, now=now).edition
    assert [section.title["en"] for section in given] == ["Awards"]
    assert "awards" not in edition.stored_sections
    assert "jury.typ" in export_pack("nia-2027")
    with pytest.raises(PackRefused) as refused:
        apply_pack(pack=make_pack(awards=None, files={"jury.typ": "= Jury"}), by=None, now=now)
    assert "Winners are named already." in str(refused.value)


def test_section_that_nobody_may_take_is_refused():
    with pytest.raises(ValueError, match="letters"):
        sections.register_section("letters", apply=lambda **kwargs: None, export=lambda edition: None)


def test_files_with_a_fault_are_refused_with_file_and_line():
    make_network()
    make_edition()
    files = export_pack("nia-2027")
    files["pack.yaml"] = files["pack.yaml"].replace("kind: training", "kind: trainning")
    with pytest.raises(PackFaults) as faulty:
        load_files(files)
    fault = faulty.value.faults[0]
    assert fault.file == "pack.yaml"
    assert fault.line > 1
    assert "training" in fault.remedy


def test_two_packs_at_once_are_refused():
    with pytest.raises(PackFaults, match="There are 2 packs here"):
        load_files({"a/pack.yaml": "", "b/pack.yaml": ""})
