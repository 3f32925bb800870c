from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    """Letters to people, and their delivery."""

    name = "hansa.messaging"
    label = "messaging"
    verbose_name = _("Letters")

    def ready(self) -> None:
        """Hang the outbox into the office, and say what is held about a person."""
        # Not before the apps are loaded: what these import has models.
        from hansa.foundation.merging import register_merge
        from hansa.foundation.office import desk, menu
        from hansa.foundation.privacy import register_export

        from . import permissions, receivers  # noqa: F401  # importing registers them
        from .office.desk import undelivered
        from .services import merging

        menu.register(
            menu.MenuEntry(
                key="letters", label=_("Letters"), url_name="messaging_office:outbox", group="today", order=30
            )
        )
        menu.register(
            menu.MenuEntry(
                key="texts",
                label=_("Texts of letters"),
                url_name="messaging_office:texts",
                group="programmes",
                order=80,
            )
        )
        desk.register(undelivered, "letter.")
        register_export("letters", _held_about)
        register_merge("messaging", merging.COLUMNS, move=merging.move, lines=merging.lines)


def _held_about(person: Any) -> list[dict[str, Any]]:
    from .selectors import outbox_for

    return [
        {
            "subject": letter.subject,
            "text": letter.text,
            "language": letter.language,
            "written_at": letter.queued_at.isoformat(),
            "sent_at": letter.sent_at.isoformat() if letter.sent_at else None,
        }
        for letter in outbox_for(person)
    ]
