"""Somebody who knows an applicant and is asked for a letter about them; they have no account."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hansa.applications.enums import RefereeState
from hansa.foundation.i18n.choices import SaidChoices


class Referee(SaidChoices):
    """A letter asked of somebody, their personal link, and what they wrote. Of the link only a fingerprint is kept."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        "applications.Application", on_delete=models.CASCADE, related_name="referees"
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    relation = models.CharField(_("how they know the applicant"), max_length=200)
    language = models.CharField(_("language"), max_length=10)
    state = models.CharField(_("state"), max_length=10, choices=RefereeState, default=RefereeState.ASKED)
    asked_at = models.DateTimeField(_("asked"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    token_digest = models.CharField(max_length=64, blank=True, db_index=True)
    # The mail that waits to go out; its link is made as it goes, so that it stands nowhere but in the mail.
    mail_due_at = models.DateTimeField(null=True, blank=True, db_index=True)
    mail_tries = models.PositiveSmallIntegerField(default=0)
    mailed_at = models.DateTimeField(_("last written to"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=0)
    # Closed under the document key, like a file.
    sealed = models.BinaryField(_("the letter, sealed"), blank=True, default=b"")
    file = models.ForeignKey("storage.StoredFile", on_delete=models.SET_NULL, null=True, related_name="+")
    delete_on = models.DateField(_("deleted on"), null=True, blank=True)

    class Meta:
        verbose_name = _("referee")
        verbose_name_plural = _("referees")
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "email"],
                condition=models.Q(state__in=["asked", "received"]) & ~models.Q(email=""),
                name="one_letter_a_referee",
            )
        ]

    def __str__(self) -> str:
        return f"referee of {self.application_id}"
