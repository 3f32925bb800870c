from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "hansa.foundation.office"
    label = "office"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hansa.foundation.merging import register_merge

        from . import permissions, words  # noqa: F401  # importing registers them
        from .services import give_views

        register_merge("office", ["office.SavedView.owner_uid", "office.BulkRun.owner_uid"], move=give_views)
