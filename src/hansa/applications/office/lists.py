"""The office's list of applications, and one application with everything that may be done with it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.applications import permissions, selectors, services
from hansa.applications.enums import NominationState
from hansa.applications.forms import ApplicationFilter, ReasonForm
from hansa.applications.models import Application, Document, Review
from hansa.applications.rules.transitions import OFFICER, acts_from
from hansa.applications.services import eligibility
from hansa.applications.services.story import act_said
from hansa.foundation import clock, scope
from hansa.foundation.audit.selectors import history
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import OFFICE, STAFF, policy
from hansa.network import selectors as network
from hansa.programmes.permissions import editions_managed_by
from hansa.questionnaires import selectors as questionnaires
from hansa.questionnaires import services as questions

PER_PAGE = 50
ORDERS = {
    "number": ("number", "id"),
    "-submitted_at": ("-submitted_at", "id"),
    "city": ("member__sort_name", "number"),
    "name": ("applicant__name", "number"),
    "state": ("state", "number"),
}


@policy(OFFICE)
def applications(request: HttpRequest) -> HttpResponse:
    """List applications of one's editions: filtered, sorted, paged, with a fixed number of queries."""
    language = get_language() or "en"
    managed = editions_managed_by(request.user).filter(call__isnull=False, is_archive=False)
    titles = {
        call_id: (slug, in_language(title, language))
        for call_id, slug, title in managed.values_list("call__id", "slug", "title")
    }
    regions = [(row.key, in_language(row.name, language)) for row in network.regions()]
    form = ApplicationFilter(request.GET, calls=list(titles.values()), regions=regions)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = _narrowed(scope.visible(request.user, selectors.applications_listed()), asked)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    slug = asked.get("call", "")
    context = {
        "form": form,
        "page": page,
        "slug": slug,
        "rows": [(row, titles.get(row.call_id, ("", ""))[1]) for row in page.object_list],
        "is_filtered": any(value for name, value in asked.items() if name != "sort"),
    }
    return render(request, "applications/office/applications.html", context)


def _narrowed(rows: QuerySet[Application], asked: dict[str, Any]) -> QuerySet[Application]:
    for word in str(asked.get("q", "")).casefold().split():
        rows = rows.filter(
            Q(applicant__name__icontains=word)
            | Q(member__search_text__contains=word)
            | Q(number__icontains=word)
        )
    if asked.get("call"):
        rows = rows.filter(call__edition__slug=asked["call"])
    if asked.get("state"):
        rows = rows.filter(state=asked["state"])
    if asked.get("region"):
        rows = rows.filter(member__region=asked["region"])
    if asked.get("documents") == "complete":
        rows = rows.filter(missing_documents=0)
    elif asked.get("documents") == "missing":
        rows = rows.filter(missing_documents__gt=0)
    return rows.order_by(*ORDERS.get(asked.get("sort") or "number", ORDERS["number"]))


@policy(OFFICE)
def application(request: HttpRequest, uid: str) -> HttpResponse:
    """One application: answers, files, the city's word, scores, history, and what may be done next."""
    shown = _found(request, uid)
    terms = selectors.terms_of(shown.call)
    language = get_language() or "en"
    answers: dict[str, Any] = selectors.answers_of(shown)
    readable: list[tuple[str, str]] = []
    if terms.questionnaire:
        definition = questionnaires.definition(selectors.questionnaire_key(shown, terms.questionnaire))
        readable = questions.readable_answers(definition, answers, language)
    present = {document.kind: document for document in selectors.documents_of(shown)}
    openable = set(
        scope.visible(request.user, Document.objects.filter(application=shown)).values_list("pk", flat=True)
    )
    may = permissions.can_handle(request.user, shown)
    nomination = getattr(shown, "nomination", None)
    context = {
        "application": shown,
        "edition": shown.call.edition,
        "nomination": nomination,
        "answers": readable,
        "documents": [
            (asked, document, document is not None and document.pk in openable)
            for asked, document in ((asked, present.get(asked.kind)) for asked in terms.documents)
        ],
        "findings": eligibility.findings_of(shown, terms, answers),
        "reviews": list(
            scope.visible(request.user, Review.objects.filter(application=shown))
            .select_related("reviewer")
            .only("state", "total", "reviewer__name")
        ),
        "changes": [
            {"said": act_said(change.act), "at": change.at, "by": change.by, "reason": change.reason}
            for change in selectors.changes_of(shown)
        ],
        "audit": history(shown)[:50],
        "acts": acts_from(shown.state, OFFICER) if may else [],
        "may_endorse": may
        and terms.needs_nomination
        and (nomination is None or nomination.state != NominationState.ENDORSED),
        "return_form": ReasonForm(label=_("What is missing"), auto_id="return_%s"),
        "no_form": ReasonForm(label=_("Why they cannot take part"), auto_id="no_%s"),
        "coordinators": list(network.coordinators_of(shown.member).only("person__name")),
    }
    return render(request, "applications/office/application.html", context)


@require_POST
def _act(request: HttpRequest, uid: str) -> HttpResponse:
    shown = _found(request, uid)
    act, now = request.POST.get("act", ""), clock.now()
    reason = request.POST.get("reason", "")
    known: dict[str, Any] = {"application_id": shown.pk, "by": request.user, "now": now}
    try:
        if act == "return":
            services.return_for_completion(**known, reason=reason)
            messages.success(request, _("It is back with the applicant, and the letter goes out."))
        elif act == "eligible":
            services.screen(**known, eligible=True)
            messages.success(request, _("It is eligible."))
        elif act == "ineligible":
            services.screen(**known, eligible=False, reason=reason)
            messages.success(request, _("It is not eligible, and the letter with the reason goes out."))
        elif act == "endorse":
            services.endorse_by_form(**known)
            messages.success(request, _("The signed form counts as the city's word."))
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    return redirect("applications_office:application", uid=uid)


act = policy(STAFF)(_act)


def _found(request: HttpRequest, uid: str) -> Application:
    rows = (
        Application.objects.filter(call__edition__in=editions_managed_by(request.user))
        .select_related("call__edition", "member", "applicant", "nomination__slot")
        .defer(*selectors.UNREAD, "member__search_text", "member__details", "applicant__password")
    )
    return scope.visible_or_404(request.user, rows, uid=uid)
