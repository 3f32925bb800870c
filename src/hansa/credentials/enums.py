"""The states and kinds of achievements, credentials and claims."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AchievementKind(models.TextChoices):
    """What somebody did to earn it; decides the heading of the certificate."""

    COURSE = "course", _("Course")
    WORKSHOP = "workshop", _("Workshop")
    AWARD = "award", _("Award")


class CredentialState(models.TextChoices):
    """Where a credential stands; only an issued one carries every signature."""

    PENDING = "pending", _("Waiting for signatures")
    ISSUED = "issued", _("Issued")
    REVOKED = "revoked", _("Withdrawn")


class ClaimState(models.TextChoices):
    """What became of somebody's request for a certificate."""

    REQUESTED = "requested", _("Requested")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
