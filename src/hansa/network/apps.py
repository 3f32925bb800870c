from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    name = "hansa.network"
    label = "network"
    verbose_name = _("Network")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hansa.foundation.merging import register_merge
        from hansa.foundation.privacy import register_export
        from hansa.foundation.roles import add_source
        from hansa.foundation.search.registry import register_source
        from hansa.network import permissions  # noqa: F401  # importing it states who may see what
        from hansa.network.office import first_steps, menu
        from hansa.network.selectors import coordinator_role, findable, held_about
        from hansa.network.services import merging

        menu.fill()
        first_steps.fill()
        add_source(coordinator_role)
        register_export("network", held_about)
        register_merge("network", merging.COLUMNS, move=merging.move, lines=merging.lines, order=20)
        register_source(findable)
