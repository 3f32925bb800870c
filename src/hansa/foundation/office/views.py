"""What all lists of the office share: keeping a view, and one act on many rows with its preview and result."""

from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID, uuid4

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hansa.foundation import clock, scope
from hansa.foundation.policy import OFFICE, STAFF, policy

from . import selectors, services
from .forms import ViewForm
from .lists import BulkAct, OfficeList, find
from .lists.asking import choices_of, narrowed, read
from .lists.page import asked_of
from .models import SavedView


def _list(key: str) -> OfficeList:
    definition = find(key)
    if definition is None:
        raise Http404
    return definition


def _to_list(definition: OfficeList, query: str) -> HttpResponse:
    """Go back to the list as it was; only what the list itself may ask is taken along."""
    asks = urlencode(parse_qsl(query))
    return redirect(f"{definition.address()}{'?' if asks else ''}{asks}")


@policy(OFFICE)
@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep what the list shows now under a name."""
    form = ViewForm(request.POST)
    definition = find(request.POST.get("list", ""))
    if definition is None:
        return redirect("portal:desk")
    if form.is_valid():
        query = urlencode(sorted(parse_qsl(form.cleaned_data["query"])))
        services.save_view(
            list_key=definition.key,
            name=form.cleaned_data["name"],
            query=query,
            is_shared=form.cleaned_data["is_shared"],
            by=request.user,
            now=clock.now(),
        )
        messages.success(request, _("The view is kept; it stands above the list."))
        return _to_list(definition, query)
    messages.error(request, " ".join(str(fault) for faults in form.errors.values() for fault in faults))
    return _to_list(definition, request.POST.get("query", ""))


@policy(OFFICE)
@require_POST
def remove_view(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Forget one of one's own views."""
    by: Any = request.user
    mine = SavedView.objects.filter(owner_uid=by.uid)
    view = scope.visible_or_404(request.user, mine, uid=uid)
    definition = _list(view.list_key)
    services.remove_view(view=view, by=by)
    messages.success(request, _("The view is gone. The rows it showed are where they were."))
    return _to_list(definition, "")


@policy(STAFF)
def act(request: HttpRequest, key: str) -> HttpResponse:
    """Show what an act on many rows will do, and do it when that is confirmed."""
    definition = _list(key)
    asks = request.POST if request.method == "POST" else request.GET
    found = next((one for one in definition.acts if one.key == asks.get("act")), None)
    if found is None:
        raise Http404
    if found not in definition.acts_for(request.user):
        raise PermissionDenied
    guarded = reauthentication_required(_act) if found.is_recent else _act
    answer: HttpResponse = guarded(request, definition, found)
    return answer


def _act(request: HttpRequest, definition: OfficeList, found: BulkAct) -> HttpResponse:
    if request.method != "POST":
        return _preview(request, definition, found, _chosen(request, definition, found))
    rows = request.POST.getlist("row")[: found.most]
    form = found.form(request.POST) if found.form else None
    if form is not None and not form.is_valid():
        return _preview(request, definition, found, rows, form)
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError as fault:
        raise Http404 from fault
    run = services.carry_out(
        key=key,
        list_key=definition.key,
        act=found,
        # Whatever the form says, only rows that this person sees.
        rows=[definition.key_of(row) for row in _rows(request, definition, rows)],
        query=request.POST.get("query", ""),
        answers=form.cleaned_data if form is not None else {},
        by=request.user,
        now=clock.now(),
    )
    return redirect("office:done", uid=run.pk)


def _rows(request: HttpRequest, definition: OfficeList, keys: list[str]) -> list[Any]:
    """Return those of the rows that this person sees, in the list's own order."""
    known = [key for key in keys if definition.is_key(key)]
    rows = definition.rows(asked_of(request)).filter(pk__in=known)
    column = next(one for one in definition.columns if one.key == definition.order.removeprefix("-"))
    rows = rows.order_by(*column.order)
    return list(rows.values("pk", *definition.fields) if definition.fields else rows)


def _chosen(request: HttpRequest, definition: OfficeList, found: BulkAct) -> list[str]:
    """Return the keys of the ticked rows, or of all that the list found."""
    if request.GET.get("all") != "1":
        return request.GET.getlist("row")[: found.most]
    asked = asked_of(request)
    question = read(definition, QueryDict(request.GET.get("query", "")), choices_of(definition, asked))
    rows = narrowed(definition, asked, question).order_by("pk").values_list("pk", flat=True)
    return [str(pk) for pk in rows[: found.most]]


def _preview(
    request: HttpRequest, definition: OfficeList, found: BulkAct, keys: list[str], form: Any = None
) -> HttpResponse:
    shown = [definition.key_of(row) for row in _rows(request, definition, keys)]
    plan = found.plan(asked_of(request), shown)
    query = (request.POST if request.method == "POST" else request.GET).get("query", "")
    context = {
        "list": definition,
        "act": found,
        "plan": plan,
        "question": found.question(len(plan.fit)),
        "form": form if form is not None else found.form() if found.form else None,
        "key": request.POST.get("key") or uuid4(),
        "query": query,
        "back": f"{definition.address()}{'?' if query else ''}{urlencode(parse_qsl(query))}",
        "is_most": len(keys) >= found.most,
    }
    return render(request, "office/preview.html", context, status=422 if form is not None else 200)


@policy(STAFF)
@require_safe
def done(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show what became of each row of a bulk act: one's own, for as long as one likes."""
    run = scope.visible_or_404(request.user, selectors.runs(), uid=uid)
    definition = _list(run.list_key)
    found = next((one for one in definition.acts if one.key == run.act_key), None)
    if found is None:
        raise Http404
    rows = _rows(request, definition, [*run.done, *(key for key, _why in run.left)])
    names = {definition.key_of(row): definition.name(row) for row in rows}
    links = {definition.key_of(row): definition.link(row) for row in rows}
    context = {
        "list": definition,
        "sentence": found.done(len(run.done)),
        "done": [(names[key], links[key]) for key in run.done if key in names],
        "left": [(names[key], links[key], why) for key, why in run.left if key in names],
        "back": f"{definition.address()}{'?' if run.query else ''}{urlencode(parse_qsl(run.query))}",
        "at": run.at,
    }
    return render(request, "office/done.html", context)
