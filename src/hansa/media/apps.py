from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "hansa.media"
    label = "media"
    verbose_name = _("Videos and captions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hansa.media import permissions  # noqa: F401  # importing it states who may see what
