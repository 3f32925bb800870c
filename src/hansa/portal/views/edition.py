"""One edition: may I, by when, who pays what, before any form."""

import re
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hansa.applications import selectors as applications
from hansa.applications.services import carrying
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
HOLE = "<!--token-->"
"""Where a part that is drawn once for all takes the token of whoever looks."""


@policy(PUBLIC)
def edition(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an edition, and answer "may I apply?" from what the small form says.

    What it says waits in the visitor's session for the application's own form, and stands in no address.
    """
    known = board_of(request)
    if not any(edition.slug == slug for edition in known.editions):
        raise Http404
    row = known.keep("edition", slug, lambda: programmes.edition(slug))
    now = clock.now()
    call = call_of(row)
    if request.method == "POST":
        return _checked(request, slug, call, now)
    own = applications.own_begun(request.user, slug) if call is not None and call.accepts(now) else None
    begun = "" if own is None else "draft" if own.is_editable else "sent"
    page = parts_of(known, row, now, begun)
    page["may"], answer = _may(request, known, page, begun)
    page["may"] = SafeString(page["may"].replace(HOLE, _token(request)))
    if own is not None:
        # Drawn for all who are as far; only the way to it is this person's own.
        plain = reverse("applications:start", args=[slug])
        where = reverse("applications:application", args=[own.uid])
        for part in ("head", "may", "aside"):
            page[part] = SafeString(re.sub(f'href="{plain}[^"]*"', f'href="{where}"', page[part]))
    elif answer is not None:
        # Whoever said where they work begins by any of the buttons, without being asked again.
        for part in ("head", "aside"):
            page[part] = _pressed(page[part], answer)
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
    said: Any = carrying.check_of(request.session, page["edition"].slug, clock.now())
    if any(name in request.GET for name in names):
        said = request.GET
    said = said or _known(request, names)
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
        "start": start,
        "own": own,
    }


def _checked(request: HttpRequest, slug: str, call: Any, now: datetime) -> HttpResponse:
    """Keep what the visitor's check says for as long as they may go on with it, and show the answer."""
    rules = call.rules.get("eligibility", []) if call is not None else []
    said = QueryDict(mutable=True)
    for name in MayIApplyForm.names(rules):
        if any(request.POST.getlist(name)):
            said.setlist(name, request.POST.getlist(name))
    carrying.keep_check(session=request.session, slug=slug, said=said, now=now)
    if not request.user.is_authenticated:
        request.session.set_expiry(carrying.HOLDS)
    return redirect(f"{reverse('portal:edition', args=[slug])}#answer")


def _token(request: HttpRequest) -> str:
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))


def _pressed(part: str, answer: dict[str, Any]) -> SafeString:
    """Let the buttons of a part that all see alike send the one form beside the answer, where there is one."""
    if answer["own"] is None or answer["begun"] or answer["checklist"].is_barred:
        return SafeString(part)
    link = re.compile(rf'<a (class="btn [^"]*") href="{answer["start"]}">(.*?)</a>', re.DOTALL)
    return SafeString(link.sub(r'<button \1 form="begin">\2</button>', part))


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
