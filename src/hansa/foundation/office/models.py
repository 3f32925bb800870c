import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """A way of looking at one of the office's lists that somebody gave a name."""

    uid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Person.uid, not a foreign key: people live on a floor above.
    owner_uid = models.UUIDField(_("whose"), db_index=True)
    list_key = models.CharField(_("list"), max_length=40, db_index=True)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("query"), max_length=500, blank=True)
    is_shared = models.BooleanField(_("shared with the office"), default=False)
    created_at = models.DateTimeField(_("kept since"))

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "created_at"]
        constraints = [
            models.UniqueConstraint(fields=["owner_uid", "list_key", "name"], name="one_view_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.list_key}: {self.name}"


class BulkRun(models.Model):
    """A bulk act that was done: its key is made with the preview, so that a second press finds the first."""

    uid = models.UUIDField(primary_key=True, editable=False)
    owner_uid = models.UUIDField(_("by"), db_index=True)
    list_key = models.CharField(_("list"), max_length=40)
    act_key = models.CharField(_("act"), max_length=40)
    query = models.CharField(_("query"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"))
    #: Keys of the rows that it was done to, and of those that were left, each with the sentence why.
    done = models.JSONField(_("done"), default=list)
    left = models.JSONField(_("left"), default=list)

    class Meta:
        verbose_name = _("bulk act")
        verbose_name_plural = _("bulk acts")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.list_key}: {self.act_key}, {len(self.done)}"
