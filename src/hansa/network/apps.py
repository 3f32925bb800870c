from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    name = "hansa.network"
    label = "network"
    verbose_name = _("Network")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hansa.network import permissions  # noqa: F401  fills the scope registry
        from hansa.network.office import menu

        menu.fill()
