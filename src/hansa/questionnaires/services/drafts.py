"""What somebody writes while they write: read from the page without building the page's form."""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Field

from hansa.questionnaires.rules import is_blank
from hansa.questionnaires.services.fields import form_class

# As many questionnaires as are written on at one time; each is a handful of fields.
MOST_FORMS = 128


def draft_answers(definition: str, data: Mapping[str, Any]) -> tuple[dict[str, Any], int]:
    """Return what of a page's fields can be kept, as ``answers_of`` a draft's form does, and how many do not fit.

    ``definition`` is the questionnaire's as the database writes it: the same words are the same questions, so the
    fields are made once for all who write, and none of them keeps anything of what it has read.
    """
    answers, wrong = {}, 0
    for name, called, field in _fields(definition):
        try:
            value = field.clean(field.widget.value_from_datadict(data, {}, called))
        except ValidationError:
            wrong += 1
            continue
        plain = value.isoformat() if isinstance(value, date) else value
        if not is_blank(plain):
            answers[name] = plain
    return answers, wrong


@lru_cache(maxsize=MOST_FORMS)
def _fields(definition: str) -> tuple[tuple[str, str, Field], ...]:
    form = form_class(json.loads(definition), "en", draft=True)()
    for field in form.fields.values():
        field.required = False
    return tuple((name, form.add_prefix(name), field) for name, field in form.fields.items())
