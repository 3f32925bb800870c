"""What somebody who checks a certificate hands in."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hansa.credentials.models import Credential
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
            raise forms.ValidationError(
                _(
                    "We have no certificate with this number. Compare it with the sheet, letter by letter, or drop the file."
                )
            )
        return typed
