"""Questions as they stand on a page before anybody has answered them: the same for everybody, so drawn once."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from hansa.questionnaires.services.fields import form_class

# Each in the languages it is read in; an application's form is the longest, some 60 kB.
MOST_FORMS = 128


def unanswered(definition: Mapping[str, Any], language: str) -> SafeString:
    """Return the questions of a questionnaire in one language, without answers and without the form around them."""
    return _drawn(json.dumps(definition, sort_keys=True), language)


@lru_cache(maxsize=MOST_FORMS)
def _drawn(definition: str, language: str) -> SafeString:
    with translation.override(language):
        form = form_class(json.loads(definition), language)()
        return SafeString(render_to_string("questionnaires/form.html", {"form": form}))
