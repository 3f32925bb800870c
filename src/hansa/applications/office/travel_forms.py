"""What an officer types at the travel desk: to whom a letter goes, and what a host is to know."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class LetterForm(forms.Form):
    """To whom a letter is written."""

    addressed_to = forms.CharField(
        label=_("To"),
        max_length=200,
        help_text=_("The embassy or consulate, as it should stand on the letter."),
        error_messages={"required": _("Write which embassy the letter goes to.")},
    )


class HostListForm(forms.Form):
    """How the list is wanted; passports only with a reason."""

    kind = forms.ChoiceField(
        label=_("As"),
        choices=[("xlsx", _("Spreadsheet (XLSX)")), ("pdf", _("Sheet of paper (PDF)"))],
        initial="xlsx",
        widget=forms.RadioSelect,
    )
    with_passports = forms.BooleanField(label=_("With passport numbers and nationalities"), required=False)
    reason = forms.CharField(
        label=_("Why the host needs the passports"),
        required=False,
        max_length=300,
        help_text=_("Only if you tick the box above. The reason stays in the log."),
    )

    def wanted(self) -> dict[str, Any]:
        """Return what ``services.make_host_list`` takes."""
        said = self.cleaned_data
        return {
            "as_pdf": said["kind"] == "pdf",
            "with_passports": said["with_passports"],
            "reason": said["reason"],
        }
