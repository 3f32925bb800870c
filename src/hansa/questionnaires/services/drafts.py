"""What somebody writes while they write: read from the page without building the page's form."""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Field

from hansa.questionnaires.rules import applying, is_blank, is_conditional
from hansa.questionnaires.services.fields import form_class

# As many questionnaires as are written on at one time; each is a handful of fields.
MOST_FORMS = 128


def draft_answers(definition: str, data: Mapping[str, Any]) -> tuple[dict[str, Any], int]:
    """Return what of a page's fields can be kept, as ``answers_of`` a draft's form does, and how many do not fit.

    ``definition`` is the questionnaire's as the database writes it: the same words are the same questions, so the
    fields are made once for all who write, and none of them keeps anything of what it has read.
    """
    asked, fields = _made(definition)
    answers: dict[str, Any] = {}
    wrong = set()
    for name, called, field in fields:
        try:
            value = field.clean(field.widget.value_from_datadict(data, {}, called))
        except ValidationError:
            wrong.add(name)
            continue
        plain = value.isoformat() if isinstance(value, date) else value
        if not is_blank(plain):
            answers[name] = plain
    if wrong and is_conditional(asked):
        # What does not apply to somebody cannot be wrong.
        wrong &= {entry["key"] for entry in applying(asked, answers)}
    return answers, len(wrong)


@lru_cache(maxsize=MOST_FORMS)
def _made(definition: str) -> tuple[Mapping[str, Any], tuple[tuple[str, str, Field], ...]]:
    asked = json.loads(definition)
    form = form_class(asked, "en", draft=True)()
    for field in form.fields.values():
        field.required = False
    return asked, tuple((name, form.add_prefix(name), field) for name, field in form.fields.items())
