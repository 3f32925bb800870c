"""A certificate of an edition: what it takes, what is missing, and asking for it."""

from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hansa.accounts.services import can_be_born_on, update_profile
from hansa.foundation import clock
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import SIGNED_IN, policy
from hansa.journeys.services import certification
from hansa.portal.selectors.board import board_of
from hansa.programmes import selectors as programmes
from hansa.questionnaires import selectors as questionnaires
from hansa.questionnaires.services import answers_of, form_class, initial_for

# Apart from the questionnaire's own fields, which carry another prefix.
BIRTH_DATE = "birth_date"


class BirthDateForm(forms.Form):
    """The date of birth, asked for only where a certificate has an age limit."""

    birth_date = forms.DateField(
        label=gettext_lazy("Your date of birth"),
        help_text=gettext_lazy("This certificate has an age limit. The date never appears on it."),
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday"}),
    )

    def clean_birth_date(self) -> date:
        """Refuse a day that nobody now alive was born on."""
        day: date = self.cleaned_data["birth_date"]
        if not can_be_born_on(day, clock.now().date()):
            raise forms.ValidationError(_("A date of birth lies in the past, within the last 120 years."))
        return day


@policy(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, slug: str, achievement: str) -> HttpResponse:
    """Show where one stands on a certificate; sent, take the date of birth or issue what was earned."""
    known = board_of(request)
    if not any(edition.slug == slug for edition in known.editions):
        raise Http404
    edition: Any = known.keep("edition", slug, lambda: programmes.edition(slug))
    now = clock.now()
    person: Any = request.user  # signed in: the policy lets nobody else in
    try:
        where = certification.standing(person=person, edition=edition, achievement=achievement, now=now)
    except certification.UnknownAchievement:
        raise Http404 from None
    born = BirthDateForm(request.POST if BIRTH_DATE in request.POST else None)
    if where.needs_birth_date and born.is_valid():
        update_profile(person=person, by=person, birth_date=born.cleaned_data["birth_date"])
        return redirect("portal:claim", slug, achievement)
    form = _form_of(where, request.POST if request.method == "POST" and not born.is_bound else None, person)
    missing = where.missing
    if form.is_bound and where.by_form and form.is_valid():
        try:
            issued = certification.claim(
                person=person,
                edition=edition,
                achievement=achievement,
                answers=answers_of(form),
                now=now,
            )
        except certification.NotEarned as refusal:
            missing = refusal.missing
        else:
            return redirect("credentials:certificate", issued.pk)
    context = {
        "edition": edition,
        "where": where,
        "missing": missing,
        "born": born,
        "form": form,
        "asks_name": certification.NAME in form.fields,
        "crumbs": _crumbs(edition),
    }
    return render(request, "portal/claim.html", context, status=422 if form.errors or born.errors else 200)


def _form_of(where: certification.Standing, data: Any, person: Any) -> forms.Form:
    """Return the form by which it is asked for; a name that it asks is the account's until somebody changes it."""
    definition = questionnaires.definition(where.questionnaire) if where.questionnaire else {"questions": []}
    kind = form_class(definition, get_language() or "en")
    return kind(data, initial=initial_for(definition, {certification.NAME: person.name}))


def _crumbs(edition: Any) -> list[tuple[str, str]]:
    title = in_language(edition.title, get_language())
    return [(title, reverse("portal:edition", args=[edition.slug])), (_("Certificate"), "")]
