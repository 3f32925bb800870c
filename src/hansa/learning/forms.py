"""The shape of what learners send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .enums import DataChoice


class DataForm(forms.Form):
    """How much data a lecture may cost; the labels carry the size of the lecture at hand."""

    choice = forms.ChoiceField(label=_("How much data may a lecture cost?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, labels: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = labels or {}
        field = self.fields["choice"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(choice.value, said.get(choice.value, str(choice.label))) for choice in DataChoice]


class ReportForm(forms.Form):
    """A player's report: where it stands, and the bitmap of what was watched."""

    position = forms.FloatField(min_value=0, max_value=86_400)
    bits = forms.RegexField(regex=r"^(?:[0-9a-fA-F]{2})*$", max_length=8_640, required=False, strip=True)
