import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hansa.foundation.i18n.choices import SaidChoices

from .enums import LetterState


class LetterTemplate(models.Model):
    """The text of a kind of letter, in every language it is written in."""

    # ``<network>/<edition slug>:<name>``; what stands before the colon is the topic by which offices see letters.
    key = models.CharField(_("key"), max_length=160, unique=True)
    topic = models.CharField(_("topic"), max_length=120, db_index=True, blank=True)
    texts = models.JSONField(_("texts"))
    placeholders = models.JSONField(_("placeholders"), default=list)
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("letter template")
        verbose_name_plural = _("letter templates")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


_SHAPES: dict[str, str] = {
    LetterState.SENT: "done",
    LetterState.FAILED: "refused",
    LetterState.BOUNCED: "refused",
    LetterState.SENDING: "half",
}


class Letter(SaidChoices):
    """One letter to one person, with its words as they were when it was written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Whoever asks twice for the same letter gets the first: acts may be repeated, letters not.
    key = models.CharField(_("key"), max_length=200, unique=True)
    template_key = models.CharField(_("template"), max_length=160, db_index=True)
    topic = models.CharField(_("topic"), max_length=120, db_index=True, blank=True)
    to = models.ForeignKey(
        "accounts.Person", on_delete=models.CASCADE, related_name="letters", verbose_name=_("to")
    )
    address = models.EmailField(_("address"))
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("text as HTML"))
    # Empty where nobody in particular wrote it: then the secretariat answers.
    answers_name = models.CharField(_("who answers it"), max_length=120, blank=True)
    answers_address = models.EmailField(_("their direct line"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=LetterState, default=LetterState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    queued_at = models.DateTimeField(_("written at"))
    next_attempt_at = models.DateTimeField(_("next attempt at"))
    sending_since = models.DateTimeField(_("being sent since"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    # The server took it and a report said later that nobody got it.
    bounced_at = models.DateTimeField(_("came back at"), null=True, blank=True)
    last_fault = models.CharField(_("last fault"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-queued_at", "-id"]
        indexes = [
            models.Index(fields=["state", "next_attempt_at"]),
            models.Index(fields=["-queued_at", "-id"]),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def shape(self) -> str:
        """Which shape says the state: a word, a shape and a colour."""
        return _SHAPES.get(self.state, "waiting")

    @property
    def message_id(self) -> str:
        """The local part of the mail's Message-ID: the same at every attempt, so a double can be recognised."""
        return f"letter-{self.id}"


class Enclosure(models.Model):
    """Something that goes with a letter: in its row, so that it comes and goes with the letter, sealed for its owner."""

    uid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="enclosures")
    place = models.PositiveSmallIntegerField(_("place"))
    # For whom it is sealed: whoever the letter was written to, also where the letter belongs to another account later.
    owner_uid = models.UUIDField(_("owner"), db_index=True)
    name = models.CharField(_("name"), max_length=120)
    content_type = models.CharField(_("kind"), max_length=100)
    sealed = models.BinaryField(_("content, sealed"))

    class Meta:
        verbose_name = _("enclosure")
        verbose_name_plural = _("enclosures")
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["letter", "place"], name="enclosure_place")]

    def __str__(self) -> str:
        return self.name


class MailboxMessage(models.Model):
    """In the demonstration: a mail as it was sent, in place of a mail server."""

    to = models.TextField(_("to"))
    subject = models.CharField(_("subject"), max_length=400)
    sent_at = models.DateTimeField(_("sent at"), db_index=True)
    raw = models.BinaryField(_("the mail as it was sent"))

    class Meta:
        verbose_name = _("mail of the demonstration")
        verbose_name_plural = _("mails of the demonstration")
        ordering = ["-sent_at", "-id"]

    def __str__(self) -> str:
        return self.subject
