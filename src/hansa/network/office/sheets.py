"""Members from a spreadsheet: hand it in, say which column is which, look at every row, take it over."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.accounts.selectors import country_choices
from hansa.foundation import clock, scope
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import policy, recent, roles
from hansa.foundation.sheets import services as sheets
from hansa.network import selectors, services
from hansa.network.forms import COLUMN_LABELS, EncodingForm, MappingForm, SheetForm
from hansa.network.models import MemberSheet
from hansa.network.office.sentences import sentence

WRITERS = roles("programme_officer", "administrator")
#: So many rows of the file are shown beside the mapping.
SAMPLE = 4
PER_PAGE = 100


def _sheet(request: HttpRequest, uid: str) -> MemberSheet:
    return scope.visible_or_404(request.user, MemberSheet.objects.select_related("uploaded_by"), uid=uid)


@policy(WRITERS)
def hand_in(request: HttpRequest) -> HttpResponse:
    """Take a spreadsheet in."""
    if selectors.network() is None:
        messages.info(request, _("First say who the network is; its members come after."))
        return redirect("network_office:describe")
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["sheet"]
        try:
            # One byte more than we take is enough to know that it is too large.
            kept = services.receive_sheet(
                name=given.name, data=given.read(sheets.MOST_BYTES + 1), by=request.user, now=clock.now()
            )
        except sheets.SheetRefused as refused:
            form.add_error("sheet", refused.reason)
        else:
            return redirect("network_office:sheet", kept.uid)
    return render(
        request,
        "network/office/sheet_hand_in.html",
        {"form": form, "most_rows": sheets.MOST_ROWS, "members": selectors.members().count()},
        status=422 if form.errors else 200,
    )


@policy(WRITERS)
def template(request: HttpRequest) -> HttpResponse:
    """Hand out a workbook to fill in, with three rows that show how."""
    response = HttpResponse(
        sheets.write_workbook(services.template_rows(), title="Members"), content_type=sheets.WORKBOOK_TYPE
    )
    response["Content-Disposition"] = 'attachment; filename="members.xlsx"'
    return response


@policy(recent(WRITERS))
def export(request: HttpRequest) -> HttpResponse:
    """Hand out the members with their contacts, in columns that can be handed in again; each time is on record."""
    rows = services.member_rows(by=request.user, now=clock.now())
    response = HttpResponse(sheets.write_workbook(rows, title="Members"), content_type=sheets.WORKBOOK_TYPE)
    response["Content-Disposition"] = 'attachment; filename="members-with-contacts.xlsx"'
    return response


@policy(WRITERS)
def sheet(request: HttpRequest, uid: str) -> HttpResponse:
    """Say which column is which; the guess stands there already."""
    found = _sheet(request, uid)
    if found.applied_at is not None:
        return redirect("network_office:check_sheet", found.uid)
    coding = EncodingForm(initial={"encoding": found.encoding})
    if request.method == "POST" and "encoding" in request.POST:
        coding = EncodingForm(request.POST)
        if coding.is_valid():
            try:
                services.read_again(sheet=found, encoding=coding.cleaned_data["encoding"])
            except sheets.SheetRefused as refused:
                coding.add_error("encoding", refused.reason)
            else:
                return redirect("network_office:sheet", found.uid)
    form = MappingForm(None if "encoding" in request.POST else request.POST or None, sheet=found)
    if form.is_bound and form.is_valid():
        services.choose_mapping(
            sheet=found, mapping=form.mapping(), updates_known=form.cleaned_data["updates_known"] == "yes"
        )
        return redirect("network_office:check_sheet", found.uid)
    return render(
        request,
        "network/office/sheet_mapping.html",
        {
            "sheet": found,
            "form": form,
            "coding": coding if found.encoding else None,
            "rows": found.table["rows"][:SAMPLE],
            "number": len(found.table["rows"]),
            "guessed": len(found.mapping),
        },
        status=422 if form.errors or coding.errors else 200,
    )


def _told(row: Any, language: str, countries: dict[str, str]) -> dict[str, Any]:
    labels = {key: str(label) for key, label in COLUMN_LABELS.items()}
    code = row.item.get("country", "")
    return {
        "number": row.number,
        "action": row.action,
        "name": in_language(row.item.get("name"), language),
        "country": countries.get(code, code),
        "faults": [sentence(fault, labels) for fault in row.faults],
    }


@policy(WRITERS)
def check(request: HttpRequest, uid: str) -> HttpResponse:
    """Show what taking the sheet over would do, each bad row with its reason; nothing is written here."""
    found = _sheet(request, uid)
    language = get_language() or "en"
    countries = dict(country_choices(language))
    prepared = services.prepare(found) if found.applied_at is None else None
    rows = prepared.rows if prepared else []
    good = [row for row in rows if row.action != "bad"]
    page = Paginator(good, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "network/office/sheet_check.html",
        {
            "sheet": found,
            "counts": {
                name: (prepared.counts if prepared else found.counts).get(name, 0)
                for name in ("new", "update", "same", "known", "bad")
            },
            "writes": prepared.writes if prepared else 0,
            "bad": [_told(row, language, countries) for row in rows if row.action == "bad"],
            "page": page,
            "rows": [_told(row, language, countries) for row in page.object_list],
            "new_regions": list(prepared.new_regions.values()) if prepared else [],
        },
    )


@policy(WRITERS)
def bad_rows(request: HttpRequest, uid: str) -> HttpResponse:
    """Hand out the rows that cannot be taken, as they were, each with its reason, to mend and hand in again."""
    found = _sheet(request, uid)
    labels = {key: str(label) for key, label in COLUMN_LABELS.items()}
    table = found.table
    lines = [[*table["header"], _("What is wrong")]]
    for row in services.prepare(found).rows:
        if row.action == "bad":
            cells = table["rows"][row.number - table["first"]]
            padded = [*cells, *([""] * (len(table["header"]) - len(cells)))]
            lines.append([*padded, " ".join(sentence(fault, labels) for fault in row.faults)])
    response = HttpResponse(sheets.write_text(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rows-to-mend.csv"'
    return response


def _apply(request: HttpRequest, uid: str) -> HttpResponse:
    found = _sheet(request, uid)
    done = services.apply_sheet(sheet_id=found.pk, by=request.user, now=clock.now())
    written = done.counts.get("new", 0) + done.counts.get("update", 0)
    messages.success(
        request,
        ngettext("%(number)s member is written.", "%(number)s members are written.", written)
        % {"number": written},
    )
    return redirect("network_office:check_sheet", found.uid)


apply = policy(WRITERS)(require_POST(_apply))
