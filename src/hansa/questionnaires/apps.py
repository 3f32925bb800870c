from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuestionnairesConfig(AppConfig):
    """Questions and answers: a mechanism that knows no programme."""

    name = "hansa.questionnaires"
    label = "questionnaires"
    verbose_name = _("Questionnaires")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hansa.foundation.merging import register_merge
        from hansa.foundation.privacy import register_export
        from hansa.questionnaires import permissions, selectors  # noqa: F401  fills the scope registry
        from hansa.questionnaires.services import merging

        register_export("questionnaires", selectors.export_of)
        register_merge("questionnaires", merging.COLUMNS, move=merging.move)
