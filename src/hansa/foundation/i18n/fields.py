"""Model fields for text in several languages."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _


def known_languages_only(value: Any) -> None:
    """Refuse anything but ``{language: text}`` in the languages of the product."""
    codes = {code for code, _name in settings.LANGUAGES}
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise ValidationError(_("A text in several languages is a table from language to text."))
    if strange := sorted(set(value) - codes):
        raise ValidationError(
            _("%(language)s is not one of the languages here.") % {"language": ", ".join(strange)}
        )


class TranslatedTextField(models.JSONField):
    """``{"en": "Seoul", "ko": "서울"}``: read it with ``in_language``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
        self.validators.append(known_languages_only)
