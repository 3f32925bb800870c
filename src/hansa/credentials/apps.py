from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CredentialsConfig(AppConfig):
    name = "hansa.credentials"
    label = "credentials"
    verbose_name = "credentials"

    def ready(self) -> None:
        from hansa.foundation.merging import register_merge
        from hansa.foundation.office.menu import MenuEntry, register
        from hansa.foundation.privacy import register_export

        from . import permissions, selectors  # noqa: F401  # stating the rules is the import
        from .services import merging
        from .services.privacy import held_about

        register(
            MenuEntry("credentials", _("Certificates"), "credentials_office:credentials", "people", order=40)
        )
        register_export("credentials", held_about)
        register_merge(
            "credentials",
            merging.COLUMNS,
            move=merging.move,
            lines=merging.lines,
            collisions=merging.collisions,
        )
