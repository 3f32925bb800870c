"""What the readers gave: raw beside corrected for severity, talk on an application, and the board's word on it."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.applications import permissions, selectors, services
from hansa.applications.models import Application
from hansa.applications.office.panel import managed_call
from hansa.applications.office.panel_forms import AdoptForm
from hansa.applications.rules.severity import LEAST_REVIEWS, Fit, Why
from hansa.foundation import clock, scope
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import OFFICE, STAFF, policy
from hansa.foundation.ui.escaping import escape
from hansa.foundation.ui.templatetags.ui import address

A_PAGE = 100


@policy(OFFICE)
def scores(request: HttpRequest, slug: str) -> HttpResponse:
    """Show each application's scores, raw and corrected with its uncertainty, the widest apart first."""
    call = managed_call(request, slug)
    may = permissions.can_handle_call(request.user, call)
    # After the list nothing is judged any more; what was given stays to be read.
    standing = selectors.judged_in_office(call)
    judged = standing or selectors.scored_in_office(call)
    found = services.fit_of(judged)
    adopted = selectors.adopted_calibration(call)
    corrected = _corrected(found, adopted)
    talks = selectors.talks_of(call)
    labels = _labels()
    others = [one for one in judged if one.applicant_id != request.user.pk]
    shown = Paginator(sorted(others, key=_apart), A_PAGE).get_page(request.GET.get("page"))
    has_run = selectors.latest_run(call) is not None
    due = selectors.count_due(call)
    context = {
        "edition": call.edition,
        "rows": _rows(shown, corrected, talks, may and bool(standing), labels),
        "labels": labels,
        "page": shown,
        "is_corrected": bool(corrected),
        "adopted": adopted,
        "is_moved": adopted is not None
        and bool(standing)
        and adopted.scores_digest != services.scores_digest(standing),
        "fit": _said(found),
        "why_not": why_not(found),
        "may_adopt": may and found.is_offered and adopted is None and not has_run and not due,
        "may_withdraw": may and adopted is not None and not has_run,
        "has_run": has_run,
        "due": due,
        "form": AdoptForm(auto_id="adopt_%s"),
        "may": may,
    }
    return render(request, "applications/office/scores.html", context)


def why_not(found: Fit) -> str:
    """Say in a sentence why a correction is not offered; nothing where it is."""
    if found.why_not is None:
        return ""
    return {
        Why.TOO_FEW_REVIEWS: _(
            "A reader has sent fewer than %(least)d scores, too few to tell how severe they are."
        )
        % {"least": LEAST_REVIEWS},
        Why.NOT_CONNECTED: _(
            "The panel falls into parts that share no application, so their readers cannot be compared."
        ),
        Why.NOT_ENOUGH: _("There are too few scores to tell severity from chance."),
        Why.NO_DIFFERENCE: _(
            "The readers do not differ in severity more than chance explains, so the scores stand as given."
        ),
        Why.ALL_ALIKE: _(
            "Readers differ, but beyond that nothing tells the applications apart; a correction would level them all."
        ),
    }[found.why_not]


def _said(found: Fit) -> dict[str, Any]:
    p = f"= {number_format(found.p, 4)}" if found.p >= 0.0001 else f"< {number_format(0.0001, 4)}"
    f = number_format(min(found.f, 1e6), 2)
    return {
        "is_tested": found.f > 0,
        # A formula is read from the left in every language.
        "test": format_html('<bdi dir="ltr" class="nowrap">F({}, {}) = {}, p {}</bdi>', *found.freedom, f, p),
        "sd": number_format(found.variances[1] ** 0.5, 1),
        "noise": number_format(found.variances[2] ** 0.5, 1),
        "is_offered": found.is_offered,
    }


def _corrected(found: Fit, adopted: Any) -> dict[str, tuple[float, float]]:
    """What is shown beside the raw mean: what the board adopted, else what the scores say now."""
    if adopted is not None:
        rows = adopted.figures["applications"]
        return {number: (row["value"], row["sd"]) for number, row in rows.items()}
    if found.applications is None:
        return {}
    return {number: (row.value, row.sd) for number, row in found.applications.items()}


def _totals(application: Application) -> list[int]:
    return sorted(review.total or 0 for review in application.reviews.all())


def _apart(application: Application) -> tuple[int, str]:
    totals = _totals(application)
    return (-(totals[-1] - totals[0]) if totals else 1, application.number)


def _rows(
    applications: Iterable[Application],
    corrected: dict[str, tuple[float, float]],
    talks: dict[int, Any],
    may: bool,
    labels: dict[str, str],
) -> SafeString:
    """Write the rows of the table at once; every word from outside is escaped."""
    language = get_language()
    return SafeString("".join(_drawn(one, corrected, talks, may, labels, language) for one in applications))


def _drawn(
    application: Application,
    corrected: dict[str, tuple[float, float]],
    talks: dict[int, Any],
    may: bool,
    labels: dict[str, str],
    language: str | None,
) -> str:
    totals = _totals(application)
    number, url = escape(application.number), address("applications_office:application", application.uid)
    given = escape(" · ".join(str(total) for total in totals) or "–")
    apart = totals[-1] - totals[0] if totals else ""
    mean = escape(number_format(sum(totals) / len(totals), 1)) if totals else "–"
    cells = [(labels["given"], given), (labels["apart"], apart), (labels["mean"], mean)]
    if corrected:
        value, sd = corrected.get(application.number, (0.0, 0.0))
        cells.append(
            (
                labels["corrected"],
                f'{escape(number_format(value, 1))} <span class="small quiet">± {escape(number_format(sd, 1))}</span>',
            )
        )
    return (
        f'<tr><th scope="row"><a href="{escape(url)}"><bdi>{escape(application.applicant.name)}</bdi></a> '
        f'<span class="small quiet" dir="ltr">{number}</span></th>'
        f'<td data-l="{labels["city"]}">{escape(in_language(application.member.name, language))}</td>'
        + "".join(f'<td class="n" data-l="{label}">{cell}</td>' for label, cell in cells)
        + f'<td data-l="{labels["talk"]}">{_talk(application, talks, may and len(totals) > 1, labels)}</td></tr>'
    )


def _talk(application: Application, talks: dict[int, Any], may: bool, labels: dict[str, str]) -> str:
    is_open = application.pk in talks and talks[application.pk] is None
    if not may:
        return labels["is_open"] if is_open else ""
    act = "close" if is_open else "open"
    word = labels["close"] if is_open else labels["again" if application.pk in talks else "open"]
    return (
        f'<button class="btn quiet small" name="{act}" value="{application.uid}">{word}'
        f'<span class="vh"> {escape(application.number)}</span></button>'
    )


def _labels() -> dict[str, str]:
    words = {
        "city": _("City"),
        "given": _("Given"),
        "apart": _("Apart"),
        "mean": _("Mean"),
        "corrected": _("Corrected"),
        "talk": _("Talk"),
        "open": _("Let them talk"),
        "again": _("Open it again"),
        "close": _("End the talk"),
        "is_open": pgettext("a talk", "open"),
    }
    return {key: escape(word) for key, word in words.items()}


@require_POST
def _calibration(request: HttpRequest, slug: str) -> HttpResponse:
    call = managed_call(request, slug)
    known: dict[str, Any] = {"call_id": call.pk, "by": request.user, "now": clock.now()}
    try:
        if request.POST.get("act") == "withdraw":
            services.withdraw_calibration(**known)
            messages.success(request, _("Scores count as they were given."))
        else:
            services.adopt_calibration(reason=request.POST.get("reason", ""), **known)
            messages.success(request, _("Corrected scores count from now on, as the board decided."))
    except services.ReasonMissing:
        messages.error(request, _("Write the reason; it stays on record."))
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    return redirect("applications_office:scores", slug=slug)


calibration = policy(STAFF)(_calibration)


@require_POST
def _discussion(request: HttpRequest, slug: str) -> HttpResponse:
    call = managed_call(request, slug)
    closes = request.POST.get("close", "")
    wanted = closes or request.POST.get("open", "")
    rows = scope.visible(request.user, Application.objects.filter(call=call))
    application = next((row for row in rows.only("pk", "uid") if str(row.uid) == wanted), None)
    if application is None:
        raise Http404
    known: dict[str, Any] = {"application_id": application.pk, "by": request.user, "now": clock.now()}
    try:
        if closes:
            services.close_discussion(**known)
            messages.success(request, _("The talk is over; scores stay as they are now."))
        else:
            services.open_discussion(**known)
            messages.success(request, _("Its readers can talk about it and change their scores."))
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    return redirect("applications_office:scores", slug=slug)


discussion = policy(STAFF)(_discussion)
