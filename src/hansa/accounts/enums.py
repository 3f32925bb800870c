from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is trusted with; granted by an administrator, besides what being signed in allows."""

    REVIEWER = "reviewer", _("Reviewer")
    JUROR = "juror", _("Juror")
    PROGRAMME_OFFICER = "programme_officer", _("Programme officer")
    REGIONAL_OFFICER = "regional_officer", _("Regional officer")
    ADMINISTRATOR = "administrator", _("Administrator")
    AUDITOR = "auditor", _("Auditor")
