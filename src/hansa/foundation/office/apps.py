from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "hansa.foundation.office"
    label = "office"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import permissions, words  # noqa: F401  # importing registers them
