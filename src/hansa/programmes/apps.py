from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "hansa.programmes"
    label = "programmes"
    verbose_name = _("Programmes")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hansa.credentials.permissions import register_topics
        from hansa.foundation.merging import register_merge
        from hansa.foundation.office import desk as staff_desk
        from hansa.foundation.search.registry import register_source
        from hansa.messaging.selectors import register_topic_names
        from hansa.programmes import permissions, receivers  # noqa: F401  # importing registers them
        from hansa.programmes.office import desk, first_steps, menu
        from hansa.programmes.selectors import findable, names_of_topics
        from hansa.programmes.services import merging

        register_topics(permissions.topics_looked_after)
        register_topic_names(names_of_topics)
        menu.fill()
        first_steps.fill()
        staff_desk.register(desk.items, "call.", "pack.", "edition.")
        register_source(findable)
        register_merge("programmes", merging.COLUMNS, move=merging.move)
