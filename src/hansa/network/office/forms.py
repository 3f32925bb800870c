"""Whom the secretariat appoints."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AppointForm(forms.Form):
    """A person, by the address they sign in with."""

    email = forms.EmailField(
        label=_("E-mail address of their account"),
        error_messages={
            "required": _("Write the address that they sign in with."),
            "invalid": _("An e-mail address has an @, as in name@city.ro"),
        },
    )
