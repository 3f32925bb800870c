"""Whom the secretariat appoints, and what it says of one member."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hansa.accounts.selectors import country_choices
from hansa.foundation.i18n import in_language
from hansa.foundation.sheets.rules.columns import RowFault, Unreadable
from hansa.foundation.ui.widgets import PlainChoiceField
from hansa.network import selectors, services
from hansa.network.enums import MemberKind, MemberStatus
from hansa.network.forms import COLUMN_LABELS
from hansa.network.models import Member
from hansa.network.office.sentences import sentence


class AppointForm(forms.Form):
    """A person, by the address they sign in with."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address of their account"),
        error_messages={
            "required": gettext_lazy("Write the address that they sign in with."),
            "invalid": gettext_lazy("An e-mail address has an @, as in name@city.ro"),
        },
    )


class ContactForm(forms.Form):
    """To whom letters for a member go while nobody speaks for it here."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=160,
        error_messages={
            "required": gettext_lazy("Write the address that letters go to."),
            "invalid": gettext_lazy("An e-mail address has an @, as in name@city.ro"),
        },
    )
    language = PlainChoiceField(label=gettext_lazy("Language of the letters"), choices=settings.LANGUAGES)


OTHER_LANGUAGES = tuple(code for code, _name in settings.LANGUAGES if code != "en")
_READ = ("name", "joined", "lat", "lon", *(f"name_{code}" for code in OTHER_LANGUAGES))


class MemberForm(forms.Form):
    """One member. What is typed is read by the same rules as a cell of a spreadsheet, so both refuse the same."""

    name = forms.CharField(
        label=COLUMN_LABELS["name"],
        max_length=160,
        widget=forms.TextInput(attrs={"lang": "en", "dir": "ltr"}),
        help_text=gettext_lazy("In English; other languages fall back on it."),
    )
    kind = PlainChoiceField(label=COLUMN_LABELS["kind"], choices=MemberKind.choices)
    status = PlainChoiceField(label=COLUMN_LABELS["status"], choices=MemberStatus.choices)
    country = PlainChoiceField(label=COLUMN_LABELS["country"])
    region = PlainChoiceField(
        label=COLUMN_LABELS["region"],
        required=False,
        help_text=gettext_lazy("Rules of calls go by it: an open call keeps the one it was opened with."),
    )
    joined = forms.CharField(
        label=COLUMN_LABELS["joined"],
        required=False,
        max_length=20,
        help_text=gettext_lazy("A year, or a day as 2014-05-31."),
    )
    lat = forms.CharField(
        label=COLUMN_LABELS["lat"],
        required=False,
        max_length=20,
        help_text=gettext_lazy("North of the equator is positive: Seoul is 37.5665, Lima −12.0464."),
        widget=forms.TextInput(attrs={"inputmode": "text", "dir": "ltr"}),
    )
    lon = forms.CharField(
        label=COLUMN_LABELS["lon"],
        required=False,
        max_length=20,
        help_text=gettext_lazy("East of Greenwich is positive: Seoul is 126.978, Lima −77.0428."),
        widget=forms.TextInput(attrs={"inputmode": "text", "dir": "ltr"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        regions = [(row.key, in_language(row.name, language)) for row in selectors.regions()]
        _choices(self, "country", list(country_choices(language)))
        _choices(self, "region", [("", "—"), *regions])
        for code in OTHER_LANGUAGES:
            self.fields[f"name_{code}"] = forms.CharField(
                label=COLUMN_LABELS[f"name_{code}"],
                max_length=160,
                required=False,
                widget=forms.TextInput(attrs={"lang": code, "dir": "auto"}),
            )
        self._read: dict[str, Any] = {}

    def clean(self) -> dict[str, Any]:
        """Read each cell; say what is wrong with it, and what would be right."""
        said = super().clean() or {}
        columns = {column.key: column for column in services.wanted()}
        for name in _READ:
            text = (said.get(name) or "").strip()
            if not text or name in self.errors:
                continue
            try:
                self._read[name] = columns[name].read(text)
            except Unreadable as wrong:
                self._refuse(RowFault(name, wrong.code, text, wrong.values))
        if ("lat" in self._read) != ("lon" in self._read) and not {"lat", "lon"} & set(self.errors):
            self._refuse(RowFault("lat", "half-a-place"))
        self._agree(said.get("kind") or "", said.get("status") or "")
        return said

    def _agree(self, kind: str, status: str) -> None:
        """Friendship members have both, the kind and the standing; who has left keeps the kind."""
        if (
            status
            and status != MemberStatus.FORMER
            and kind.startswith("friendship") != (status == "friendship")
        ):
            self.add_error(
                "status",
                _("A friendship member has both, the kind and the standing. Choose both, or neither."),
            )

    def _refuse(self, fault: RowFault) -> None:
        labels = {name: str(label) for name, label in COLUMN_LABELS.items()}
        self.add_error(fault.column, sentence(fault, labels))

    def fields_said(self) -> dict[str, Any]:
        """Return what ``services.edit_member`` takes: every field, so that what was emptied is emptied."""
        joined = self._read.get("joined")
        names = {"en": self._read["name"]} | {
            code: self._read[f"name_{code}"] for code in OTHER_LANGUAGES if f"name_{code}" in self._read
        }
        plain = {name: self.cleaned_data[name] for name in ("kind", "status", "country", "region")}
        return plain | {
            "name": names,
            "joined_on": joined if isinstance(joined, date) else None,
            "joined_year": joined.year if isinstance(joined, date) else joined,
            "lat": self._read.get("lat"),
            "lon": self._read.get("lon"),
        }

    def position(self) -> tuple[float, float] | None:
        """Return where the member would lie by what stands in the fields; None where that cannot be read."""
        columns = {column.key: column for column in services.wanted()}
        try:
            lat, lon = (columns[name].read(str(self[name].value() or "")) for name in ("lat", "lon"))
        except Unreadable:
            return None
        return lat, lon

    def in_other_languages(self) -> list[Any]:
        """Return the names that may wait."""
        return [self[f"name_{code}"] for code in OTHER_LANGUAGES]

    def at_once(self) -> list[Any]:
        """Return the fields of the first look, without the place."""
        return [self[name] for name in ("name", "kind", "status", "country", "region", "joined")]


def member_first(row: Member) -> dict[str, Any]:
    """Return the first values of the form from what stands."""
    said = {name: getattr(row, name) for name in ("kind", "status", "country", "region")}
    joined = row.joined_on.isoformat() if row.joined_on else row.joined_year
    names = {f"name_{code}": row.name.get(code, "") for code in OTHER_LANGUAGES}
    return said | names | {"name": row.name.get("en", ""), "joined": joined, "lat": row.lat, "lon": row.lon}


def _choices(form: forms.Form, field: str, choices: list[tuple[str, str]]) -> None:
    chosen = form.fields[field]
    assert isinstance(chosen, forms.ChoiceField)
    chosen.choices = choices
