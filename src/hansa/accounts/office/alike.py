"""Two accounts that look like one person's: the queue, both side by side, two people or one, and the merge itself."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.foundation import clock, scope
from hansa.foundation.i18n import listed
from hansa.foundation.merging import shares
from hansa.foundation.office.history import history_of
from hansa.foundation.office.lists import show
from hansa.foundation.policy import policy, recent, roles
from hansa.foundation.ui import dates

from .. import permissions, selectors, services
from ..enums import LikenessState, Role
from ..forms import AddressForm, WhyForm
from ..models import Likeness, Person
from .alike_list import ALIKES

READ = roles("programme_officer", "administrator", "auditor")
DECIDE = roles(*sorted(permissions.MERGE_ROLES))


@policy(READ)
def alikes(request: HttpRequest) -> HttpResponse:
    """Every pair of accounts that look or looked like one person's."""
    return show(request, ALIKES)


@policy(READ)
def alike(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Both accounts side by side, why they look alike, and what may be said of them."""
    row = _pair(request, uid)
    return _shown(request, row, WhyForm())


def _shown(request: HttpRequest, row: Likeness, form: WhyForm) -> HttpResponse:
    by: Any = request.user
    sides = [_side(one, other) for one, other in ((row.one, row.other), (row.other, row.one))]
    labels = (
        *(
            _("Name"),
            _("E-mail"),
            _("Date of birth"),
            _("Country"),
            _("Since"),
            _("Last sign-in"),
            _("Roles"),
        ),
        _("What it has"),
    )
    context = {
        "row": row,
        "signs": [selectors.sign_said(sign) for sign in row.signs],
        "facts": list(zip(labels, *sides, strict=True)),
        "is_open": row.state == LikenessState.OPEN,
        "stays": (row.one if row.other.merged_into_id else row.other)
        if row.state == LikenessState.MERGED
        else None,
        "may": row.state == LikenessState.OPEN and permissions.can_merge(by, row.one, row.other),
        "form": form,
        "history": history_of(by, row),
    }
    return render(request, "accounts/office/alike.html", context, status=422 if form.errors else 200)


def _side(one: Person, other: Person) -> tuple[str, ...]:
    labels = dict(Role.choices)
    has = [
        str(line.label)
        for share in shares()
        if share.name != "accounts"
        for line in share.lines(other, one)
        if line.count
    ]
    return (
        one.name or "–",
        "–" if one.merged_into_id else one.email,
        dates.day(one.birth_date) if one.birth_date else "–",
        selectors.country_names(get_language() or "en").get(one.country, "–"),
        dates.day(one.date_joined.date()),
        dates.day(one.last_login.date()) if one.last_login else "–",
        listed(str(labels.get(role, role)) for role in sorted(one.roles - {"person"})) or "–",
        "–" if one.merged_into_id else listed(has) or "–",
    )


@policy(DECIDE)
@require_POST
def different(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say that two accounts are two people's, with the reason; nobody is asked again."""
    row, by, form = _pair(request, uid), _by(request), WhyForm(request.POST)
    if not form.is_valid():
        return _shown(request, row, form)
    try:
        services.say_different(likeness_id=row.pk, reason=form.cleaned_data["reason"], by=by, now=clock.now())
        messages.success(request, _("They stay two people. Nobody is asked again unless a new sign comes."))
    except services.NotYours:
        messages.error(request, _("This is not yours to decide."))
    return redirect(f"{reverse('accounts_office:alikes')}?state=open")


@policy(DECIDE)
def merge(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What merging would do, before it is done: what moves, what collides, which of two things stays."""
    row = _pair(request, uid)
    plan = _plan(request, row, request.GET.get("keep", ""))
    return render(request, "accounts/office/merge.html", {"row": row, "plan": plan})


@policy(recent(DECIDE))
def merge_confirm(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask once more with what was chosen, and for the reason; then do it."""
    row, by = _pair(request, uid), _by(request)
    said = request.POST if request.method == "POST" else request.GET
    plan = _plan(request, row, said.get("keep", ""))
    choices = {one.key: said.get(one.key, one.default) for one in plan.collisions if one.key}
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.merge_people(
                keep_id=plan.keep.pk,
                gone_id=plan.gone.pk,
                by=by,
                now=clock.now(),
                reason=form.cleaned_data["reason"],
                choices=choices,
                digest=said.get("digest", ""),
            )
        except services.PlanMoved:
            messages.error(request, _("Something came to one of the accounts meanwhile. Look at it again."))
        except (services.MergeBlocked, services.MergeOver):
            messages.error(request, _("They cannot be merged as they stand now. The page says why."))
        except services.NotYours:
            messages.error(request, _("This is not yours to decide."))
        else:
            messages.success(request, _("It is one account now. A letter goes to both addresses."))
            return redirect("accounts_office:person", uid=plan.keep.uid)
        return redirect(_merge_address(row, plan.keep))
    if plan.blocked:
        return redirect(_merge_address(row, plan.keep))
    chosen = [
        (one, one.gone if choices.get(one.key, "keep") == "gone" else one.kept)
        for one in plan.collisions
        if one.key
    ]
    context = {"row": row, "plan": plan, "choices": choices, "chosen": chosen, "form": form}
    return render(request, "accounts/office/merge_confirm.html", context, status=422 if form.errors else 200)


@policy(DECIDE)
@require_POST
def name_alike(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say of an account that another one, known by its address, is the same person's."""
    by = _by(request)
    one = scope.visible_or_404(by, selectors.people(), uid=uid)
    form = AddressForm(request.POST)
    other = selectors.person_by_email(form.cleaned_data["email"]) if form.is_valid() else None
    if other is None or other.pk == one.pk:
        messages.error(request, _("No other account has this address. Check its spelling."))
        return redirect("accounts_office:person", uid=uid)
    try:
        row = services.name_alike(one=one, other=other, by=by, now=clock.now())
    except services.NotYours:
        messages.error(request, _("This is not yours to decide."))
        return redirect("accounts_office:person", uid=uid)
    return redirect("accounts_office:alike", uid=row.uid)


def _by(request: HttpRequest) -> Person:
    by = request.user
    assert by.is_authenticated  # the policy has seen to it
    return by


def _pair(request: HttpRequest, uid: UUID) -> Likeness:
    return scope.visible_or_404(
        request.user, Likeness.objects.select_related("one", "other", "decided_by"), uid=uid
    )


def _plan(request: HttpRequest, row: Likeness, keep: str) -> services.Plan:
    """Return the plan with the account that is to stay; 404 where the pair is decided or not this reader's."""
    sides = {str(row.one.uid): (row.one, row.other), str(row.other.uid): (row.other, row.one)}
    if keep not in sides or row.state != LikenessState.OPEN:
        raise Http404
    if not permissions.can_merge(_by(request), row.one, row.other):
        raise Http404
    kept, gone = sides[keep]
    return services.plan_merge(keep=kept, gone=gone)


def _merge_address(row: Likeness, keep: Person) -> str:
    return f"{reverse('accounts_office:merge', args=[row.uid])}?keep={keep.uid}"
