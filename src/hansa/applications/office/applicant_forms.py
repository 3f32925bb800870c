"""What an officer says of a spreadsheet of applicants: the file, its columns, and why a row cannot be taken."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hansa.applications import services
from hansa.applications.models import ApplicantSheet
from hansa.applications.rules.applicant_table import NEEDED
from hansa.foundation.i18n import in_language
from hansa.foundation.sheets.rules.columns import RowFault
from hansa.foundation.ui.widgets import PlainChoiceField


class ApplicantFileForm(forms.Form):
    """A spreadsheet of applicants."""

    sheet = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=gettext_lazy(
            "XLSX or CSV with a row of headings. Nothing is written before you have seen every row."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
        error_messages={"required": gettext_lazy("Choose a file first.")},
    )


class ApplicantEncodingForm(forms.Form):
    """In which encoding a text file is read."""

    encoding = PlainChoiceField(
        label=gettext_lazy("Encoding"),
        choices=[
            ("utf-8", gettext_lazy("Unicode (UTF-8)")),
            ("utf-16", gettext_lazy("Unicode (UTF-16)")),
            ("cp1252", gettext_lazy("Western European (Windows)")),
            ("cp949", gettext_lazy("Korean (Windows)")),
            ("gb18030", gettext_lazy("Chinese (GB 18030)")),
        ],
    )


def labels_of(sheet: ApplicantSheet) -> dict[str, str]:
    """Return what every column is called, in the language spoken now."""
    language = get_language() or "en"
    fixed = {
        "email": _("E-mail address"),
        "name": _("Name"),
        "city": _("City or member"),
        "language": _("Language"),
        "birth_date": _("Date of birth"),
        "country": _("Country"),
    }
    asked = services.definition_of(sheet.call)["questions"]
    return fixed | {f"a.{entry['key']}": in_language(entry["label"], language) for entry in asked}


class ApplicantMappingForm(forms.Form):
    """Which column of the file is which, and what the rows become."""

    def __init__(self, *args: Any, sheet: ApplicantSheet, may_draft: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.labels = labels_of(sheet)
        self.keys = {f"c{number}": key for number, key in enumerate(self.labels)}
        rows, header = sheet.table["rows"], sheet.table["header"]
        offered = [
            ("", _("not in the file")),
            *((str(at), _told(at, text, rows)) for at, text in enumerate(header)),
        ]
        for name, key in self.keys.items():
            self.fields[name] = PlainChoiceField(
                label=self.labels[key],
                choices=offered,
                required=key in NEEDED,
                initial=str(sheet.mapping[key]) if key in sheet.mapping else "",
                error_messages={"required": _("Every applicant has one: say in which column it stands.")},
            )
        if may_draft:
            self.fields["as_sent"] = PlainChoiceField(
                label=_("The rows become"),
                choices=[
                    ("yes", _("applications that were sent")),
                    ("no", _("drafts, which the people complete and send themselves")),
                ],
                initial="yes" if sheet.as_sent else "no",
            )

    def clean(self) -> dict[str, Any]:
        """Refuse one column of the file for two things."""
        said = super().clean() or {}
        seen: dict[str, str] = {}
        for name, key in self.keys.items():
            at = said.get(name) or ""
            if at and at in seen:
                wrong = _("This column is named for “%(other)s” already.") % {"other": self.labels[seen[at]]}
                self.add_error(name, wrong)
            seen.setdefault(at, key)
        return said

    def mapping(self) -> dict[str, int]:
        """Return the places of the columns by what they are."""
        chosen = {key: self.cleaned_data[name] for name, key in self.keys.items()}
        return {key: int(at) for key, at in chosen.items() if at}

    def as_sent(self) -> bool:
        """Whether the rows become applications that were sent."""
        return bool(self.cleaned_data.get("as_sent", "yes") == "yes")


def _told(at: int, text: str, rows: list[list[str]]) -> str:
    example = next((row[at] for row in rows if at < len(row) and row[at]), "")
    heading = text or _("column %(number)s") % {"number": at + 1}
    return f"{heading} ({example[:24]})" if example else str(heading)


_SENTENCES: Mapping[str, Callable[[], str]] = {
    "missing": lambda: _("%(column)s is missing. Fill it in."),
    "formula": lambda: _("%(column)s begins like a formula: %(text)s. Write it as plain text."),
    "too-long": lambda: _("%(column)s is longer than %(most)s letters. Shorten it."),
    "no-letters": lambda: _("%(column)s has no letters: %(text)s. Write the name."),
    "email": lambda: _("“%(text)s” is not an e-mail address. Write it as in ana@example.org."),
    "city": lambda: _(
        "There is no member “%(text)s” here. Write its name as in the list of members, or its key."
    ),
    "country": lambda: _(
        "There is no country “%(text)s”. Write its English name or its two letters, as in KR."
    ),
    "language": lambda: _(
        "We do not write in “%(text)s”. Write one of these: en, fr, de, it, ar, ko, zh-hans."
    ),
    "day": lambda: _("%(column)s: we cannot read the day %(text)s. Write it as 1988-05-31."),
    "day-or-month": lambda: _("%(column)s: %(text)s may be two days. Write it as 1988-05-31."),
    "option": lambda: _("%(column)s: “%(text)s” is not an answer. Write one of these: %(known)s."),
    "number": lambda: _("%(column)s: “%(text)s” is not a whole number. Write it as in 12."),
    "consent": lambda: _("%(column)s: “%(text)s” is neither yes nor empty. Write yes, or leave it empty."),
    "level": lambda: _("%(column)s: “%(text)s” is not a level. Write one from A1 to C2."),
    "twice": lambda: _("%(text)s stands in row %(row)s already. Take one of the two out."),
}


def sentence(fault: RowFault, labels: Mapping[str, str], options: Mapping[str, str]) -> str:
    """Return what is wrong in a cell, and what would be right."""
    column = labels.get(fault.column, fault.column)
    if fault.code.startswith("answer:"):
        return _("%(column)s: %(why)s") % {"column": column, "why": fault.code.partition(":")[2]}
    values = {
        "column": column,
        "text": fault.text[:60],
        "most": "",
        "row": "",
        "known": options.get(fault.column, ""),
    }
    return _SENTENCES[fault.code]() % {**values, **fault.values}


def sentences(faults: Iterable[RowFault], labels: Mapping[str, str], options: Mapping[str, str]) -> list[str]:
    """Return what is wrong in a row; answers that want the same are named in one sentence."""
    alike: dict[str, list[str]] = {}
    found = []
    for fault in faults:
        kind, _colon, why = fault.code.partition(":")
        if kind == "answer":
            alike.setdefault(why, []).append(labels.get(fault.column, fault.column))
        else:
            found.append(sentence(fault, labels, options))
    for why, names in alike.items():
        wanted = "; ".join(name.rstrip(".。") for name in names)
        found.append(_("%(column)s: %(why)s") % {"column": why.rstrip(".。"), "why": wanted})
    return found


def options_of(sheet: ApplicantSheet) -> dict[str, str]:
    """Return the answers that each question offers, as the pages write them."""
    language = get_language() or "en"
    return {
        f"a.{entry['key']}": "; ".join(in_language(one["label"], language) for one in entry["options"])
        for entry in services.definition_of(sheet.call)["questions"]
        if entry.get("options")
    }
