"""The small form that answers "may I apply?" before anybody signs up. Nothing of it is kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hansa.accounts.selectors import country_choices
from hansa.foundation import clock
from hansa.foundation.ui.widgets import PlainChoiceField
from hansa.portal.selectors.board import Board
from hansa.portal.selectors.words import FIELDS, LEVELS, text

OUTSIDE = "none"
LANGUAGE_LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")


class MayIApplyForm(forms.Form):
    """One field for each kind of rule that the call has; every one may stay empty."""

    def __init__(
        self,
        known: Board,
        rules: Sequence[Mapping[str, Any]],
        *args: Any,
        asked: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        """``asked`` is the question of the call's own form for one's level, whose words this form takes."""
        super().__init__(*args, **kwargs)
        self.known = known
        self.use_required_attribute = False
        self._names: list[list[str]] = []
        for rule in rules:
            fields = {
                name: field
                for name, field in _fields_for(rule, known, asked).items()
                if name not in self.fields
            }
            self.fields.update(fields)
            self._names.append(list(fields))

    @staticmethod
    def names(rules: Sequence[Mapping[str, Any]]) -> set[str]:
        """Return which fields a call's rules have, without making them."""
        return {name for rule in rules for name in _names_for(rule)}

    def by_rule(self) -> list[list[BoundField]]:
        """Return the fields that answer each rule, in the rules' order; one asked before is not asked again."""
        return [[self[name] for name in names] for names in self._names]

    def facts(self) -> dict[str, Any]:
        """Return what was answered, as the rules ask for it; None is unanswered."""
        said = self.cleaned_data if self.is_valid() else {}
        chosen = said.get("member") or None
        row = self.known.member(chosen) if chosen and chosen != OUTSIDE else None
        return {
            "birth_date": said.get("birth_date"),
            "member": "" if chosen == OUTSIDE else (row.key if row else None),
            "member_kind": row.kind if row else None,
            "member_region": row.region if row else None,
            "region": row.region if row else None,
            "member_country": row.country if row else None,
            "country": said.get("residence") or None,
            "residence": said.get("residence") or None,
            "role_level": said.get("role_level") or None,
            "fields": said.get("fields") or None,
            "languages": {
                name.removeprefix("level_"): value
                for name, value in said.items()
                if name.startswith("level_") and value
            },
        }


def _names_for(rule: Mapping[str, Any]) -> list[str]:
    kind = rule.get("kind")
    plain = {"age": "birth_date", "member_of": "member", "residence": "residence"}
    if kind in plain:
        return [plain[kind]]
    if kind == "language":
        return [f"level_{rule.get('language')}"]
    return [name for name, asked in (("role_level", "at_least"), ("fields", "fields")) if rule.get(asked)]


def _fields_for(
    rule: Mapping[str, Any], known: Board, level: Mapping[str, Any] | None
) -> dict[str, forms.Field]:
    kind = rule.get("kind")
    if kind == "age":
        widget = forms.DateInput(
            attrs={"type": "date", "min": "1900-01-01", "max": clock.now().date().isoformat()}
        )
        return {"birth_date": forms.DateField(label=_("Your date of birth"), required=False, widget=widget)}
    if kind == "member_of":
        return {
            "member": PlainChoiceField(label=_("Who you work for"), required=False, choices=_members(known))
        }
    if kind == "residence":
        return {
            "residence": PlainChoiceField(label=_("Where you live"), required=False, choices=_countries())
        }
    if kind == "language":
        label = (
            _("Your level of English") if rule.get("language") == "en" else _("Your level of the language")
        )
        choices = [("", "—"), *((level, level) for level in LANGUAGE_LEVELS)]
        return {
            f"level_{rule.get('language')}": PlainChoiceField(label=label, required=False, choices=choices)
        }
    found: dict[str, forms.Field] = {}
    if rule.get("at_least"):
        named = [(one["key"], text(one["label"])) for one in level["options"]] if level else LEVELS.items()
        found["role_level"] = PlainChoiceField(
            label=text(level["label"]) if level else _("Your level"),
            required=False,
            choices=[("", "—"), *named],
        )
    if rule.get("fields"):
        found["fields"] = forms.MultipleChoiceField(
            label=_("What your work is about"),
            required=False,
            choices=list(FIELDS.items()),
            widget=forms.CheckboxSelectMultiple,
        )
    return found


def _members(known: Board) -> list[tuple[str, str]]:
    rows = sorted(((row.key, text(row.name)) for row in known.members), key=lambda choice: choice[1])
    return [("", "—"), *rows, (OUTSIDE, str(_("None of these")))]


def _countries() -> list[tuple[str, str]]:
    return [("", "—"), *country_choices(get_language() or "en")]
