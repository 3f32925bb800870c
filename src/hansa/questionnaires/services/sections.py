"""A long form in parts: what belongs together, and what of it still wants an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hansa.foundation.i18n import in_language
from hansa.questionnaires.rules import is_blank


@dataclass(frozen=True)
class Asked:
    """A question that has to be answered: its name in the page, where to find it, and whether it is."""

    name: str
    anchor: str
    label: str
    is_answered: bool


@dataclass
class Part:
    """Some questions under one heading."""

    key: str
    title: str
    fields: list[SafeString] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    @property
    def missing(self) -> int:
        """How many questions of this part still want an answer."""
        return sum(1 for one in self.asked if not one.is_answered)


def parts_of(
    definition: Mapping[str, Any], form: forms.Form, answers: Mapping[str, Any], language: str
) -> list[Part]:
    """Return a form's questions in parts: as the definition names them, else by what answering asks of somebody."""
    parts: dict[str, Part] = {}
    for entry in definition.get("questions", []):
        key, title = _heading(entry, language)
        part = parts.setdefault(key, Part(key, title))
        bound = form[entry["key"]]
        part.fields.append(bound.as_field_group())
        if entry.get("required"):
            anchor = bound.auto_id if bound.use_fieldset else bound.id_for_label
            label = in_language(entry["label"], language)
            answered = not is_blank(answers.get(entry["key"])) and not bound.errors
            part.asked.append(Asked(bound.html_name, anchor, label, answered))
    return list(parts.values())


def _heading(entry: Mapping[str, Any], language: str) -> tuple[str, str]:
    named = entry.get("section")
    if isinstance(named, Mapping):
        title = in_language(dict(named), language)
        return title, title
    if named:
        return str(named), str(named)
    if entry["kind"] == "long_text":
        return "words", _("In your own words")
    if entry["kind"] == "consent":
        return "consent", _("What you agree to")
    return "facts", _("About your work")
