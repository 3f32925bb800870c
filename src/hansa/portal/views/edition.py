"""One edition: may I, by when, who pays what, before any form."""

import re
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from hansa.applications import selectors as applications
from hansa.foundation import clock
from hansa.foundation.policy import PUBLIC, policy
from hansa.portal.forms import MayIApplyForm
from hansa.portal.selectors import words
from hansa.portal.selectors.board import Board, board_of
from hansa.portal.selectors.drawn import drawn
from hansa.portal.selectors.edition_page import BEGINS, parts_of
from hansa.portal.selectors.editions import call_of
from hansa.portal.selectors.eligibility import checklist
from hansa.programmes import selectors as programmes

MAY = "portal/edition/may.html"


@policy(PUBLIC)
def edition(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an edition, and answer "may I apply?" from what the small form says; nothing of it is kept."""
    known = board_of(request)
    if not any(edition.slug == slug for edition in known.editions):
        raise Http404
    row = known.keep("edition", slug, lambda: programmes.edition(slug))
    now = clock.now()
    call = call_of(row)
    own = applications.own_begun(request.user, slug) if call is not None and call.accepts(now) else None
    begun = "" if own is None else "draft" if own.is_editable else "sent"
    page = parts_of(known, row, now, begun)
    page["may"], answer = _may(request, known, page, begun)
    if own is not None:
        # Drawn for all who are as far; only the way to it is this person's own.
        plain = reverse("applications:start", args=[slug])
        where = reverse("applications:application", args=[own.uid])
        for part in ("head", "may", "aside"):
            page[part] = SafeString(re.sub(f'href="{plain}[^"]*"', f'href="{where}"', page[part]))
    elif answer is not None:
        # The buttons beside the answer lead on with what was said.
        for part in ("head", "aside"):
            page[part] = SafeString(
                page[part].replace(f'href="{answer["plain"]}"', f'href="{answer["start"]}"')
            )
    if answer is not None:
        # And they press nobody who may not apply.
        page["is_barred"] = answer["checklist"].is_barred
    page["is_assumed"] = page["is_assumed"] or 'class="mark"' in page["may"]
    return render(request, "portal/edition.html", page)


def _may(
    request: HttpRequest, known: Board, page: dict[str, Any], begun: str
) -> tuple[SafeString, dict[str, Any] | None]:
    """The rules of the call, and the answer to whoever said something; drawn once for all who did not."""
    call = page["call"]
    rules = call.rules.get("eligibility", []) if call is not None else []
    if not rules:
        return SafeString(""), None
    names = MayIApplyForm.names(rules)
    said: Any = request.GET if any(name in request.GET for name in names) else _known(request, names)
    if said:
        answer = _answered(known, page, rules, said, begun)
        return SafeString(render_to_string(MAY, answer)), answer
    state = (page["edition"].pk, page["is_open"])
    return drawn(known, MAY, state, lambda: _answered(known, page, rules, {})), None


def _answered(
    known: Board, page: dict[str, Any], rules: list[Any], said: Any, begun: str = ""
) -> dict[str, Any]:
    form = MayIApplyForm(known, rules, said, asked=words.level_asked(known, page["edition"], page["call"]))
    answer = checklist(rules, form.facts())
    start = reverse("applications:start", args=[page["edition"].slug])
    own = known.member(said.get("member", ""))
    return {
        "checklist": answer,
        "questions": list(zip(answer.findings, form.by_rule(), strict=True)),
        "call": page["call"],
        "is_open": page["is_open"],
        "city": _places_of_city(page["call"], own) if own is not None else None,
        "begun": begun,
        "begins": BEGINS[begun],
        # Whoever said where they work need not say it again.
        "plain": start,
        "start": f"{start}?{urlencode({'member': own.pk})}" if own is not None else start,
    }


def _known(request: HttpRequest, names: set[str]) -> dict[str, str]:
    """What the account already says and this call asks, so that nobody types it twice."""
    person = request.user
    if not person.is_authenticated:
        return {}
    known = {"residence": person.country}
    if person.birth_date:
        known["birth_date"] = person.birth_date.isoformat()
    return {name: value for name, value in known.items() if value and name in names}


def _places_of_city(call: Any, member: Any) -> dict[str, Any] | None:
    """How many of a city's nominations are endorsed already; no names."""
    most: int = (call.rules.get("caps") or {}).get("nominations_per_city") or 0
    if not most:
        return None
    taken = applications.slots_taken(call, member)
    return {"member": member, "taken": taken, "most": most, "slots": [n < taken for n in range(most)]}
