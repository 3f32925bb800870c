from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from hansa.foundation.ui.widgets import PlainChoiceField

from .enums import Entry
from .models import Event


class WalkInForm(forms.Form):
    """Somebody at the door who is not on the list."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"))


class SearchForm(forms.Form):
    """Whom to find on the guest list."""

    q = forms.CharField(
        label=_("Name, number or address"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"type": "search"}),
    )


class AnnounceForm(forms.Form):
    """When an event is, by the clock of its place, and how many seats it has."""

    starts_on = forms.DateField(
        label=_("First day"), required=False, widget=forms.DateInput({"type": "date"})
    )
    ends_on = forms.DateField(label=_("Last day"), required=False, widget=forms.DateInput({"type": "date"}))
    starts_time = forms.TimeField(
        label=_("Begins at"),
        required=False,
        widget=forms.TimeInput({"type": "time"}),
        help_text=_("By the clock of its city."),
    )
    ends_time = forms.TimeField(label=_("Ends at"), required=False, widget=forms.TimeInput({"type": "time"}))
    capacity = forms.IntegerField(
        label=_("Seats"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("Empty: to be announced, and nobody waits."),
    )
    registration = PlainChoiceField(label=_("Who registers"), choices=Entry.choices)

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning, and hours without their day."""
        given = super().clean() or {}
        first, last = given.get("starts_on"), given.get("ends_on") or given.get("starts_on")
        begins, ends = given.get("starts_time"), given.get("ends_time")
        if last and not first:
            self.add_error("starts_on", _("Give the first day, too."))
        elif first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first."))
        elif (begins or ends) and not first:
            self.add_error("starts_on", _("An hour needs its day."))
        elif begins and ends and first == last and ends <= begins:
            self.add_error("ends_time", _("It would end before it begins."))
        return given

    def asked(self, event: Event) -> dict[str, Any]:
        """Return what was typed, as ``services.announce`` takes it."""
        given = self.cleaned_data
        zone = ZoneInfo(event.time_zone)
        first, last = given["starts_on"], given["ends_on"] or given["starts_on"]
        begins, ends = given["starts_time"], given["ends_time"]
        return {
            "starts_on": first,
            "ends_on": last,
            "starts_at": datetime.combine(first, begins, zone) if first and begins else None,
            "ends_at": datetime.combine(last, ends, zone) if last and ends else None,
            "capacity": given["capacity"],
            "registration": given["registration"],
        }

    @staticmethod
    def of(event: Event) -> dict[str, Any]:
        """Return how the event stands, for the form's first showing."""
        zone = ZoneInfo(event.time_zone)
        return {
            "starts_on": event.days.first_day,
            "ends_on": event.days.last_day,
            "starts_time": event.starts_at.astimezone(zone).time() if event.starts_at else None,
            "ends_time": event.ends_at.astimezone(zone).time() if event.ends_at else None,
            "capacity": event.capacity,
            "registration": event.registration,
        }
