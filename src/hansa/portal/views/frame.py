"""The two choices that every page offers: its language, and light or dark."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from hansa.accounts import services as accounts
from hansa.foundation.policy import PUBLIC, policy
from hansa.foundation.ui.frame import THEME_COOKIE, THEMES


def _back(request: HttpRequest) -> HttpResponseRedirect:
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    return HttpResponseRedirect(target)


@policy(PUBLIC)
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Speak the chosen language from now on: in this browser, and in letters to whoever is signed in."""
    response = _back(request)
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        return response
    translation.activate(chosen)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
    if request.user.is_authenticated:
        accounts.update_profile(person=request.user, by=request.user, language=chosen)
    return response


@policy(PUBLIC)
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the page light or dark whatever the device says; empty means as the device."""
    response = _back(request)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(
            THEME_COOKIE,
            chosen,
            max_age=365 * 24 * 3600,
            samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )
    else:
        response.delete_cookie(THEME_COOKIE)
    return response
