"""What the style guide shows the parts with: invented lines in every state, no row of the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from hansa.foundation.office.lists import drawing
from hansa.foundation.office.lists.asking import Question
from hansa.foundation.office.lists.definition import Column, Empty, Filter, OfficeList
from hansa.foundation.ui.icons import status
from hansa.foundation.ui.parts import Answer
from hansa.questionnaires import services as questionnaires

# A family's worth of people, none of them real, from cities that write in several scripts.
NAMES = ("Ioana Petrescu", "김민서", "ليلى حداد", "陈思远")
NOBODY = UUID(int=0)


def answers() -> list[Answer]:
    """An eligibility checklist with every state of an answer."""
    return [
        Answer("met", _("You work for a member city"), _("Bucharest has been a member since 2013.")),
        Answer(
            "unmet",
            _("You must be under 35 on 1 September 2025; you will be 36"),
            _("The course itself has no age limit."),
        ),
        Answer("open", _("You speak English at level B2 or better"), _("Not answered yet.")),
        Answer(
            "preferred", _("Preferred: cities of Africa"), _("Not required; it counts when places are few.")
        ),
        Answer("missing", _("A letter of your city"), _("Your coordinator adds it until 13 October.")),
    ]


@dataclass(frozen=True)
class Step:
    """A step of a record as the timeline takes it."""

    icon: str
    title: str
    when: str = ""
    text: str = ""
    standing: str = "to_come"


def steps() -> list[Step]:
    """The record of an application, half way."""
    return [
        Step("done", _("We have your application"), _("13 October 2017, 16:20 in Seoul"), "", "done"),
        Step("done", _("Your city endorses you"), _("16 October 2017"), _("First of two."), "done"),
        Step("half", _("Under review"), _("until 3 November 2017"), _("Nothing for you to do."), "now"),
        Step("ring", _("You hear from us"), _("6 November 2017")),
    ]


def stages() -> list[tuple[str, str]]:
    """The stages of a form, at the third."""
    return [
        ("done", pgettext("a stage of a form", "You")),
        ("done", pgettext("a stage of a form", "Your city")),
        ("now", pgettext("a stage of a form", "Documents")),
        ("to_come", pgettext("a stage of a form", "Check and send")),
    ]


def stops() -> list[SimpleNamespace]:
    """What happens when: past, today, to come."""
    days = (
        (_("Call opens"), date(2017, 9, 18), None, "was", 10),
        (_("Call closes"), date(2017, 10, 13), None, "now", 6),
        (_("Interviews"), date(2017, 10, 16), date(2017, 10, 20), "to_come", 0),
        (_("Workshop"), date(2017, 11, 20), date(2017, 11, 23), "to_come", 0),
    )
    return [
        SimpleNamespace(
            label=label,
            stop=SimpleNamespace(starts_on=start, ends_on=end, state=state, tenths=10 * tenths),
        )
        for label, start, end, state, tenths in days
    ]


def gable() -> list[SimpleNamespace]:
    """A course of eight, six and five lectures, the highest row first, a brick in every state."""
    rows = (["shut"] * 5, ["part", *["none"] * 5], ["done"] * 8)
    return [
        SimpleNamespace(
            number=3 - height,
            bricks=[
                SimpleNamespace(
                    lecture=SimpleNamespace(title={"en": _("What an open city is")}, key=f"lecture-{at}"),
                    number=at,
                    state=state,
                    percent=40,
                    tenths=40,
                )
                for at, state in enumerate(row, 1)
            ],
        )
        for height, row in enumerate(rows)
    ]


def calls() -> Iterator[SimpleNamespace]:
    """Rows of calls: open, closing, with its days to come, closed."""
    states = (
        ("done", pgettext("state", "Open"), _("See whether you may apply")),
        ("needs", _("Closes today"), _("Apply by tonight")),
        ("waiting", _("Coming"), _("See the programme")),
        ("closed", pgettext("state", "Closed"), _("See the programme")),
    )
    for state, words, act in states:
        is_known = state != "waiting"
        yield SimpleNamespace(
            status=state,
            status_words=words,
            today=date(2017, 10, 1),
            act_url="#calls",
            act_words=act,
            call=SimpleNamespace(closes_at=datetime(2017, 10, 13, 14, 59, tzinfo=UTC)) if is_known else None,
            edition=SimpleNamespace(
                slug="style-guide",
                title={"en": _("Workshop on public services online")},
                summary={"en": _("Four days in Seoul for twelve city officials.")},
                starts_on=date(2017, 11, 20) if is_known else None,
                ends_on=date(2017, 11, 23) if is_known else None,
                year=2017,
                place_names={"en": _("Seoul")},
                is_living_copy=False,
                details={},
            ),
        )


def credentials() -> list[SimpleNamespace]:
    """Certificates as a holder sees them: valid, waiting for a signature, withdrawn."""
    achievement = SimpleNamespace(name={"en": _("Champions course")})
    return [
        SimpleNamespace(
            pk=NOBODY,
            state=state,
            achievement=achievement,
            holder_name=name,
            number="4F7K-29QM-C3",
            issued_at=datetime(2025, 11, 3, tzinfo=UTC) if state != "pending" else None,
        )
        for state, name in zip(("issued", "pending", "revoked"), NAMES, strict=False)
    ]


def pages() -> Any:
    """The second of three pages of a list."""
    return Paginator(range(60), 20).page(2)


def score_sheet() -> Any:
    """A reader's form, as a call's rubric makes it."""
    language = get_language() or "en"
    definition = {
        "questions": [
            {
                "key": "relevance",
                "kind": "single",
                "label": {language: _("How much does it serve the applicant's city?")},
                "hint": {language: _("4 names a project and what the person does in it.")},
                "required": True,
                "options": [{"key": str(points), "label": {language: str(points)}} for points in range(1, 6)],
            },
            {
                "key": "remark",
                "kind": "long_text",
                "label": {language: _("What speaks for it, what against")},
                "required": False,
            },
        ]
    }
    return questionnaires.form_class(definition, language)(initial={"relevance": "4"})


def _cell(key: str) -> Any:
    return lambda row, known: row[key]


def office_list(*, is_narrowed: bool) -> dict[str, Any]:
    """A list of the office: its filters, what it is narrowed by, its rows with a box each."""
    standing = (("done", _("Endorsed")), ("half", _("Under review")), ("needs", _("Something is missing")))
    columns = (
        Column("name", _("Name"), _cell("name"), order=("name",)),
        Column("city", _("City"), _cell("city"), order=("city",), is_named=True),
        Column("state", _("Where it stands"), _cell("state")),
        Column("points", _("Points"), _cell("points"), order=("points",), kind="n", is_named=True),
    )
    definition = OfficeList(
        key="style-guide",
        url_name="portal:guide",
        heading=lambda found, narrowed: "",
        label=_("Applications"),
        rows=lambda asked: None,  # type: ignore[arg-type,return-value]  # it is only drawn, never asked
        columns=columns,
        link=lambda row: "#office",
        name=lambda row: row["name"],
        empty=Empty("", ""),
        order="name",
        filters=(
            Filter("state", _("Where it stands"), _("all"), lambda asked: (), lambda rows, value: rows),
        ),
        search=lambda rows, word: rows,
        search_label=_("Name or city"),
    )
    cities = (_("Bucharest"), _("Seoul"), _("Tunis"), _("Chengdu"))
    rows = [
        {"pk": at, "name": name, "city": city, "state": status(*standing[at % 3]), "points": points}
        for at, (name, city, points) in enumerate(zip(NAMES, cities, (81, 74, 67, 60), strict=True))
    ]
    chosen = {"state": "half"} if is_narrowed else {}
    question = Question("", chosen, "name", 1, {})
    choices = {"state": [(key, str(label)) for key, label in standing]}
    shown = rows[1:2] if is_narrowed else rows
    head = drawing.heads(definition, question, may_tick=True)
    return {
        "filters": drawing.filters(definition, question, choices),
        "chips": drawing.chips(definition, question, choices, len(shown)) if is_narrowed else "",
        "table": drawing.table(definition, head, shown, None, may_tick=True),
    }


CHAPTERS = {
    "": gettext_lazy("Ground"),
    "forms": gettext_lazy("Buttons and forms"),
    "standing": gettext_lazy("Where things stand"),
    "learning": gettext_lazy("Learning"),
    "lists": gettext_lazy("Lists and records"),
    "office": gettext_lazy("Office"),
    "frame": gettext_lazy("Frame and troubles"),
}
