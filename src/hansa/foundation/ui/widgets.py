"""Form widgets that are written at once: lists to choose from are long, and a template for each option is dear."""

from typing import Any

from django import forms
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString


class PlainSelect(forms.Select):
    """A list to choose from without groups, written without a template: a list of countries has 250."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = "" if value is None else str(value)
        options = "\n".join(
            f'<option value="{escape(key)}"{" selected" if str(key) == chosen else ""}>{escape(label)}</option>'
            for key, label in self.choices
        )
        final = self.build_attrs({"class": "input", **self.attrs}, {**(attrs or {}), "name": name})
        shown = format_html_join(
            "", ' {}="{}"', ((k, k if v is True else v) for k, v in final.items() if v is not False)
        )
        return format_html("<select{}>{}</select>", shown, SafeString(options))


class PlainChoiceField(forms.ChoiceField):
    """One of several, chosen from a plain list."""

    widget = PlainSelect
