from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    """What a person is trusted with; granted by an administrator, besides what being signed in allows."""

    REVIEWER = "reviewer", _("Reviewer")
    JUROR = "juror", _("Juror")
    PROGRAMME_OFFICER = "programme_officer", _("Programme officer")
    REGIONAL_OFFICER = "regional_officer", _("Regional officer")
    ADMINISTRATOR = "administrator", _("Administrator")
    AUDITOR = "auditor", _("Auditor")


class LikenessState(models.TextChoices):
    """What staff said of two accounts that look like one person's."""

    OPEN = "open", pgettext_lazy("two accounts", "Possibly the same person")
    DIFFERENT = "different", pgettext_lazy("two accounts", "Two people")
    MERGED = "merged", pgettext_lazy("two accounts", "One person, merged")


class Sign(models.TextChoices):
    """Why two accounts look like one person's."""

    PASSPORT = "passport", _("The same passport number")
    NAME_AND_BIRTH = "name_and_birth", _("The same name and date of birth")
    ADDRESS = "address", _("The same mailbox, written differently")
    SAME_CALL = "same_call", _("The same name, for the same city, in the same call")
