"""What the office types about packs and calls. Dates are days and hours of the edition's own clock."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hansa.programmes.services.rehearsals import MOST_PEOPLE
from hansa.programmes.services.uploads import MOST_BYTES

DAY_LABELS = {
    "interviews_open": gettext_lazy("Interviews begin"),
    "interviews_close": gettext_lazy("Interviews end"),
    "decisions_on": gettext_lazy("Decisions are sent"),
    "starts_on": gettext_lazy("The edition begins"),
    "ends_on": gettext_lazy("The edition ends"),
    "closes_at": gettext_lazy("Applications close"),
    "places": gettext_lazy("Places"),
    "reviews_per_application": gettext_lazy("Reviews for each application"),
}


def _day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class UploadForm(forms.Form):
    """A pack as a zip of its folder, or its pack.yaml alone."""

    pack = forms.FileField(
        label=gettext_lazy("Pack"),
        help_text=gettext_lazy(
            "A zip of the pack’s folder, or its pack.yaml alone. Nothing changes before you have seen the plan."
        ),
        error_messages={"required": gettext_lazy("Choose a file first.")},
    )

    def clean_pack(self) -> UploadedFile:
        """Refuse what is too large before it is read."""
        pack: UploadedFile = self.cleaned_data["pack"]
        if pack.size is not None and pack.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is %(size)s MB; we can take %(most)s. Keep films and scans out of packs.")
                % {"size": pack.size // 1_000_000, "most": MOST_BYTES // 1_000_000}
            )
        return pack


class RehearsalForm(forms.Form):
    """How many invented people, and from which seed: the same seed gives the same rehearsal."""

    people = forms.IntegerField(label=gettext_lazy("People"), min_value=1, max_value=MOST_PEOPLE, initial=60)
    seed = forms.IntegerField(label=gettext_lazy("Seed"), min_value=0, max_value=2**31 - 1, initial=1)


class ReasonForm(forms.Form):
    """Why a call is amended; applicants read it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("It stands on the programme’s page beside the old date."),
        error_messages={"required": gettext_lazy("Say why. Applicants planned with what was announced.")},
    )


class CloseEarlyForm(ReasonForm):
    """Close the call now."""


class CancelForm(ReasonForm):
    """Cancel the call for good."""

    sure = forms.BooleanField(
        label=gettext_lazy("Cancel this call for good"),
        error_messages={"required": gettext_lazy("Tick the box: a cancelled call cannot be opened again.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _(
            "It stands in the letter to everybody who began or sent an application."
        )


class ExtendForm(ReasonForm):
    """A later deadline, by the clock of the edition's place."""

    until_day = forms.DateField(label=gettext_lazy("New last day"), widget=_day_input())
    until_time = forms.TimeField(
        label=gettext_lazy("Hour"),
        initial="23:59",
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    field_order = ["until_day", "until_time", "reason"]

    def until(self, zone: str) -> datetime:
        """Return the new deadline as an instant."""
        day, hour = self.cleaned_data["until_day"], self.cleaned_data["until_time"]
        return datetime.combine(day, hour, tzinfo=ZoneInfo(zone))


class BringForwardForm(ReasonForm):
    """Later days of a call, each of which may come earlier; a day left as it stands stays."""

    def __init__(self, *args: Any, days: Mapping[str, date | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = {name: day for name, day in days.items() if name in DAY_LABELS and day is not None}
        for name, day in self.standing.items():
            self.fields[name] = forms.DateField(
                label=DAY_LABELS[name], initial=day, required=False, widget=_day_input()
            )
        self.order_fields([*self.standing, "reason"])

    def clean(self) -> dict[str, Any]:
        """Refuse a form that moves nothing."""
        cleaned = super().clean() or {}
        if not self.errors and not self.moved():
            raise forms.ValidationError(_("No day is earlier than it was. Change at least one."))
        return cleaned

    def moved(self) -> dict[str, date]:
        """Return the days that were changed."""
        return {
            name: day
            for name, standing in self.standing.items()
            if (day := self.cleaned_data.get(name)) is not None and day != standing
        }


class PlacesForm(ReasonForm):
    """How many places the call gives."""

    places = forms.IntegerField(label=gettext_lazy("Places"), min_value=1, max_value=100_000)
    field_order = ["places", "reason"]


class TextsForm(forms.Form):
    """Title and summary in every language; English is the one that must stand."""

    def __init__(
        self, *args: Any, title: Mapping[str, str], summary: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            direction = {"lang": code, "dir": "rtl" if code == "ar" else "ltr"}
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title in %(language)s") % {"language": name},
                initial=title.get(code, ""),
                required=code == "en",
                max_length=300,
                widget=forms.TextInput(attrs=direction),
            )
            self.fields[f"summary_{code}"] = forms.CharField(
                label=_("Summary in %(language)s") % {"language": name},
                initial=summary.get(code, ""),
                required=code == "en",
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 3, **direction}),
            )

    def texts(self, field: str) -> dict[str, str]:
        """Return a field's texts by language."""
        return {code: self.cleaned_data.get(f"{field}_{code}", "") for code, _name in settings.LANGUAGES}
