import uuid
from datetime import date

from django.db.models import QuerySet

from .models import StoredFile


def files_of(owner_uid: uuid.UUID) -> QuerySet[StoredFile]:
    """Return every file that the person owns, oldest first."""
    return StoredFile.objects.filter(owner_uid=owner_uid)


def files_due(on: date) -> QuerySet[StoredFile]:
    """Return the files whose day to be deleted has come."""
    return StoredFile.objects.filter(delete_on__lte=on)
