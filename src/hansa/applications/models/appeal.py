"""What somebody says against a decision, and what another officer decided about it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hansa.applications.enums import AppealOutcome, AppealState
from hansa.foundation.i18n.choices import SaidChoices


class Appeal(SaidChoices):
    """One appeal against one released decision; its applicant and the office see it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.OneToOneField(
        "applications.Application", on_delete=models.PROTECT, related_name="appeal"
    )
    decision = models.ForeignKey("applications.Decision", on_delete=models.PROTECT, related_name="appeals")
    state = models.CharField(_("state"), max_length=10, choices=AppealState, default=AppealState.LODGED)
    grounds = models.TextField(_("what the applicant says"))
    lodged_at = models.DateTimeField(_("lodged"))
    # None where the applicant lodged it on their own page.
    recorded_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.TextField(_("answer"), blank=True)
    decided_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    merit = models.IntegerField(_("corrected points"), null=True, blank=True)
    outcome = models.CharField(_("what follows"), max_length=10, choices=AppealOutcome, blank=True)
    # The list solved again with the corrected points; none where the appeal was dismissed.
    run = models.ForeignKey(
        "applications.SelectionRun", on_delete=models.PROTECT, null=True, blank=True, related_name="appeals"
    )

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=AppealState.LODGED) | models.Q(decided_by__isnull=False),
                name="appeal_decided_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.state}"
