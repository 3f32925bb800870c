import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A file that somebody handed in. Its bytes lie in the storage under a random path; every file has an owner."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The owner by uid and not by key: the foundation knows no people.
    owner_uid = models.UUIDField(_("owner"), db_index=True)
    purpose = models.CharField(_("purpose"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(_("content type"), max_length=60)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256 of the content"), max_length=64)
    is_encrypted = models.BooleanField(_("encrypted"))
    path = models.CharField(_("path"), max_length=100, unique=True)
    created_at = models.DateTimeField(_("taken in at"))
    delete_on = models.DateField(_("deleted on"), null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.name
