"""Every app's URLs: public ones at the root, staff ones under ``/office/``."""

from importlib.util import find_spec

from django.apps import apps
from django.urls import include, path
from django.urls.resolvers import URLResolver

handler400 = "hansa.foundation.ui.errors.bad_request"
handler403 = "hansa.foundation.ui.errors.forbidden"
handler404 = "hansa.foundation.ui.errors.not_found"
# Not one of Django's: the library for signing in looks for it where somebody tries too often.
handler429 = "hansa.foundation.ui.errors.too_many"
handler500 = "hansa.foundation.ui.errors.server_error"


def _mounted(where: str, module: str) -> list[URLResolver]:
    names = [config.name for config in apps.get_app_configs() if config.name.startswith("hansa.")]
    return [path(where, include(f"{name}.{module}")) for name in names if _exists(name, module)]


def _exists(name: str, module: str) -> bool:
    parent = f"{name}.{module}".rpartition(".")[0]
    return find_spec(parent) is not None and find_spec(f"{name}.{module}") is not None


urlpatterns = [
    # One look tells the office from the many public addresses, which are tried one after the other.
    path("office/", include(_mounted("", "office.urls"))),
    *_mounted("", "urls"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
]
