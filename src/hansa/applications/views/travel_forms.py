"""What a participant types for the journey, a form a step. Nothing is required: a draft is kept as it is."""

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hansa.accounts.selectors import country_choices
from hansa.applications.enums import Visa
from hansa.applications.models import TravelPlan
from hansa.applications.rules import travel as rules
from hansa.applications.services.travelling import Said
from hansa.foundation.ui import dates
from hansa.foundation.ui.widgets import KeptChoices, PlainChoiceField

# Isolated and unbroken: in a line of Arabic its parts would stand the other way round.
_NUMBER = "\u2066+82\u00a02\u00a01234\u00a05678\u2069"
_DAY_WRONG = _("A date has a day, a month and a year, as in 2017-10-13.")
_LATIN = {"dir": "ltr", "autocapitalize": "characters", "spellcheck": "false", "autocomplete": "off"}


@lru_cache(maxsize=16)
def _countries(language: str) -> KeptChoices:
    return KeptChoices([("", "—"), *country_choices(language)])


def _day(label: Any, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _DAY_WRONG},
    )


def _hour(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        input_formats=["%H:%M", "%H:%M:%S"],
        error_messages={"invalid": _("An hour is written as in 14:30.")},
    )


def _words(label: Any, most: int, hint: Any = "", **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=most, widget=forms.TextInput(attrs=attrs)
    )


class Step(forms.Form):
    """A step: knows the edition, reads what is kept, and gives what fits of what was typed."""

    #: What is to be there in the end. A draft says so and does not insist on it.
    wanted: ClassVar[tuple[str, ...]] = ()
    use_required_attribute = False

    def __init__(self, *args: Any, edition: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        self._want(True)

    def _want(self, is_wanted: bool) -> None:
        for name in self.wanted:
            self.fields[name].required = is_wanted

    def full_clean(self) -> None:
        """Check what was typed as a draft: nothing that is wanted has to be there yet."""
        self._want(False)
        super().full_clean()
        self._want(True)

    @classmethod
    def kept(cls, plan: TravelPlan | None, said: Said, zone: str) -> dict[str, Any]:
        """Return what is kept, as the form's first values."""
        raise NotImplementedError  # each part of the journey keeps other things

    def said(self) -> dict[str, Any]:
        """Return what is to be kept: what was typed, and what was kept before where that does not fit."""
        wrong = {name: self.initial.get(name) for name in self.errors}
        return {**self.cleaned_data, **wrong}


class PassportForm(Step):
    """The visa, and the passport as it stands in the passport."""

    wanted = ("visa", *rules.PASSPORT)
    visa = forms.ChoiceField(
        label=_("Do you need a visa?"), choices=Visa.choices, required=False, widget=forms.RadioSelect
    )
    name = _words(
        _("Name as in the passport"),
        80,
        _("As in the two lines at the foot of the page, in Latin letters."),
        **_LATIN,
    )
    number = _words(_("Number of the passport"), 20, **_LATIN)
    nationality = PlainChoiceField(label=_("Nationality"), required=False)
    expires_on = _day(_("Valid until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["nationality"]
        field.choices = _countries(get_language() or "en")

    @classmethod
    def kept(cls, plan: TravelPlan | None, said: Said, zone: str) -> dict[str, Any]:
        """Return the visa and the passport."""
        return {"visa": plan.visa if plan else "", **said.passport}

    def clean_number(self) -> str:
        """Refuse what no passport has as its number."""
        number = rules.tidy_number(self.cleaned_data["number"])
        if number and not rules.is_number(number):
            raise forms.ValidationError(
                _("A passport’s number has 5 to 15 letters and digits, as in M12345678.")
            )
        return number

    def clean_expires_on(self) -> date | None:
        """Refuse a passport that ends before the programme does."""
        day: date | None = self.cleaned_data["expires_on"]
        last = self.edition.ends_on or self.edition.starts_on
        if day is not None and rules.passport_ends_early(day, last):
            raise forms.ValidationError(
                _(
                    "It ends before the programme does, on %(day)s. Renew it first, then write the new one here."
                ),
                params={"day": dates.day(last)},
            )
        return day


class JourneyForm(Step):
    """Arrival and departure, by the clock of the place."""

    wanted = ("arrives_day", "arrives_hour", "departs_day", "departs_hour")
    arrives_day = _day(_("Day of arrival"))
    arrives_hour = _hour(_("Hour of arrival"))
    arrival_flight = _words(_("Flight or train"), 40, **_LATIN)
    arrival_airport = _words(_("Airport or station"), 80)
    departs_day = _day(_("Day of departure"))
    departs_hour = _hour(_("Hour of departure"))
    departure_flight = _words(_("Flight or train"), 40, **_LATIN)
    departure_airport = _words(_("Airport or station"), 80)

    @classmethod
    def kept(cls, plan: TravelPlan | None, said: Said, zone: str) -> dict[str, Any]:
        """Return both ways by the programme's clock."""
        if plan is None:
            return {}
        kept: dict[str, Any] = {}
        for name, moment in (("arrives", plan.arrives_at), ("departs", plan.departs_at)):
            if moment is not None:
                local = moment.astimezone(ZoneInfo(zone))
                kept |= {f"{name}_day": local.date(), f"{name}_hour": local.time()}
        names = ("arrival_flight", "arrival_airport", "departure_flight", "departure_airport")
        return kept | {name: getattr(plan, name) for name in names}

    def clean(self) -> dict[str, Any]:
        """Ask for the other half of a moment, and for an order that can be."""
        cleaned = super().clean() or {}
        for name in ("arrives", "departs"):
            day, hour = cleaned.get(f"{name}_day"), cleaned.get(f"{name}_hour")
            if (day is None) != (hour is None) and not {f"{name}_day", f"{name}_hour"} & set(self.errors):
                lacking = "hour" if hour is None else "day"
                self.add_error(f"{name}_{lacking}", _("Day and hour belong together. Add the other."))
        arrives, departs = self._moment("arrives"), self._moment("departs")
        if arrives is not None and departs is not None and departs <= arrives:
            self.add_error("departs_day", _("You cannot leave before you arrive. Look at the two days."))
        return cleaned

    def _moment(self, name: str, kept: Mapping[str, Any] | None = None) -> datetime | None:
        source = self.cleaned_data if kept is None else kept
        day, hour = source.get(f"{name}_day"), source.get(f"{name}_hour")
        if not isinstance(day, date) or not isinstance(hour, time):
            return None
        return datetime.combine(day, hour)

    def said(self) -> dict[str, Any]:
        """Return both moments without a zone, and what belongs to them."""
        said = super().said()
        return said | {
            "arrives_at": self._moment("arrives", said),
            "departs_at": self._moment("departs", said),
        }


class NeedsForm(Step):
    """Food, access, room."""

    diet = forms.ChoiceField(
        label=_("What do you eat?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("any", pgettext_lazy("food", "Everything")),
            ("vegetarian", pgettext_lazy("food", "Vegetarian")),
            ("vegan", pgettext_lazy("food", "Vegan")),
            ("halal", pgettext_lazy("food", "Halal")),
            ("kosher", pgettext_lazy("food", "Kosher")),
            ("other", pgettext_lazy("food", "Something else, as below")),
        ],
    )
    diet_note = _words(_("Allergies and what else the kitchen should know"), 300)
    access = _words(
        _("What do you need to take part?"), 300, _("A ramp, a place near the screen, sign language.")
    )
    room = _words(_("Wishes for the room"), 300)

    @classmethod
    def kept(cls, plan: TravelPlan | None, said: Said, zone: str) -> dict[str, Any]:
        """Return the needs."""
        return dict(said.needs)


class ContactForm(Step):
    """Whom we call if something happens."""

    wanted = ("name", "phone")
    name = _words(_("Their name"), 120)
    relation = _words(_("Who they are to you"), 80, _("Sister, colleague, husband."))
    phone = forms.RegexField(
        r"\A\+[0-9 ().\-]{6,24}\Z",
        label=_("Their telephone"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "dir": "ltr", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phone, known = self.fields["phone"], {"number": _NUMBER}
        phone.help_text = gettext("With the country’s number in front, as in %(number)s.") % known
        phone.error_messages["invalid"] = (
            gettext("A number begins with + and the country’s number, as in %(number)s.") % known
        )

    @classmethod
    def kept(cls, plan: TravelPlan | None, said: Said, zone: str) -> dict[str, Any]:
        """Return the contact."""
        return dict(said.contact)


FORMS: dict[str, type[Step]] = {
    "passport": PassportForm,
    "journey": JourneyForm,
    "needs": NeedsForm,
    "contact": ContactForm,
}
