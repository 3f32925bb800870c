"""Form widgets that are written at once: lists to choose from are long, and a template for each option is dear."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.choices import BaseChoiceIterator
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString


def _option(key: Any, label: Any, chosen: bool) -> str:
    return f'<option value="{escape(key)}"{" selected" if chosen else ""}>{escape(label)}</option>'


class KeptChoices(BaseChoiceIterator):
    """Choices that are the same for everybody who reads a language: their options are written once, then kept."""

    def __init__(self, choices: Iterable[tuple[str, str]]) -> None:
        self._choices = tuple(choices)
        self._labels = dict(self._choices)
        self._spans: dict[str, tuple[int, int]] = {}
        options, at = [], 0
        for key, label in self._choices:
            options.append(_option(key, label, False))
            self._spans[key] = (at, at + len(options[-1]))
            at += len(options[-1]) + 1
        self._drawn = "\n".join(options)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._choices)

    def drawn(self, chosen: str) -> str:
        """Return the options as HTML, one of them chosen."""
        if chosen not in self._spans:
            return self._drawn
        begins, ends = self._spans[chosen]
        option = _option(chosen, self._labels[chosen], True)
        return f"{self._drawn[:begins]}{option}{self._drawn[ends:]}"


class PlainSelect(forms.Select):
    """A list to choose from without groups, written without a template: a list of countries has 250."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = "" if value is None else str(value)
        # The stubs know a widget's choices as a list; Django keeps an iterator as it is.
        choices: Any = self.choices
        if isinstance(choices, KeptChoices):
            options = choices.drawn(chosen)
        else:
            options = "\n".join(_option(key, label, str(key) == chosen) for key, label in choices)
        final = self.build_attrs({"class": "input", **self.attrs}, {**(attrs or {}), "name": name})
        shown = format_html_join(
            "", ' {}="{}"', ((k, k if v is True else v) for k, v in final.items() if v is not False)
        )
        return format_html("<select{}>{}</select>", shown, SafeString(options))


class PlainChoiceField(forms.ChoiceField):
    """One of several, chosen from a plain list."""

    widget = PlainSelect
