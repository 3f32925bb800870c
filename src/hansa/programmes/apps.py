from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "hansa.programmes"
    label = "programmes"
    verbose_name = _("Programmes")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hansa.programmes import permissions, receivers  # noqa: F401  # importing them is what fills the registries
        from hansa.programmes.office import menu

        menu.fill()
