"""What the office types about packs and calls. Dates are days and hours of the edition's own clock."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from hansa.accounts.selectors import country_choices, time_zone_choices
from hansa.foundation.i18n import in_language
from hansa.foundation.ui import dates
from hansa.foundation.ui.widgets import PlainChoiceField
from hansa.network.selectors import offices
from hansa.programmes.enums import AMENDED
from hansa.programmes.selectors import edition
from hansa.programmes.services.rehearsals import MOST_PEOPLE
from hansa.programmes.services.uploads import MOST_BYTES

DAY_LABELS = AMENDED


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


class PauseForm(ReasonForm):
    """Pause a call, or let it go on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("It stands on the programme’s page.")


class AttachmentForm(forms.Form):
    """A paper that anybody may take from the call's page."""

    label = forms.CharField(
        label=gettext_lazy("What is it?"),
        max_length=120,
        help_text=gettext_lazy("In the language of the paper: Programme of the week; Nomination form."),
    )
    language = PlainChoiceField(label=gettext_lazy("Its language"))
    file = forms.FileField(
        label=gettext_lazy("PDF"),
        help_text=gettext_lazy("Up to 8 MB. Who wrote it is taken out of the file as it comes in."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language: Any = self.fields["language"]
        language.choices = list(settings.LANGUAGES)


class PhotographForm(forms.Form):
    """A picture for an edition's page, with what it shows in words."""

    file = forms.FileField(
        label=gettext_lazy("Photograph"),
        help_text=gettext_lazy(
            "JPEG, PNG, WebP or a telephone’s HEIC, up to 15 MB. Where it was taken, and with what, is left out."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/heic,.heic"}),
    )
    shows = forms.CharField(
        label=gettext_lazy("What can be seen on it"),
        max_length=240,
        help_text=gettext_lazy("In English, for those who do not see it: Participants at a table with maps."),
    )
    credit = forms.CharField(label=gettext_lazy("Who took it"), max_length=120, required=False)
    agreed = forms.BooleanField(
        label=gettext_lazy("Everybody who can be recognised on it knows that it is shown, and agrees"),
        error_messages={
            "required": gettext_lazy("Ask the people on it first; without their agreement it is not shown.")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            if code != "en":
                self.fields[f"shows_{code}"] = forms.CharField(
                    label=name, max_length=240, required=False,
                    widget=forms.TextInput(attrs={"lang": code, "dir": "auto"}),
                )  # fmt: skip

    @property
    def first(self) -> list[forms.BoundField]:
        """The fields that everybody fills in."""
        return [self[name] for name in ("file", "shows", "credit")]

    @property
    def other_languages(self) -> list[forms.BoundField]:
        """What can be seen, in the other languages."""
        return [field for field in self if field.name.startswith("shows_")]

    def said(self) -> dict[str, str]:
        """Return what can be seen by language; asked of a form that is valid."""
        return {
            code: self.cleaned_data["shows" if code == "en" else f"shows_{code}"]
            for code, _name in settings.LANGUAGES
        }


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


class TemplateForm(forms.Form):
    """What is one's own in a programme from a template: its name, its days, its place, its office."""

    title = forms.CharField(
        label=gettext_lazy("What is it called?"),
        max_length=200,
        help_text=gettext_lazy("In English. Include the year: Harbour workshop 2027."),
    )
    slug = forms.RegexField(
        label=gettext_lazy("Its short name in addresses"),
        regex=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=80,
        required=False,
        help_text=gettext_lazy("Small letters, digits and hyphens. Left empty, we make it from the name."),
        error_messages={
            "invalid": gettext_lazy("Small letters, digits and single hyphens, as in harbour-workshop-2027.")
        },
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    starts_on = forms.DateField(label=gettext_lazy("First day"), widget=_day_input())
    closes_on = forms.DateField(label=gettext_lazy("Last day to apply"), required=False, widget=_day_input())
    city = forms.CharField(label=gettext_lazy("City"), max_length=80, required=False)
    country = PlainChoiceField(label=gettext_lazy("Country"), required=False)
    time_zone = PlainChoiceField(label=gettext_lazy("Time zone"))
    office = PlainChoiceField(label=gettext_lazy("Who runs it?"), required=False)

    def __init__(self, *args: Any, template: Any, network: Any, earliest: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earliest, self.template = earliest, template
        language = get_language() or "en"
        self._choices("country", [("", "—"), *country_choices(language)], network.country)
        self._choices("time_zone", time_zone_choices(), network.time_zone)
        secretariat = gettext_lazy("The secretariat")
        self._choices(
            "office",
            [("", secretariat), *((row.key, in_language(row.name, language)) for row in offices())],
            "",
        )
        self.fields["city"].initial = network.city
        self.fields["starts_on"].help_text = _(
            "%(earliest)s or later. Every other day follows from it; you see them all before anything is public."
        ) % {"earliest": dates.day(earliest)}
        for code, name in settings.LANGUAGES:
            if code != "en" and code in (network.details.get("languages") or []):
                self.fields[f"title_{code}"] = forms.CharField(
                    label=_("Name (%(language)s)") % {"language": name}, max_length=200, required=False,
                    widget=forms.TextInput(attrs={"lang": code, "dir": "auto"}),
                )  # fmt: skip
        if template.call is None:
            del self.fields["closes_on"]
        else:
            gap = (template.edition.starts_on - template.call.closes_at.date()).days // 7
            self.fields["closes_on"].help_text = ngettext(
                "Left empty, applications close %(weeks)s week before the first day.",
                "Left empty, applications close %(weeks)s weeks before the first day.",
                gap,
            ) % {"weeks": gap}
        if template.edition.place is not None and template.edition.place.online:
            del self.fields["city"], self.fields["country"]

    def _choices(self, field: str, choices: Any, initial: str) -> None:
        chosen = self.fields[field]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices, chosen.initial = choices, initial

    def clean(self) -> dict[str, Any]:
        """Refuse days that cannot be, and an address that is taken."""
        said = super().clean() or {}
        starts, closes = said.get("starts_on"), said.get("closes_on")
        if starts and closes and closes > starts:
            self.add_error("closes_on", _("Applications close before the first day."))
        if starts and not closes and starts < self.earliest:
            self.add_error(
                "starts_on",
                _(
                    "That leaves applicants less than two weeks. Choose %(earliest)s or later, or say a last day to apply."
                )
                % {"earliest": dates.day(self.earliest)},
            )
        if not said.get("slug") and said.get("title") and "slug" not in self.errors:
            said["slug"] = slugify(said["title"])[:80].strip("-") or (
                f"programme-{starts:%Y-%m}" if starts else ""
            )
        if said.get("slug") and edition(said["slug"]) is not None:
            self.add_error(
                "slug",
                _("There is a programme at this address already. Put the year into it, or another word."),
            )
        return said

    def in_other_languages(self) -> list[Any]:
        """Return the fields for its name in other languages, which may wait."""
        return [self[name] for name in self.fields if name.startswith("title_")]

    def at_once(self) -> list[Any]:
        """Return the fields of the first look."""
        return [self[name] for name in self.fields if not name.startswith("title_")]

    def made(self) -> dict[str, Any]:
        """Return what ``services.start_from_template`` takes."""
        said = self.cleaned_data
        titles = {"en": said["title"]} | {
            name.removeprefix("title_"): said[name]
            for name in said
            if name.startswith("title_") and said[name]
        }
        return {
            "slug": said["slug"],
            "title": titles,
            "starts_on": said["starts_on"],
            "closes_on": said.get("closes_on"),
            "time_zone": said["time_zone"],
            "city": {"en": said["city"]} if said.get("city") else None,
            "country": said.get("country", ""),
            "office": said["office"],
        }
