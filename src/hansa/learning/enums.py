"""Kinds and choices of learning."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DataChoice(TextChoices):
    """How much data a learner wants a lecture to cost. Chosen once, kept with the enrolment."""

    FILM = "film", _("Film")
    SOUND = "sound", _("Sound only")
    TEXT = "text", _("Text only")
