from django import forms
from django.utils.translation import gettext_lazy as _


class MailboxFilter(forms.Form):
    """To whom the mails of the demonstration were sent."""

    to = forms.CharField(label=_("Sent to"), required=False, max_length=200)
