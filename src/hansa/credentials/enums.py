"""The states and kinds of achievements, credentials and claims."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AchievementKind(models.TextChoices):
    """What somebody did to earn it; decides the heading of the certificate."""

    COURSE = "course", pgettext_lazy("kind of certificate", "Course")
    WORKSHOP = "workshop", pgettext_lazy("kind of certificate", "Workshop")
    AWARD = "award", pgettext_lazy("kind of certificate", "Award")


class CredentialState(models.TextChoices):
    """Where a credential stands; only an issued one carries every signature."""

    PENDING = "pending", _("Waiting for signatures")
    ISSUED = "issued", pgettext_lazy("a certificate", "Issued")
    REVOKED = "revoked", pgettext_lazy("a certificate", "Withdrawn")


class RevocationReason(models.TextChoices):
    """Why a certificate was withdrawn. The public page says of it only whether there is a newer one."""

    ERROR = "error", pgettext_lazy("why a certificate was withdrawn", "It was issued by mistake")
    NOT_EARNED = (
        "not_earned",
        pgettext_lazy("why a certificate was withdrawn", "It turned out not to be earned"),
    )
    HOLDER = "holder", pgettext_lazy("why a certificate was withdrawn", "The holder asked for it")
    REPLACED = "replaced", pgettext_lazy("why a certificate was withdrawn", "A newer one takes its place")


class ClaimState(models.TextChoices):
    """What became of somebody's request for a certificate."""

    REQUESTED = "requested", pgettext_lazy("a request for a certificate", "Requested")
    GRANTED = "granted", pgettext_lazy("a request for a certificate", "Granted")
    REFUSED = "refused", pgettext_lazy("a request for a certificate", "Refused")
