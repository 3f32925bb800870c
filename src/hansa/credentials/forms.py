"""What somebody who checks a certificate hands in."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hansa.credentials.models import Credential
from hansa.credentials.rules.short_codes import LENGTH, letters_of, read_code
from hansa.credentials.selectors import certificate, credential_by_code
from hansa.credentials.services import LARGEST_FILE


class FileForm(forms.Form):
    """A certificate as a file."""

    file = forms.FileField(
        label=gettext_lazy("PDF or credential"),
        help_text=gettext_lazy("It is checked and not kept."),
        widget=forms.FileInput(
            attrs={"accept": ".pdf,.json,application/pdf,application/json,application/vc+json"}
        ),
        error_messages={
            "required": gettext_lazy("Choose the file that you were given."),
            "empty": gettext_lazy("This file is empty."),
        },
    )

    def clean_file(self) -> Any:
        """Refuse what is larger than any certificate before reading it."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            size = {"size": f"{file.size / 1024 / 1024:.0f}"}
            raise forms.ValidationError(
                _("The file is %(size)s MB; certificates are smaller than 5 MB.") % size
            )
        return file


class NumberForm(forms.Form):
    """A certificate by its number, its id or the address in its code."""

    code = forms.CharField(
        label=gettext_lazy("Number on the certificate"),
        help_text=gettext_lazy(
            "Ten letters and figures, as in 4F7K-29QM-C3. Capitals or not, with hyphens or without."
        ),
        max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": gettext_lazy("Type the number that stands below the code.")},
    )

    found: Credential | None = None

    def clean_code(self) -> str:
        """Find the certificate by whatever was typed."""
        typed: str = self.cleaned_data["code"]
        self.found = credential_by_code(typed)
        if self.found is None:
            last = typed.rstrip("/").rpartition("/")[2].removeprefix("urn:uuid:")
            try:
                self.found = certificate(UUID(last))
            except ValueError:
                self.found = None
        if self.found is None:
            raise forms.ValidationError(_why_unknown(typed))
        return typed


def _why_unknown(typed: str) -> str:
    """Say what may be wrong with a number that nothing was found by: its last letter checks the others."""
    letters = letters_of(typed)
    if letters is not None and len(letters) != LENGTH:
        return ngettext(
            "A number has ten letters and figures, and this has %(count)s. Compare it with the sheet.",
            "A number has ten letters and figures, and this has %(count)s. Compare it with the sheet.",
            len(letters),
        ) % {"count": len(letters)}
    if letters is not None and read_code(typed) is None:
        return _(
            "A letter of this number is wrong, or two changed places. Compare it with the sheet, letter by letter."
        )
    return _(
        "We have no certificate with this number. Compare it with the sheet, letter by letter, or drop the file."
    )
