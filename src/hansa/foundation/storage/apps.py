from typing import Any

from django.apps import AppConfig


class StorageConfig(AppConfig):
    """Files that people hand in: taken in with care, kept with an owner, deleted on their day."""

    name = "hansa.foundation.storage"
    label = "storage"

    def ready(self) -> None:
        """Say what is held about a person."""
        from hansa.foundation.privacy import register_export

        register_export("files", _held_about)


def _held_about(person: Any) -> list[dict[str, Any]]:
    from .selectors import files_of

    return [
        {
            "name": file.name,
            "purpose": file.purpose,
            "content_type": file.content_type,
            "size": file.size,
            "taken_in_at": file.created_at.isoformat(),
            "deleted_on": file.delete_on.isoformat() if file.delete_on else None,
        }
        for file in files_of(person.uid)
    ]
