from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "hansa.learning"
    label = "learning"
    verbose_name = _("Learning")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hansa.foundation.merging import register_merge
        from hansa.foundation.office.desk import register as register_desk
        from hansa.foundation.privacy import register_export
        from hansa.foundation.search.registry import register_source
        from hansa.learning import permissions, receivers, services  # noqa: F401  # importing states the rules
        from hansa.learning.office import menu
        from hansa.learning.office.desk import films_missing
        from hansa.learning.selectors import export_of, findable
        from hansa.learning.services import merging
        from hansa.programmes.services import register_section

        menu.fill()
        register_desk(films_missing, "video.", "course.", "pack.")
        register_export("learning", export_of)
        register_merge(
            "learning",
            merging.COLUMNS,
            move=merging.move,
            lines=merging.lines,
            collisions=merging.collisions,
        )
        register_source(findable.entries)
        register_section(
            "courses",
            apply=services.apply_courses,
            export=services.export_courses,
            refusals=services.refusals,
            files=services.caption_files,
        )
