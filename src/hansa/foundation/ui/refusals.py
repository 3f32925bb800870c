"""What a form says of a field that is not right yet: Django's own sentences in our voice, each saying what to do."""

from typing import Any

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

_CHOOSE = _("Choose one of the list.")
_DAY = _("Write the day as year, month, day, as in 2026-11-20.")
_HOUR = _("Write the time as hours and minutes, as in 16:20.")
_ADDRESS = _("An address begins with https://, as in https://example.org.")

SENTENCES: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("This is still empty. Fill it in.")},
    forms.IntegerField: {"invalid": _("Write a whole number, in figures.")},
    forms.FloatField: {"invalid": _("Write a number, in figures.")},
    forms.DecimalField: {"invalid": _("Write a number, in figures.")},
    forms.DateField: {"invalid": _DAY},
    forms.TimeField: {"invalid": _HOUR},
    forms.URLField: {"invalid": _ADDRESS},
    forms.FileField: {
        "required": _("Choose a file."),
        "invalid": _("No file has come. Choose it again."),
        "missing": _("No file has come. Choose it again."),
        "empty": _("This file is empty. Choose another."),
    },
    forms.ChoiceField: {"invalid_choice": _CHOOSE},
    forms.TypedChoiceField: {"invalid_choice": _CHOOSE},
    forms.MultipleChoiceField: {
        "invalid_choice": _("Choose from the list only."),
        "invalid_list": _("Choose from the list only."),
    },
    forms.ModelChoiceField: {"invalid_choice": _CHOOSE},
}


def speak() -> None:
    """Put our sentences in the place of the library's. A field that has its own keeps them."""
    for field, sentences in SENTENCES.items():
        field.default_error_messages = {**field.default_error_messages, **sentences}
    validators.EmailValidator.message = _("An e-mail address has an @, as in name@city.ro.")
    validators.URLValidator.message = _ADDRESS
    validators.MinValueValidator.message = _("This is too small: %(limit_value)s at least.")
    validators.MaxValueValidator.message = _("This is too large: %(limit_value)s at most.")
    validators.MinLengthValidator.message = ngettext_lazy(
        "This has %(show_value)d; write %(limit_value)d character at least.",
        "This has %(show_value)d; write %(limit_value)d characters at least.",
        "limit_value",
    )
    validators.MaxLengthValidator.message = ngettext_lazy(
        "This has %(show_value)d characters; we can keep %(limit_value)d. Shorten it.",
        "This has %(show_value)d characters; we can keep %(limit_value)d. Shorten it.",
        "limit_value",
    )
