"""One edition: may I, by when, who pays what, before any form."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hansa.applications import selectors as applications
from hansa.foundation import clock
from hansa.foundation.policy import PUBLIC, policy
from hansa.portal.forms import OUTSIDE, MayIApplyForm
from hansa.portal.selectors.board import Board, board_of
from hansa.portal.selectors.edition_page import page_of
from hansa.portal.selectors.eligibility import checklist
from hansa.programmes import selectors as programmes


@policy(PUBLIC)
def edition(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an edition, and answer "may I apply?" from what the small form says; nothing of it is kept."""
    known = board_of(request)
    if not any(edition.slug == slug for edition in known.editions):
        raise Http404
    row = known.keep("edition", slug, lambda: programmes.edition(slug))
    page = page_of(known, row, clock.now())
    call = page["call"]
    rules = call.rules.get("eligibility", []) if call is not None else []
    if rules:
        form = MayIApplyForm(known, rules, request.GET)
        if not any(name in request.GET for name in form.fields):
            form.data = _known(request)
        page |= {
            "form": form,
            "checklist": checklist(rules, form.facts()),
            "documents": call.rules.get("documents", []),
        }
        page["city"] = _places_of_city(known, call, request.GET.get("member", ""))
        own = known.member(form.data.get("member", ""))
        if own is not None and page["is_open"] and page["act"]:
            # Whoever said where they work need not say it again.
            page["act"] = replace(page["act"], url=f"{page['act'].url}?{urlencode({'member': own.pk})}")
    elif call is not None:
        page["documents"] = call.rules.get("documents", [])
    return render(request, "portal/edition.html", page)


def _known(request: HttpRequest) -> dict[str, str]:
    """What the account already says, so that nobody types it twice."""
    person = request.user
    if not person.is_authenticated:
        return {}
    known = {"residence": person.country}
    if person.birth_date:
        known["birth_date"] = person.birth_date.isoformat()
    return known


def _places_of_city(known: Board, call: object, key: str) -> dict[str, object] | None:
    """How many of a city's nominations are endorsed already; no names."""
    most: int = (getattr(call, "rules", {}).get("caps") or {}).get("nominations_per_city") or 0
    row = known.member(key) if key and key != OUTSIDE else None
    if row is None or not most:
        return None
    taken = applications.slots_taken(call, row)
    return {"member": row, "taken": taken, "most": most, "slots": [n < taken for n in range(most)]}
