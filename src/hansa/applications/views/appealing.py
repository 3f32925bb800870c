"""An appeal by the applicant: what can be appealed against, until when, and what became of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hansa.applications import selectors, services
from hansa.applications.forms import AppealForm
from hansa.applications.services import decision_words
from hansa.foundation import clock
from hansa.foundation.policy import SIGNED_IN, policy


@policy(SIGNED_IN)
def appeal(request: HttpRequest, uid: str) -> HttpResponse:
    """Say what an appeal is and take it; once it is lodged, say how it stands."""
    shown = selectors.own_application_or_404(request.user, uid)
    now = clock.now()
    decision = selectors.own_decision(shown)
    known = getattr(shown, "appeal", None)
    until = services.appeal_until(shown, decision.released_at if decision else None)
    if known is not None or until is None or now.replace(microsecond=0) > until:
        if known is None and until is None:
            raise Http404
        return redirect("applications:application", uid=uid)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.lodge_appeal(
                application_id=shown.pk, grounds=form.cleaned_data["grounds"], by=request.user, now=now
            )
            messages.success(request, _("We have your appeal. Somebody who had no part in the list decides."))
        except services.REFUSALS as refusal:
            messages.error(request, services.sentence_of(refusal))
        return redirect("applications:application", uid=uid)
    context = {
        "application": shown,
        "edition": shown.call.edition,
        "form": form,
        "until": decision_words.until_said(shown, until),
        "said": decision_words.sentences_of(decision) if decision else [],
    }
    return render(request, "applications/appeal.html", context)
