"""What visitors and the office type about the network: searches, its description, its look, its spreadsheets."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hansa.accounts.selectors import country_choices, time_zone_choices
from hansa.foundation.i18n import in_language
from hansa.foundation.ui.widgets import PlainChoiceField
from hansa.network import selectors
from hansa.network.enums import MemberKind
from hansa.network.models import MemberSheet, Network


class MemberFilterForm(forms.Form):
    """Words, kind and region; every field may be left empty."""

    q = forms.CharField(label=_("City or name"), required=False, max_length=80)
    kind = PlainChoiceField(label=_("Kind"), required=False)
    region = PlainChoiceField(label=_("Region"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as Django defines them
        kind, region = self.fields["kind"], self.fields["region"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(region, forms.ChoiceField)
        kind.choices = [("", _("All kinds")), *MemberKind.choices]
        language = get_language()
        region.choices = [
            ("", _("All regions")),
            *((row.key, in_language(row.name, language)) for row in selectors.regions()),
        ]


class PlaceFilterForm(forms.Form):
    """Above the map: words, and what to show. The region is chosen by its link and kept."""

    q = forms.CharField(label=_("City, member or country"), required=False, max_length=80)
    kind = PlainChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All members")),
            *MemberKind.choices,
            ("office", _("Regional offices")),
            ("held", _("Where something was or will be held")),
        ],
    )
    region = PlainChoiceField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, regions: Mapping[str, object], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as Django defines them
        region = self.fields["region"]
        assert isinstance(region, forms.ChoiceField)
        region.choices = [("", ""), *((key, key) for key in regions)]


#: English stays English in a page that is written from right to left.
_ENGLISH = {"lang": "en", "dir": "ltr"}


class DescriptionForm(forms.Form):
    """What a network says of itself. English is needed; every other language may come later."""

    name = forms.CharField(
        label=_("Short name"),
        max_length=60,
        help_text=_("As it stands in the masthead and in letters: Union of Harbours, or UoH."),
    )
    full_name_en = forms.CharField(
        label=_("Full name"), max_length=200, widget=forms.TextInput(attrs=_ENGLISH)
    )
    summary_en = forms.CharField(
        label=_("One sentence about it"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, **_ENGLISH}),
        help_text=_("Who belongs to it, and what for. It stands on the first page."),
    )
    city_en = forms.CharField(
        label=_("City of the secretariat"), max_length=80, widget=forms.TextInput(attrs=_ENGLISH)
    )
    country = PlainChoiceField(label=_("Country"))
    time_zone = PlainChoiceField(
        label=_("Time zone"), help_text=_("Deadlines are said by this clock unless a programme has its own.")
    )
    email = forms.EmailField(
        label=_("Address for questions"),
        max_length=200,
        required=False,
        help_text=_("Everybody sees it: the secretariat’s address, not a person’s own."),
    )
    url = forms.URLField(label=_("Web site"), required=False, max_length=200, assume_scheme="https")
    founded_year = forms.IntegerField(label=_("Founded in"), required=False, min_value=1200, max_value=2100)
    languages = forms.MultipleChoiceField(
        label=_("Languages that you work in"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("New programmes promise their texts in these. The pages themselves speak all seven."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "country", [("", "—"), *country_choices(get_language() or "en")])
        _choices(self, "time_zone", time_zone_choices())
        for code, language in settings.LANGUAGES:
            if code == "en":
                continue
            for field, label, most in (("full_name", _("Full name"), 200), ("summary", _("One sentence about it"), 500), ("city", _("City of the secretariat"), 80)):  # fmt: skip
                self.fields[f"{field}_{code}"] = forms.CharField(
                    label=format_lazy("{label} ({language})", label=label, language=language),
                    max_length=most,
                    required=False,
                    widget=forms.TextInput(attrs={"lang": code, "dir": "auto"}),
                )

    def clean_languages(self) -> list[str]:
        """English is always among them: every text has it, and others fall back on it."""
        chosen: list[str] = self.cleaned_data["languages"]
        return [code for code, _name in settings.LANGUAGES if code in chosen or code == "en"]

    def described(self) -> dict[str, Any]:
        """Return what ``services.describe_network`` takes."""
        said = self.cleaned_data
        plain = ("name", "country", "time_zone", "languages", "email", "url", "founded_year")
        return {name: said[name] for name in plain} | {
            field: {
                code: said[f"{field}_{code}"] for code, _name in settings.LANGUAGES if said[f"{field}_{code}"]
            }
            for field in ("full_name", "summary", "city")
        }

    def in_other_languages(self) -> list[Any]:
        """Return the fields that may wait."""
        return [
            self[name] for name in self.fields if "_" in name and name.rpartition("_")[2] in OTHER_LANGUAGES
        ]

    def at_once(self) -> list[Any]:
        """Return the fields of the first look."""
        return [self[name] for name in self.fields if name.rpartition("_")[2] not in OTHER_LANGUAGES]


OTHER_LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES if code != "en")
#: Hansa's own two colours, which a network has until it chooses others.
OWN_COLOURS = {"brick": "#9b2d1b", "sea": "#0e5069"}


def _choices(form: forms.Form, field: str, choices: list[tuple[str, str]]) -> None:
    chosen = form.fields[field]
    assert isinstance(chosen, forms.ChoiceField)
    chosen.choices = choices


def description_of(network: Network) -> dict[str, Any]:
    """Return the first values of the form from what stands."""
    said = {name: getattr(network, name) for name in ("name", "country", "time_zone", "founded_year")}
    said |= {name: network.details.get(name) for name in ("email", "url", "languages")}
    for field, texts in (
        ("full_name", network.full_name),
        ("summary", network.summary),
        ("city", network.city_names),
    ):
        said |= {f"{field}_{code}": text for code, text in texts.items()}
    return said


class LookForm(forms.Form):
    """The network's picture and its two colours."""

    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_(
            "PNG, JPEG or WebP, at most 4 MB, best on a clear ground. It is drawn small, beside your name."
        ),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    removes_logo = forms.BooleanField(label=_("Take the logo away"), required=False)
    brick = forms.RegexField(
        label=_("First colour: your name, what is done"),
        regex=r"^#[0-9a-fA-F]{6}$",
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    sea = forms.RegexField(
        label=_("Second colour: links and buttons"),
        regex=r"^#[0-9a-fA-F]{6}$",
        widget=forms.TextInput(attrs={"type": "color"}),
    )

    def colours(self) -> dict[str, str] | None:
        """Return the two colours, or None where they are Hansa's own."""
        chosen = {name: self.cleaned_data[name].lower() for name in OWN_COLOURS}
        return None if chosen == OWN_COLOURS else chosen


class SheetForm(forms.Form):
    """A spreadsheet of members."""

    sheet = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("XLSX or CSV with a row of headings. Nothing is written before you have seen every row."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
        error_messages={"required": _("Choose a file first.")},
    )


class MappingForm(forms.Form):
    """Which column of the file is which, in which encoding it is read, and what happens to known members."""

    def __init__(self, *args: Any, sheet: MemberSheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        header = sheet.table["header"]
        rows = sheet.table["rows"]
        offered = [
            ("", _("not in the file")),
            *((str(at), _told(at, text, rows)) for at, text in enumerate(header)),
        ]
        for key, label in COLUMN_LABELS.items():
            self.fields[key] = PlainChoiceField(
                label=label,
                choices=offered,
                required=key in ("name", "country"),
                initial=str(sheet.mapping[key]) if key in sheet.mapping else "",
                error_messages={"required": _("Every member has one: say in which column it stands.")},
            )
        self.fields["updates_known"] = PlainChoiceField(
            label=_("Members that are here already"),
            choices=[("yes", _("bring up to date")), ("no", _("leave as they are"))],
            initial="yes" if sheet.updates_known else "no",
        )

    def clean(self) -> dict[str, Any]:
        """Refuse one column of the file for two things."""
        said = super().clean() or {}
        seen: dict[str, str] = {}
        for key in COLUMN_LABELS:
            at = said.get(key) or ""
            if at and at in seen:
                self.add_error(
                    key,
                    _("This column is named for “%(other)s” already.") % {"other": COLUMN_LABELS[seen[at]]},
                )
            seen.setdefault(at, key)
        return said

    def mapping(self) -> dict[str, int]:
        """Return the places of the columns by what they are."""
        return {key: int(self.cleaned_data[key]) for key in COLUMN_LABELS if self.cleaned_data[key]}


def _told(at: int, text: str, rows: list[list[str]]) -> str:
    example = next((row[at] for row in rows if at < len(row) and row[at]), "")
    heading = text or _("column %(number)s") % {"number": at + 1}
    return f"{heading} ({example[:24]})" if example else str(heading)


class EncodingForm(forms.Form):
    """In which encoding a text file is read."""

    encoding = PlainChoiceField(
        label=_("Encoding"),
        choices=[
            ("utf-8", _("Unicode (UTF-8)")),
            ("utf-16", _("Unicode (UTF-16)")),
            ("cp1252", _("Western European (Windows)")),
            ("cp949", _("Korean (Windows)")),
            ("gb18030", _("Chinese (GB 18030)")),
        ],
    )


COLUMN_LABELS = {
    "name": _("Name"),
    "country": _("Country"),
    "kind": _("Kind"),
    "region": _("Region"),
    "status": _("Standing"),
    "joined": _("Joined"),
    "lat": _("Latitude"),
    "lon": _("Longitude"),
    "key": _("Key"),
    "contact_name": _("Contact’s name"),
    "contact_email": _("Contact’s e-mail address"),
    "contact_language": _("Contact’s language"),
    **{f"name_{code}": format_lazy("{name} ({language})", name=_("Name"), language=language) for code, language in settings.LANGUAGES if code != "en"},
}  # fmt: skip
