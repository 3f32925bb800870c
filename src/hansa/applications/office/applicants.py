"""Applicants from a spreadsheet: hand it in, say which column is which, look at every row, take it over, write to them."""

import time
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.applications import services
from hansa.applications.enums import SheetStep
from hansa.applications.models import ApplicantSheet
from hansa.applications.office.applicant_forms import (
    ApplicantEncodingForm,
    ApplicantFileForm,
    ApplicantMappingForm,
    labels_of,
    options_of,
    sentences,
)
from hansa.applications.office.panel import managed_call
from hansa.applications.office.sheets import download
from hansa.applications.rules.applicant_table import Settled
from hansa.foundation import clock, scope
from hansa.foundation.policy import STAFF, policy, recent
from hansa.foundation.sheets import services as sheets
from hansa.network.selectors import members

#: So many rows of the file are shown beside the mapping.
SAMPLE = 4
PER_PAGE = 100
#: A press takes over what it can within this time; the next goes on.
SECONDS = 8.0


def _sheet(request: HttpRequest, uid: str) -> ApplicantSheet:
    rows = ApplicantSheet.objects.select_related("call__edition__programme", "uploaded_by")
    return scope.visible_or_404(request.user, rows, uid=uid)


@policy(STAFF)
def hand_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a spreadsheet in."""
    call = managed_call(request, slug)
    form = ApplicantFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["sheet"]
        try:
            kept = services.receive_applicants(
                call=call,
                name=given.name,
                data=given.read(sheets.MOST_BYTES + 1),
                by=request.user,
                now=clock.now(),
            )
        except sheets.SheetRefused as refused:
            form.add_error("sheet", refused.reason)
        else:
            return redirect("applications_office:applicant_sheet", kept.uid)
    context = {"form": form, "edition": call.edition, "most_rows": sheets.MOST_ROWS}
    return render(
        request, "applications/office/applicants_hand_in.html", context, status=422 if form.errors else 200
    )


@policy(STAFF)
def mapping(request: HttpRequest, uid: str) -> HttpResponse:
    """Say which column is which; the guess stands there already."""
    found = _sheet(request, uid)
    if found.step != SheetStep.MAPPING:
        return redirect("applications_office:applicant_check", found.uid)
    now = clock.now()
    coding = ApplicantEncodingForm(initial={"encoding": found.encoding})
    if request.method == "POST" and "encoding" in request.POST:
        coding = ApplicantEncodingForm(request.POST)
        if coding.is_valid():
            try:
                services.read_applicants_again(sheet=found, encoding=coding.cleaned_data["encoding"])
            except sheets.SheetRefused as refused:
                coding.add_error("encoding", refused.reason)
            else:
                return redirect("applications_office:applicant_sheet", found.uid)
    data = None if "encoding" in request.POST else request.POST or None
    form = ApplicantMappingForm(data, sheet=found, may_draft=services.takes_drafts(found.call, now))
    if form.is_bound and form.is_valid():
        services.map_applicants(sheet=found, mapping=form.mapping(), as_sent=form.as_sent(), now=now)
        return redirect("applications_office:applicant_check", found.uid)
    context = {
        "sheet": found,
        "edition": found.call.edition,
        "form": form,
        "coding": coding if found.encoding else None,
        "rows": found.table["rows"][:SAMPLE],
        "number": len(found.table["rows"]),
    }
    status = 422 if form.errors or coding.errors else 200
    return render(request, "applications/office/applicants_mapping.html", context, status=status)


@policy(STAFF)
def check(request: HttpRequest, uid: str) -> HttpResponse:
    """Show what taking the sheet over would do, every bad row with its reason; nothing is written here."""
    found = _sheet(request, uid)
    is_open = found.step == SheetStep.MAPPING
    prepared = services.prepare_applicants(found) if is_open or found.table else None
    rows = prepared.rows if prepared else []
    bad = [row for row in rows if row.action == "bad"]
    good = [row for row in rows if row.action != "bad"] if is_open else []
    page = Paginator(good, PER_PAGE).get_page(request.GET.get("page"))
    counts = prepared.counts if prepared and is_open else found.counts
    cities = _cities(page.object_list)
    context = {
        "sheet": found,
        "edition": found.call.edition,
        "counts": {name: counts.get(name, 0) for name in ("new", "known", "bad")},
        "bad": _told(found, bad),
        "page": page,
        "rows": [
            {"number": row.number, "action": row.action, **row.item, "city": cities.get(row.item["city"], "")}
            for row in page.object_list
        ],
        "is_open": is_open,
        "is_taking": found.step == SheetStep.TAKING,
        "waiting": found.taken.filter(written_at__isnull=True).count() if not is_open else 0,
    }
    return render(request, "applications/office/applicants_check.html", context)


def _cities(rows: Any) -> dict[int, str]:
    language = get_language() or "en"
    wanted = {row.item["city"] for row in rows}
    if not wanted:
        return {}
    return {
        row.pk: row.name.get(language) or row.name["en"] for row in members().only("name") if row.pk in wanted
    }


def _told(found: ApplicantSheet, bad: list[Settled]) -> list[dict[str, Any]]:
    if not bad:
        return []
    labels, options = labels_of(found), options_of(found)
    table, at = found.table, found.mapping.get("name", -1)
    return [
        {
            "number": row.number,
            "name": row.item.get("name") or _cell(table["rows"][row.number - table["first"]], at),
            "faults": sentences(row.faults, labels, options),
        }
        for row in bad
    ]


def _cell(cells: list[str], at: int) -> str:
    return cells[at] if 0 <= at < len(cells) else ""


@policy(STAFF)
def bad_rows(request: HttpRequest, uid: str) -> HttpResponse:
    """Hand out the rows to mend as a workbook, as they were, each with its number and its reasons."""
    found = _sheet(request, uid)
    table = found.table or {"header": [], "rows": [], "first": 2}
    wide = len(table["header"])
    lines: list[list[str | int]] = [[*table["header"], _("Row"), _("What is wrong, and what to do")]]
    rows = services.prepare_applicants(found).rows if found.table else []
    for told in _told(found, [row for row in rows if row.action == "bad"]):
        cells = table["rows"][told["number"] - table["first"]]
        lines.append([*cells, *([""] * (wide - len(cells))), told["number"], " ".join(told["faults"])])
    return download(sheets.write_workbook(lines, title="rows to mend"), "rows-to-mend", as_text=False)


@require_POST
def _take(request: HttpRequest, uid: str) -> HttpResponse:
    found = _sheet(request, uid)
    until = time.monotonic() + SECONDS
    try:
        while True:
            found = services.take_batch(sheet_id=found.pk, by=request.user, now=clock.now())
            if found.step == SheetStep.TAKEN or time.monotonic() > until:
                break
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
        return redirect("applications_office:applicant_check", found.uid)
    if found.step == SheetStep.TAKEN:
        new = found.counts.get("new", 0)
        messages.success(
            request,
            ngettext("%(count)d application is here now.", "%(count)d applications are here now.", new)
            % {"count": new},
        )
    return redirect("applications_office:applicant_check", found.uid)


take = policy(recent(STAFF))(_take)


@require_POST
def _write(request: HttpRequest, uid: str) -> HttpResponse:
    found = _sheet(request, uid)
    told = services.write_to_applicants(sheet_id=found.pk, by=request.user, now=clock.now())
    messages.success(
        request, ngettext("%(count)d letter goes out.", "%(count)d letters go out.", told) % {"count": told}
    )
    return redirect("applications_office:applicant_check", found.uid)


write = policy(recent(STAFF))(_write)
