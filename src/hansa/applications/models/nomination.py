"""The city's word for its applicant, and the numbered slots that keep its quota."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hansa.applications.enums import NominationState, NominationWay
from hansa.foundation.i18n.choices import SaidChoices


class Slot(models.Model):
    """A city's place number 1, 2, … in one call; there is no number above the maximum.

    A nomination points at one slot and no two at the same, so that the database itself refuses one
    too many, whoever asks and however many ask at once.
    """

    call = models.ForeignKey("programmes.Call", on_delete=models.PROTECT, related_name="nomination_slots")
    member = models.ForeignKey("network.Member", on_delete=models.PROTECT, related_name="nomination_slots")
    number = models.PositiveSmallIntegerField(_("number"))
    maximum = models.PositiveSmallIntegerField(_("maximum"))

    class Meta:
        verbose_name = _("nomination slot")
        verbose_name_plural = _("nomination slots")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "member", "number"], name="slot_once"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1) & models.Q(number__lte=models.F("maximum")),
                name="slot_within_maximum",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.maximum}"


class Nomination(SaidChoices):
    """Whether the city stands behind an application; runs beside the application's own state."""

    application = models.OneToOneField(
        "applications.Application", on_delete=models.CASCADE, related_name="nomination"
    )
    state = models.CharField(
        _("state"), max_length=12, choices=NominationState, default=NominationState.REQUESTED
    )
    way = models.CharField(_("way"), max_length=12, choices=NominationWay, blank=True)
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True)
    slot = models.OneToOneField(
        Slot, on_delete=models.PROTECT, null=True, blank=True, related_name="nomination"
    )
    requested_at = models.DateTimeField(_("requested"))
    decided_by = models.ForeignKey(
        "accounts.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=NominationState.ENDORSED, slot__isnull=False)
                | (~models.Q(state=NominationState.ENDORSED) & models.Q(slot__isnull=True)),
                name="endorsed_means_a_slot",
            )
        ]
        # The office's list by the city's word: answered from the index alone.
        indexes = [models.Index(fields=["state", "application"], name="nomination_by_word")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.state}"
