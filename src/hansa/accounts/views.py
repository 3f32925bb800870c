from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hansa.foundation.policy import SIGNED_IN, policy, recent
from hansa.foundation.privacy import export_for

from . import services
from .forms import ProfileForm, profile_of


@policy(SIGNED_IN)
def profile(request: HttpRequest) -> HttpResponse:
    """One's own name, language, zone, date of birth and country."""
    person = request.user
    assert person.is_authenticated
    form = ProfileForm(request.POST or None, initial=profile_of(person))
    if request.method == "POST" and form.is_valid():
        services.update_profile(person=person, by=person, **form.cleaned_data)
        messages.success(request, _("Your profile is saved."))
        response = redirect("accounts:profile")
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            form.cleaned_data["language"],
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        return response
    return render(request, "accounts/profile.html", {"form": form}, status=422 if form.is_bound else 200)


@policy(recent(SIGNED_IN))
def my_data(request: HttpRequest) -> HttpResponse:
    """Everything held about the person who asks, as one file."""
    response = JsonResponse(export_for(request.user), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response
