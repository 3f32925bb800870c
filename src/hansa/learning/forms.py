"""The shape of what learners send."""

from django import forms

from .enums import DataChoice


class DataForm(forms.Form):
    """How much data a lecture may cost."""

    choice = forms.ChoiceField(choices=DataChoice.choices)


class ReportForm(forms.Form):
    """A player's report: where it stands, and the bitmap of what was watched."""

    position = forms.FloatField(min_value=0, max_value=86_400)
    bits = forms.RegexField(regex=r"^(?:[0-9a-fA-F]{2})*$", max_length=8_640, required=False, strip=True)
