"""One person's application to one call, its files and its history."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hansa.applications.enums import ApplicationState, ReadingOutcome
from hansa.foundation.i18n.choices import SaidChoices


class Register(models.Model):
    """One call's book of numbers; its row is locked while a number is given out."""

    call = models.OneToOneField("programmes.Call", on_delete=models.CASCADE, related_name="register")
    prefix = models.CharField(_("prefix"), max_length=12)
    last_serial = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("register")
        verbose_name_plural = _("registers")

    def __str__(self) -> str:
        return f"{self.prefix} {self.last_serial}"


class Application(SaidChoices):
    """What somebody asks for in the name of their city, and how far it has come."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey("programmes.Call", on_delete=models.PROTECT, related_name="applications")
    applicant = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="applications")
    member = models.ForeignKey("network.Member", on_delete=models.PROTECT, related_name="applications")
    state = models.CharField(
        _("state"), max_length=20, choices=ApplicationState, default=ApplicationState.DRAFT
    )
    number = models.CharField(_("number"), max_length=20, blank=True)
    started_at = models.DateTimeField(_("started"))
    submitted_at = models.DateTimeField(_("sent"), null=True, blank=True)
    changed_at = models.DateTimeField(_("last change"))
    return_by = models.DateTimeField(_("to be completed by"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True, help_text=_("What we told the applicant last."))
    missing_documents = models.PositiveSmallIntegerField(_("missing documents"), default=0)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.UniqueConstraint(
                fields=["call", "applicant"],
                condition=~models.Q(state=ApplicationState.WITHDRAWN),
                name="one_application_a_person",
            ),
            models.UniqueConstraint(
                fields=["call", "number"], condition=~models.Q(number=""), name="application_number_once"
            ),
        ]
        indexes = [
            models.Index(fields=["call", "state", "submitted_at"], name="application_list"),
            models.Index(fields=["member", "call"], name="application_city"),
            # The office's list by each of its orders: read in order, so that a page of fifty reads fifty.
            models.Index(fields=["number", "id"], name="application_by_number"),
            models.Index(fields=["submitted_at", "id"], name="application_by_moment"),
            models.Index(fields=["missing_documents", "number"], name="application_by_documents"),
            models.Index(fields=["state", "number"], name="application_by_state"),
        ]

    def __str__(self) -> str:
        return self.number or str(self.uid)

    @property
    def subject(self) -> str:
        """The key under which its answers are kept."""
        return f"application:{self.uid}"


class Document(models.Model):
    """A file the call asks for. A newer one of the same kind replaces it; the older stays on record."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(_("kind"), max_length=40)
    # The file goes on its day; that it was there, and when, stays on record.
    file = models.ForeignKey("storage.StoredFile", on_delete=models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded"))
    replaced_at = models.DateTimeField(_("replaced"), null=True, blank=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind"],
                condition=models.Q(replaced_at__isnull=True),
                name="one_current_document_a_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.application_id}"


class Framing(models.Model):
    """Which part of a picture its document shows, and the whole picture, for its applicant alone until it is sent."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="framing")
    # Where the whole picture goes, there is nothing to choose from any more.
    picture = models.OneToOneField("storage.StoredFile", on_delete=models.CASCADE, related_name="+")
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))
    zoom = models.PositiveSmallIntegerField(_("how close, in per cent"))
    across = models.PositiveSmallIntegerField(_("from left to right, in per cent"))
    down = models.PositiveSmallIntegerField(_("from top to bottom, in per cent"))

    class Meta:
        verbose_name = _("part of a picture")
        verbose_name_plural = _("parts of pictures")

    def __str__(self) -> str:
        return f"part of {self.document_id}"


class PassportReading(models.Model):
    """What was read at the foot of a passport: as much as its owner is shown, sealed, and gone with the file."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="reading")
    # Where the file goes on its day, what was read from it goes in the same act.
    file = models.OneToOneField("storage.StoredFile", on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=10, choices=ReadingOutcome)
    sealed = models.BinaryField(_("names and day of expiry, sealed"), blank=True, default=b"")
    # A keyed fingerprint of the number, by which one person's second account is noticed; gone with the file, too.
    number_mark = models.CharField(max_length=64, blank=True, default="", db_index=True)
    read_at = models.DateTimeField(_("read"))

    class Meta:
        verbose_name = _("reading of a passport")
        verbose_name_plural = _("readings of passports")

    def __str__(self) -> str:
        return f"{self.outcome} {self.document_id}"


class StateChange(models.Model):
    """One step of an application, with what was said about it."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="changes")
    act = models.CharField(_("act"), max_length=40)
    origin = models.CharField(_("from"), max_length=20)
    to = models.CharField(_("to"), max_length=20)
    by = models.ForeignKey("accounts.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("when"))
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.act} {self.application_id}"
