"""What letters and their programmes are called where the office reads of them: by their words, never by their keys."""

from typing import Any

from django.db.models.fields.json import KeyTransform
from django.http import HttpRequest
from django.utils.translation import get_language

from hansa.foundation import scope
from hansa.foundation.office.keeping import keep

from .. import selectors
from ..models import LetterTemplate
from ..rules import title_of


def titles(request: HttpRequest) -> dict[str, str]:
    """Return the title of each letter that this person sees, by key: in the language spoken, else in English."""
    return keep(request, "letter titles", request.user.pk, read=lambda: _titles(request.user))


def _titles(person: Any) -> dict[str, str]:
    subjects = {
        language: KeyTransform("subject", KeyTransform(language, "texts"))
        for language in dict.fromkeys((get_language() or "en", "en"))
    }
    mine = scope.visible(person, LetterTemplate.objects.all()).order_by("key")
    rows = mine.values_list("key", *subjects.values())
    return {
        key: title_of(next((subject for subject in found if subject), "")) or name_of(key)
        for key, *found in rows
    }


def name_of(key: str) -> str:
    """Return a letter's own name, the same in every programme: ``accepted``."""
    return key.rpartition(":")[2]


def by_name(request: HttpRequest) -> dict[str, str]:
    """Return the title of each letter by its own name, as the first programme that has it writes it."""
    found: dict[str, str] = {}
    for key, title in titles(request).items():
        found.setdefault(name_of(key), title)
    return found


def programmes(request: HttpRequest) -> dict[str, str]:
    """Return what each programme that letters belong to is called, in the language spoken."""
    return keep(request, "letter topics", read=lambda: selectors.topic_names(get_language() or "en"))
