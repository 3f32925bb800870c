from django import forms
from django.utils.translation import gettext_lazy as _


class MailboxFilter(forms.Form):
    """To whom the mails of the demonstration were sent."""

    to = forms.CharField(label=_("Sent to"), required=False, max_length=200)


class BounceForm(forms.Form):
    """What the mail said with which a letter came back."""

    reason = forms.CharField(
        label=_("What did the mail say?"),
        required=False,
        max_length=300,
        help_text=_("One line is enough: the mailbox is full, the address is unknown."),
    )
