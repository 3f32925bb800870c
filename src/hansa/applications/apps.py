from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicationsConfig(AppConfig):
    """Apply, endorse, review, select, offer."""

    name = "hansa.applications"
    label = "applications"
    verbose_name = _("Applications")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hansa.accounts.enums import Sign
        from hansa.accounts.services import register_sign
        from hansa.applications import permissions, receivers, selectors  # noqa: F401  importing registers them
        from hansa.applications.office import interview_desk, work
        from hansa.applications.services import likeness, merging
        from hansa.applications.services.passports import held_about
        from hansa.applications.services.travelling import travel_held_about
        from hansa.foundation import roles
        from hansa.foundation.merging import register_merge
        from hansa.foundation.privacy import register_export

        roles.add_source(selectors.seated_role)
        work.fill()
        interview_desk.fill()
        register_export("applications", selectors.export_of)
        register_export("passports", held_about)
        register_export("travel", travel_held_about)
        register_sign(Sign.PASSPORT, likeness.by_passport)
        register_sign(Sign.SAME_CALL, likeness.by_call)
        register_merge(
            "applications",
            merging.COLUMNS,
            move=merging.move,
            lines=merging.lines,
            collisions=merging.collisions,
            order=30,
        )
