from django.apps import AppConfig


class StorageConfig(AppConfig):
    """Files that people hand in: taken in with care, kept with an owner, deleted on their day."""

    name = "hansa.foundation.storage"
    label = "storage"
