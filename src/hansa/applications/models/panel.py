"""What happens around the scores: a juror's link, talk after scoring, and scores corrected for severity."""

import uuid

from django.core.signing import Signer
from django.db import models
from django.utils.translation import gettext_lazy as _

_signer = Signer(sep=".", salt="hansa.applications.juror")


class JurorLink(models.Model):
    """The personal link by which somebody from outside takes their seat; with a code from a mail, and no account.

    The link is signed and names this row; revoking it, a new one in its place, or its last day ends it. Of the code
    only a fingerprint is kept.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    seat = models.ForeignKey("applications.PanelSeat", on_delete=models.CASCADE, related_name="links")
    made_by = models.ForeignKey("accounts.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("holds until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    used_at = models.DateTimeField(_("last opened"), null=True, blank=True)
    code_digest = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    codes_since = models.DateTimeField(null=True, blank=True)
    codes_sent = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("juror's link")
        verbose_name_plural = _("jurors' links")
        constraints = [
            models.UniqueConstraint(
                fields=["seat"], condition=models.Q(revoked_at__isnull=True), name="one_link_a_seat"
            )
        ]

    def __str__(self) -> str:
        return f"link of seat {self.seat_id}"

    @property
    def token(self) -> str:
        """What stands in the link's address: its name, signed."""
        return _signer.sign(self.uid.hex)

    @staticmethod
    def name_in(token: str) -> str:
        """Return the name that an address carries; raises ``BadSignature`` where we did not write it."""
        return _signer.unsign(token)


class Discussion(models.Model):
    """Talk about one application among those who have sent their scores; an officer opens and closes it."""

    application = models.OneToOneField(
        "applications.Application", on_delete=models.CASCADE, related_name="discussion"
    )
    opened_by = models.ForeignKey("accounts.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(_("opened"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")

    def __str__(self) -> str:
        return f"discussion of {self.application_id}"


class DiscussionNote(models.Model):
    """What one of them said."""

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("text"))
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("note of a discussion")
        verbose_name_plural = _("notes of discussions")
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return f"note {self.pk}"


class Calibration(models.Model):
    """The board's word that scores count corrected for each reader's severity, with the figures it saw."""

    call = models.ForeignKey("programmes.Call", on_delete=models.PROTECT, related_name="calibrations")
    figures = models.JSONField(_("figures"))
    scores_digest = models.CharField(_("SHA-256 of the scores"), max_length=64)
    reason = models.TextField(_("reason"))
    adopted_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField(_("adopted"))
    withdrawn_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("calibration")
        verbose_name_plural = _("calibrations")
        constraints = [
            models.UniqueConstraint(
                fields=["call"], condition=models.Q(withdrawn_at__isnull=True), name="one_calibration_a_call"
            )
        ]

    def __str__(self) -> str:
        return f"calibration of {self.call_id}"
