"""Kinds of questions and states of a response."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuestionKind(models.TextChoices):
    """What sort of answer a question takes."""

    TEXT = "text", _("Short text")
    LONG_TEXT = "long_text", _("Long text")
    SINGLE = "single", _("One of several")
    MULTIPLE = "multiple", _("Some of several")
    NUMBER = "number", pgettext_lazy("kind of question", "Number")
    DATE = "date", pgettext_lazy("kind of question", "Date")
    COUNTRY = "country", pgettext_lazy("kind of question", "Country")
    LANGUAGE_LEVEL = "language_level", _("Level in a language")
    CONSENT = "consent", pgettext_lazy("kind of question", "Agreement")
    ORDERING = "ordering", _("Put in order")


class LanguageLevel(models.TextChoices):
    """How well somebody speaks a language, on the European scale."""

    A1 = "A1", _("A1, a few words")
    A2 = "A2", _("A2, simple everyday talk")
    B1 = "B1", _("B1, most everyday situations")
    B2 = "B2", _("B2, discussions in my field")
    C1 = "C1", _("C1, fluent at work")
    C2 = "C2", _("C2, like a mother tongue")


class ResponseState(models.TextChoices):
    """Whether somebody is still writing."""

    DRAFT = "draft", pgettext_lazy("an answered form", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("an answered form", "Sent")
