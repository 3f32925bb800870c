"""The panel of a call, what each reader was given, and whom they declared."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hansa.applications.enums import ConflictKind, ReviewState
from hansa.foundation.i18n.choices import SaidChoices


class PanelSeat(models.Model):
    """A reader on a call's panel, with what could bias them: their city and their institution."""

    call = models.ForeignKey("programmes.Call", on_delete=models.PROTECT, related_name="panel")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="panel_seats")
    member = models.ForeignKey(
        "network.Member", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    institution = models.CharField(_("institution"), max_length=160, blank=True)
    most = models.PositiveSmallIntegerField(_("most applications"), null=True, blank=True)
    invited_at = models.DateTimeField(_("invited"))
    # What this reader is at home in: languages and regions by code, topics by the keys of the form's options.
    languages = models.JSONField(_("languages"), default=list, blank=True)
    regions = models.JSONField(_("regions"), default=list, blank=True)
    topics = models.JSONField(_("topics"), default=list, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    ended_at = models.DateTimeField(_("left the panel"), null=True, blank=True)

    class Meta:
        verbose_name = _("panel seat")
        verbose_name_plural = _("panel seats")
        constraints = [models.UniqueConstraint(fields=["call", "person"], name="one_seat_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.call_id}"


class Review(SaidChoices):
    """One reader's judgement of one application."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        "applications.Application", on_delete=models.CASCADE, related_name="reviews"
    )
    reviewer = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(_("state"), max_length=12, choices=ReviewState, default=ReviewState.ASSIGNED)
    scores = models.JSONField(_("scores"), default=dict)
    total = models.IntegerField(_("total"), null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    assigned_at = models.DateTimeField(_("assigned"))
    submitted_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.UniqueConstraint(fields=["application", "reviewer"], name="one_review_a_reader"),
            models.CheckConstraint(
                condition=~models.Q(state=ReviewState.SUBMITTED) | models.Q(total__isnull=False),
                name="sent_review_has_a_total",
            ),
        ]
        indexes = [models.Index(fields=["reviewer", "state"], name="review_desk")]

    def __str__(self) -> str:
        return f"{self.reviewer_id} on {self.application_id}"


class ReviewVersion(models.Model):
    """Scores as they were sent before their reader changed them after a discussion."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    scores = models.JSONField(_("scores"), default=dict)
    comment = models.TextField(_("comment"), blank=True)
    total = models.IntegerField(_("total"))
    submitted_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("earlier version of a review")
        verbose_name_plural = _("earlier versions of reviews")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="review_version_once")]

    def __str__(self) -> str:
        return f"{self.review_id}, version {self.number}"


class ConflictDeclaration(SaidChoices):
    """A reader may not judge this application: by their own word, or because of what is known of both."""

    application = models.ForeignKey(
        "applications.Application", on_delete=models.CASCADE, related_name="conflicts"
    )
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=ConflictKind, default=ConflictKind.DECLARED)
    reason = models.TextField(_("reason"), blank=True)
    # Nobody where the house found it by itself.
    by = models.ForeignKey(
        "accounts.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    declared_at = models.DateTimeField(_("declared"))

    class Meta:
        verbose_name = _("declared conflict")
        verbose_name_plural = _("declared conflicts")
        constraints = [models.UniqueConstraint(fields=["application", "person"], name="one_conflict_a_pair")]

    def __str__(self) -> str:
        return f"{self.person_id} not on {self.application_id}"
