"""The shape of what an officer says of interviews: hours, and an invitation."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hansa.applications.enums import InterviewWay
from hansa.applications.rules.terms import InterviewTerms
from hansa.applications.services.interview_words import long_day

MOST_DAYS = 60


class HoursForm(forms.Form):
    """Hours of one day in which applicants can be interviewed."""

    day = forms.TypedChoiceField(label=gettext_lazy("Day"), coerce=date.fromisoformat)
    starts = forms.TimeField(
        label=gettext_lazy("From"),
        initial=time(9),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    ends = forms.TimeField(
        label=gettext_lazy("To"),
        initial=time(12),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    minutes = forms.IntegerField(label=gettext_lazy("Minutes each"), min_value=5, max_value=180, initial=20)
    pause = forms.IntegerField(label=gettext_lazy("Minutes between"), min_value=0, max_value=120, initial=5)
    at_once = forms.IntegerField(label=gettext_lazy("How many at once"), min_value=1, max_value=20, initial=1)
    interviewers = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Interviewers, from the panel"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    way = forms.ChoiceField(label=gettext_lazy("How you meet"), choices=InterviewWay.choices)
    link = forms.URLField(
        label=gettext_lazy("Link of the video call"),
        help_text=gettext_lazy("Needed where you meet by video."),
        required=False,
        assume_scheme="https",
    )
    place = forms.CharField(
        label=gettext_lazy("Place, or who calls whom"),
        help_text=gettext_lazy("Needed where you meet in person; by phone, say who calls which number."),
        required=False,
        max_length=200,
    )

    def __init__(
        self, *args: Any, terms: InterviewTerms, panel: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        first, last = terms.opens_on, terms.closes_on or terms.opens_on
        day = self.fields["day"]
        assert isinstance(day, forms.ChoiceField)
        if first is not None and last is not None:
            many = min((last - first).days + 1, MOST_DAYS)
            days = [first + timedelta(days=number) for number in range(many)]
            day.choices = [(one.isoformat(), long_day(one)) for one in days]
        else:
            self.fields["day"] = forms.DateField(
                label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            )
            self.order_fields(["day"])
        self.fields["minutes"].initial = terms.minutes
        people = self.fields["interviewers"]
        assert isinstance(people, forms.ChoiceField)
        people.choices = [(str(key), name) for key, name in panel]


class InviteForm(forms.Form):
    """Whom to invite, and by when they choose a time."""

    book_by = forms.DateField(
        label=gettext_lazy("They choose a time by the end of"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Say by when they choose a time.")},
    )
    applications = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Applicants"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one applicant.")},
    )

    def __init__(
        self,
        *args: Any,
        people: list[tuple[int, str]],
        zone: str,
        now: datetime,
        first: datetime | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._zone, self._now = zone, now
        chosen = self.fields["applications"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(str(key), name) for key, name in people]
        chosen.initial = [str(key) for key, _name in people]
        self.fields["book_by"].initial = self._proposed(first)

    def _proposed(self, first: datetime | None) -> date:
        """A week from now, or two days before the first hours where these come sooner."""
        here = ZoneInfo(self._zone)
        today = self._now.astimezone(here).date()
        week = today + timedelta(days=7)
        if first is None:
            return week
        return max(today + timedelta(days=1), min(week, first.astimezone(here).date() - timedelta(days=2)))

    def clean_book_by(self) -> datetime:
        moment = end_of(self.cleaned_data["book_by"], self._zone)
        if moment <= self._now:
            raise forms.ValidationError(_("This day is over. Choose a later one."))
        return moment


def end_of(day: date, zone: str) -> datetime:
    """Return the last second of a day by a city's clock."""
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(zone))
