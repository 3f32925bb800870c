"""A list's page: the answer to an address, drawn."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hansa.foundation import clock
from hansa.foundation.office import selectors
from hansa.foundation.office.keeping import keep

from . import drawing
from .asking import Answer, Question, address, answer, choices_of, read
from .definition import Asked, OfficeList

PAGE = "office/list.html"


def asked_of(request: HttpRequest) -> Asked:
    """Return who asks, in which language, and when."""
    return Asked(request, request.user, get_language() or "en", clock.now())


def show(request: HttpRequest, definition: OfficeList, template: str = PAGE, **context: Any) -> HttpResponse:
    """Answer a request with the list: two queries for most, four at most, however many rows there are."""
    asked = asked_of(request)
    choices = choices_of(definition, asked)
    question = read(definition, request.GET, choices)
    shown = answer(definition, asked, question)
    drawn = parts(definition, asked, question, shown, choices)
    if drawn["is_empty"] and not question.is_narrowed:
        # What a page says of its rows holds for some rows.
        context.pop("heading", None)
    return render(request, template, drawn | context)


def parts(
    definition: OfficeList,
    asked: Asked,
    question: Question,
    shown: Answer,
    choices: dict[str, list[tuple[str, str]]],
) -> dict[str, Any]:
    """Return what the page's template sets side by side."""
    acts = definition.acts_for(asked.person) if shown.rows else []
    here = address(definition, question)
    views, mine = _views(definition, asked, here) if definition.has_views else ([], None)

    def kept(name: str, draw: Callable[[], SafeString]) -> SafeString:
        # What somebody typed is drawn each time: nobody fills the house's memory with words.
        if question.words:
            return draw()
        return keep(asked.request, name, definition.key, here, bool(acts), asked.person.pk, read=draw)

    context = {
        "list": definition,
        "heading": definition.heading(shown.found, question.is_narrowed),
        "tabs": kept("tabs", lambda: drawing.tabs(views)),
        "query": here,
        "mine": mine,
        "may_save": definition.has_views
        and bool(here)
        and not any(is_now for _name, _query, is_now, _whose in views),
        "acts": acts,
        "found": shown.found,
        "more": shown.found > len(shown.rows),
        "is_narrowed": question.is_narrowed,
        "is_empty": not shown.rows,
        "rows": shown.rows,
    }
    if shown.rows or question.is_narrowed:
        context["filters"] = kept("filters", lambda: drawing.filters(definition, question, choices))
        context["chips"] = drawing.chips(definition, question, choices, shown.found)
    if shown.rows:
        ticks = bool(acts)
        known = context["known"] = definition.known(asked, shown.rows)
        head = kept("heads", lambda: drawing.heads(definition, question, may_tick=ticks))
        context["table"] = drawing.table(definition, head, shown.rows, known, may_tick=ticks)
        context["pages"] = drawing.pages(definition, question, shown)
    elif not question.is_narrowed and definition.empty.url_name:
        context["way_on"] = reverse(definition.empty.url_name)
    return context


def _canonical(query: str) -> str:
    return urlencode(sorted(parse_qsl(query)))


def _views(definition: OfficeList, asked: Asked, here: str) -> tuple[list[tuple[str, str, bool, str]], Any]:
    """Return the tabs, and the person's own view where it is the one that is shown."""
    return keep(
        asked.request,
        "views",
        definition.key,
        asked.person.pk,
        here,
        read=lambda: _read_views(definition, asked, here),
    )


def _read_views(
    definition: OfficeList, asked: Asked, here: str
) -> tuple[list[tuple[str, str, bool, str]], Any]:
    kept = list(selectors.views_of(asked.person, definition.key))
    tabs = [(_("All"), "", not here, "")]
    tabs += [
        (str(view.label), view.query, _canonical(view.query) == here, "")
        for view in definition.views
        if view.roles & asked.person.roles
    ]
    tabs += [
        (view.name, view.query, view.query == here, "" if view.owner_uid == asked.person.uid else _("shared"))
        for view in kept
    ]
    own = next((view for view in kept if view.query == here and view.owner_uid == asked.person.uid), None)
    return (tabs if len(tabs) > 1 else []), own
