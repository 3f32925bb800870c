"""What of a call's page is the same for everybody who may see it: its rules, and its forms before anybody has written."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from hansa.foundation.ui.parts import facts
from hansa.programmes.office import outline

_rules: dict[tuple[str | None, str], SafeString] = {}
# Some dozens of calls in seven languages; a bound all the same.
MOST_KEPT = 256


def rules_of(rules: dict[str, Any], regions: dict[str, dict[str, str]]) -> SafeString:
    """Write a call's rules; kept by what they say, so changed rules are written anew."""
    key = (get_language(), repr((rules, regions)))
    known = _rules.get(key)
    if known is None:
        if len(_rules) >= MOST_KEPT:
            _rules.clear()
        known = _rules[key] = facts(outline.call_rules(rules, regions))
    return known


@dataclass(frozen=True)
class ShownForm:
    """A form as the page shows it: its fields, and what is wrong with it where it was sent."""

    fields: SafeString
    sent: forms.Form | None = None


def as_sent(form: forms.Form) -> ShownForm:
    """Return a form that somebody sent, with what is wrong in it."""
    return ShownForm(SafeString("".join(field.as_field_group() for field in form)), form)


def blank(kind: type[forms.Form], prefix: str, given: Iterable[tuple[str, Any]] = ()) -> ShownForm:
    """Return a form that nobody has written into, with what the call gives for it; drawn once for each language."""
    return _blank(kind, prefix, tuple(given), get_language())


@lru_cache(maxsize=MOST_KEPT)
def _blank(
    kind: type[forms.Form], prefix: str, given: tuple[tuple[str, Any], ...], language: str | None
) -> ShownForm:
    options: dict[str, Any] = {name: dict(value) for name, value in given}
    form = kind(prefix=prefix, **options)
    return ShownForm(as_sent(form).fields)
