from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from hansa.foundation import clock
from hansa.foundation.policy import PUBLIC, SIGNED_IN, policy, recent
from hansa.foundation.privacy import export_for

from . import selectors, services
from .forms import FirstAdministratorForm, ProfileForm, profile_of


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


@policy(PUBLIC)
@never_cache
@sensitive_post_parameters("password")
def set_up(request: HttpRequest, token: str = "") -> HttpResponse:
    """Make the first administrator with the link that was printed at the start; say where it stands without one."""
    now = clock.now()
    if not token or not services.link_holds(token, now):
        is_over = selectors.has_administrator()
        status = 410 if token else 200
        return render(
            request, "accounts/set_up_link.html", {"is_over": is_over, "was_given": token}, status=status
        )
    form = FirstAdministratorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = services.open_house(
                token=token, language=get_language() or "en", now=now, **form.cleaned_data
            )
        except services.SetUpOver:
            return redirect("accounts:set_up")
        login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
        record_authentication(request, person, "password", email=person.email, reauthenticated=True)
        return redirect("mfa_activate_totp")
    # The address is the key. The referrer policy of every page keeps it from other sites.
    return render(request, "accounts/set_up.html", {"form": form}, status=422 if form.is_bound else 200)
