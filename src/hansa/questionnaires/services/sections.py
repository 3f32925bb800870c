"""A long form in parts: what belongs together, and what of it still wants an answer."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hansa.foundation.i18n import in_language
from hansa.questionnaires.rules import applying, is_blank, section_applies, sections_of
from hansa.questionnaires.services.conditions import dependent
from hansa.questionnaires.services.fields import QuestionsForm


@dataclass(frozen=True)
class Asked:
    """A question that has to be answered: its name in the page, where to find it, and whether it is.

    One that does not apply stands in the page as well, since the next answer may bring it up.
    """

    name: str
    anchor: str
    label: str
    is_answered: bool
    applies: bool = True

    @property
    def is_open(self) -> bool:
        """Whether it still wants an answer."""
        return self.applies and not self.is_answered


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
        return sum(1 for one in self.asked if one.is_open)

    @property
    def applies(self) -> bool:
        """Whether anything of what it needs is asked now."""
        return any(one.applies for one in self.asked)


@dataclass(frozen=True)
class _Drawn:
    """A field before anybody has written into it: where it is, its HTML, and the HTML around what is written.

    Where an answer is no text (something chosen, ticked, put in order) there is nothing around it.
    """

    name: str
    anchor: str
    blank: SafeString
    around: tuple[str, str] | None


# Nobody can guess it, so nothing that anybody writes is ever taken for the place of an answer.
_PLACE = secrets.token_hex(16)
_WRITTEN = frozenset({"text", "long_text", "number", "date"})


def parts_of(
    definition: Mapping[str, Any], form: QuestionsForm, answers: Mapping[str, Any], language: str
) -> list[Part]:
    """Return a form's questions in parts: as the definition names them, else by what answering asks of somebody."""
    parts: dict[str, Part] = {}
    sections = sections_of(definition)
    applies = {entry["key"] for entry in applying(definition, answers)}
    headings: dict[str, tuple[str, str]] = {}
    for entry in definition.get("questions", []):
        name = entry["key"]
        key, title = headings[name] = _heading(entry, sections, headings, language)
        part = parts.setdefault(key, Part(key, title))
        drawn = form.drawn.get(name)
        if drawn is None:
            drawn = form.drawn[name] = _drawn(type(form), name, entry["kind"])
        shown = _field(form, name, drawn)
        if entry.get("only_if"):
            shown = dependent(shown, definition, entry, language, applies=name in applies)
        part.fields.append(shown)
        if entry.get("required"):
            label = in_language(entry["label"], language)
            answered = not is_blank(answers.get(name)) and not (form.is_bound and form[name].errors)
            part.asked.append(Asked(drawn.name, drawn.anchor, label, answered, name in applies))
    for key, section in sections.items():
        if section.get("only_if") and key in parts:
            part = parts[key]
            holds = section_applies(definition, key, answers)
            part.fields = [dependent("".join(part.fields), definition, section, language, applies=holds)]
    return list(parts.values())


def _drawn(kind: type[QuestionsForm], name: str, asked: str) -> _Drawn:
    """Draw a field of a form that nobody has answered; kept with the form, which is built once for all."""
    bound = kind()[name]
    around: tuple[str, str] | None = None
    if asked in _WRITTEN:
        before, after = kind(initial={name: _PLACE})[name].as_field_group().split(_PLACE)
        around = before, after
    anchor = bound.auto_id if bound.use_fieldset else bound.id_for_label
    return _Drawn(bound.html_name, anchor, bound.as_field_group(), around)


def _field(form: QuestionsForm, name: str, drawn: _Drawn) -> SafeString:
    """Write a field with what was answered so far; only what is wrong or chosen has to be drawn anew."""
    if not form.is_bound:
        value = form.initial.get(name)
        if value is None or value == "":
            return drawn.blank
        if drawn.around is not None and isinstance(value, str | int):
            return SafeString(escape(value).join(drawn.around))
    return form[name].as_field_group()


def _heading(
    entry: Mapping[str, Any],
    sections: Mapping[str, Mapping[str, Any]],
    above: Mapping[str, tuple[str, str]],
    language: str,
) -> tuple[str, str]:
    named = entry.get("section")
    if isinstance(named, str) and named in sections:
        return named, in_language(sections[named]["title"], language)
    if isinstance(named, Mapping):
        title = in_language(dict(named), language)
        return title, title
    if named:
        return str(named), str(named)
    if entry.get("only_if"):
        # What an answer brings up stands where that answer is given.
        return above[entry["only_if"][0]["question"]]
    if entry["kind"] == "long_text":
        return "words", _("In your own words")
    if entry["kind"] == "consent":
        return "consent", _("What you agree to")
    return "facts", _("About your work")
