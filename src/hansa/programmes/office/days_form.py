"""When, where and for how many: the page on which an edition is made this year's before it is published."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hansa.accounts.selectors import country_choices, time_zone_choices
from hansa.foundation.ui.widgets import PlainChoiceField
from hansa.programmes import services
from hansa.programmes.enums import AMENDED

GATHERING, MOVES = "gathering-", "rest_moves"
CALL = ("opens_on", "closes_on", "interviews_open", "interviews_close", "decisions_on", "places")
#: What comes after what; days that nobody named are passed over.
ORDER = (
    ("opens_on", "closes_on"),
    ("closes_on", "interviews_open", "interviews_close", "decisions_on"),
    ("closes_on", "starts_on", "ends_on"),
)


def _day(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, **options)


class DaysForm(forms.Form):
    """The days, the size and the place of an edition that nobody has seen yet."""

    starts_on = _day(gettext_lazy("First day"), required=False)
    rest_moves = forms.BooleanField(
        label=gettext_lazy("Move the other days along with the first day"),
        required=False,
        initial=True,
    )
    ends_on = _day(gettext_lazy("Last day"), required=False)
    opens_on = _day(gettext_lazy("Applications open"), required=False)
    closes_on = _day(gettext_lazy("Last day to apply"), required=False)
    interviews_open = _day(AMENDED["interviews_open"], required=False)
    interviews_close = _day(AMENDED["interviews_close"], required=False)
    decisions_on = _day(AMENDED["decisions_on"], required=False)
    places = forms.IntegerField(label=AMENDED["places"], min_value=1, max_value=100_000, required=False)
    city = forms.CharField(label=gettext_lazy("City"), max_length=80, required=False)
    country = PlainChoiceField(label=gettext_lazy("Country"), required=False)
    venue = forms.CharField(label=gettext_lazy("Venue"), max_length=200, required=False)
    time_zone = PlainChoiceField(label=gettext_lazy("Time zone"))

    def __init__(self, *args: Any, pack: Any, today: date, titles: Mapping[str, str], **kwargs: Any) -> None:
        self.today, self.standing = today, services.days_of(pack)
        known = {name: getattr(self.standing, name) for name in self.base_fields if name != MOVES}
        super().__init__(*args, **{"initial": known, **kwargs})
        self._choices("country", [("", "—"), *country_choices(get_language() or "en")])
        self._choices("time_zone", time_zone_choices())
        if pack.call is None:
            self._without(*CALL)
        elif pack.call.interviews is None:
            self._without("interviews_open", "interviews_close")
        if pack.edition.place is not None and pack.edition.place.online:
            self._without("city", "country", "venue")
        for key, day in self.standing.gatherings.items():
            self.fields[GATHERING + key] = _day(titles[key], initial=day, required=False)

    def _without(self, *names: str) -> None:
        for name in names:
            del self.fields[name]

    def _choices(self, field: str, choices: Any) -> None:
        chosen = self.fields[field]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = choices

    def clean(self) -> dict[str, Any]:
        """Refuse days that cannot follow one another, and a call that would be over before it is published."""
        said = super().clean() or {}
        if said.get(MOVES) and said.get("starts_on") and self.standing.starts_on:
            self._move(said, said["starts_on"] - self.standing.starts_on)
        for line in ORDER:
            named = [(name, said[name]) for name in line if said.get(name)]
            for (earlier, before), (later, after) in pairwise(named):
                if after < before and later not in self.errors:
                    self.add_error(
                        later,
                        _("This comes before “%(other)s”. Change one of the two.")
                        % {"other": self.fields[earlier].label},
                    )
        closes = said.get("closes_on")
        if closes and closes < self.today and "closes_on" not in self.errors:
            self.add_error("closes_on", _("That day is over: nobody could apply. Choose a later one."))
        return said

    def _move(self, said: dict[str, Any], by: timedelta) -> None:
        """Let the days that were left as they are follow the first one; gatherings do so by themselves."""
        for name in self.base_fields:
            stood = getattr(self.standing, name, None)
            if name != "starts_on" and isinstance(stood, date) and said.get(name) == stood:
                said[name] = stood + by

    def gatherings(self) -> list[Any]:
        """Return the fields of the gatherings' first days, which follow the edition's own unless changed."""
        return [self[name] for name in self.fields if name.startswith(GATHERING)]

    def groups(self) -> list[tuple[Any, list[Any]]]:
        """Return the fields that every edition wants looked at, under what they are about."""
        found = (
            (_("The edition"), ("starts_on", "ends_on", "time_zone")),
            (_("Its call"), CALL),
            (_("Where"), ("city", "country", "venue")),
        )
        groups = [(label, [self[name] for name in names if name in self.fields]) for label, names in found]
        return [(label, fields) for label, fields in groups if fields]

    def days(self) -> services.Days:
        """Return what was said, and what stood where this page does not ask."""
        said = {
            name: self.cleaned_data[name] if name in self.fields else getattr(self.standing, name)
            for name in self.base_fields
            if name != MOVES
        }
        gatherings = {
            key: self.cleaned_data[GATHERING + key] or day for key, day in self.standing.gatherings.items()
        }
        return services.Days(**said, gatherings=gatherings)
