from typing import Any

from django.apps import AppConfig
from django.utils.translation import ngettext


class StorageConfig(AppConfig):
    """Files that people hand in: taken in with care, kept with an owner, deleted on their day."""

    name = "hansa.foundation.storage"
    label = "storage"

    def ready(self) -> None:
        """Say what is held about a person."""
        from hansa.foundation.merging import register_merge
        from hansa.foundation.privacy import register_export

        register_export("files", _held_about)
        register_merge("storage", ["storage.StoredFile.owner_uid"], move=_move, lines=_lines)


def _lines(keep: Any, gone: Any) -> list[Any]:
    from hansa.foundation.merging import Line

    from .selectors import files_of

    count = files_of(gone.uid).count()
    return [Line(ngettext("%(count)d file", "%(count)d files", count) % {"count": count}, count)]


def _move(merge: Any) -> dict[str, int]:
    from .services import give

    return {"files": give(merge.gone.uid, to=merge.keep.uid)}


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
