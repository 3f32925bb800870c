"""Before a list is released: every letter that goes out, to whom and in which language; then the click of a second officer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hansa.applications import permissions, services
from hansa.applications.enums import ApplicationState, Outcome, RunState
from hansa.applications.office.panel import managed_call, run_of
from hansa.applications.services import wording
from hansa.applications.services.releasing import Batch, Recipient
from hansa.foundation import clock
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import STAFF, policy, recent
from hansa.foundation.ui.frame import OWN_NAMES


def _release(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Show what a release would send, and release what was shown."""
    call = managed_call(request, slug)
    run = run_of(request, call, uid)
    if request.method == "POST":
        try:
            done = services.release_decisions(
                run_id=run.pk, by=request.user, now=clock.now(), seen=request.POST.get("seen", "")
            )
        except services.PreviewMoved as refusal:
            messages.error(request, services.sentence_of(refusal))
            return redirect("applications_office:release", slug=slug, uid=uid)
        except services.REFUSALS as refusal:
            messages.error(request, services.sentence_of(refusal))
        else:
            if done.released_by_id == request.user.pk:
                messages.success(request, _("Everybody is being told, with one letter each."))
        return redirect("applications_office:selection", slug=slug)
    if run.state != RunState.SEALED:
        return redirect("applications_office:selection", slug=slug)
    run.call = call
    found, language = services.preview(run, now=clock.now()), get_language() or "en"
    may = permissions.can_handle_call(request.user, call)
    context = {
        "call": call,
        "edition": call.edition,
        "run": run,
        "found": found,
        "batches": [_shown(batch, call, language) for batch in found.batches if batch.people],
        "unreached": [_line(one, language) for one in found.unreached],
        "left_out": [
            {"name": name, "number": number, "state": ApplicationState(state).label}
            for name, number, state in found.left_out
        ],
        "may_release": may and run.computed_by_id != request.user.pk,
        "is_own": run.computed_by_id == request.user.pk,
    }
    return render(request, "applications/office/release.html", context)


release = policy(recent(STAFF))(_release)


def _shown(batch: Batch, call: Any, language: str) -> dict[str, Any]:
    count = len(batch.people)
    said = {
        Outcome.SELECTED: ngettext("%(count)d offer of a place", "%(count)d offers of a place", count),
        Outcome.RESERVE: ngettext("%(count)d on the reserve", "%(count)d on the reserve", count),
        Outcome.NOT_SELECTED: ngettext("%(count)d without a place", "%(count)d without a place", count),
    }
    return {
        "key": batch.outcome.value,
        "head": said[batch.outcome] % {"count": count},
        "title": in_language(batch.titles, language),
        "languages": [(OWN_NAMES.get(code, code), number) for code, number in batch.languages],
        "answer_by": wording.moment(batch.answer_by, call.edition),
        "rows": format_html_join(
            "",
            '<li class="split"><span><a href="{}"><bdi>{}</bdi></a> <span class="small quiet">{}</span></span><span>{}</span></li>',
            (
                (
                    reverse("applications_office:application", args=[one.uid]),
                    one.name,
                    in_language(one.city, language),
                    OWN_NAMES.get(one.language, one.language),
                )
                for one in batch.people
            ),
        ),
    }


def _line(one: Recipient, language: str) -> dict[str, Any]:
    return {
        "name": one.name,
        "city": in_language(one.city, language),
        "url": reverse("applications_office:application", args=[one.uid]),
    }
