from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LetterState(models.TextChoices):
    """Where a letter is on its way."""

    QUEUED = "queued", _("Waiting to be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", pgettext_lazy("a letter", "Sent")
    FAILED = "failed", _("Not delivered")
    BOUNCED = "bounced", pgettext_lazy("a letter", "Came back")
