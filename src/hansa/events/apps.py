from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Workshops and other gatherings: who comes, and who was there."""

    name = "hansa.events"
    label = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        """Bind the pack's events, hang the check-in into the office, say what is held about a person."""
        from hansa.foundation.merging import register_merge
        from hansa.foundation.office import desk, menu
        from hansa.foundation.privacy import register_export
        from hansa.foundation.search.registry import register_source
        from hansa.messaging.permissions import register_topics
        from hansa.programmes.services import register_section

        from . import permissions  # noqa: F401  # importing registers the scopes
        from .office.desk import events_today
        from .selectors import findable
        from .services import merging, sections

        register_section("events", apply=sections.apply, export=sections.export, refusals=sections.refusals)
        register_topics(_topics)
        menu.register(
            menu.MenuEntry(
                key="events", label=_("Events"), url_name="events_office:events", group="programmes", order=40
            )
        )
        desk.register(events_today, "event.", "pack.", "edition.", "selection.", "application.")
        register_source(findable)
        register_export("events", _held_about)
        register_merge(
            "events",
            merging.COLUMNS,
            move=merging.move,
            lines=merging.lines,
            collisions=merging.collisions,
        )


def _topics(person: Any) -> list[str]:
    """Letters are sorted by edition; a regional officer reads those of theirs. Messaging itself knows no editions."""
    from hansa.programmes.permissions import editions_managed_by

    return list(editions_managed_by(person).values_list("namespace", flat=True))


def _held_about(person: Any) -> list[dict[str, Any]]:
    from .models import Registration
    from .selectors import with_presence

    rows: Any = with_presence(Registration.objects.filter(person=person)).select_related("event__edition")
    return [
        {
            "edition": row.event.edition.slug,
            "event": row.event.key,
            "state": row.state,
            "registered_at": row.registered_at.isoformat(),
            "present": row.is_present,
        }
        for row in rows
    ]
