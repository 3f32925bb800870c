from django import forms
from django.utils.translation import gettext_lazy as _

from hansa.foundation.ui.widgets import PlainChoiceField

from .enums import LetterState


class OutboxFilter(forms.Form):
    """Which letters of the outbox are shown."""

    person = forms.CharField(label=_("Name or address"), required=False, max_length=100)
    state = PlainChoiceField(
        label=_("State"), required=False, choices=[("", _("Any state")), *LetterState.choices]
    )
    template = PlainChoiceField(label=_("Letter"), required=False)

    def __init__(self, *args: object, templates: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Form's own arguments, passed on as they are
        field = self.fields["template"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Any letter")), *((key, key) for key in templates)]


class MailboxFilter(forms.Form):
    """To whom the mails of the demonstration were sent."""

    to = forms.CharField(label=_("Sent to"), required=False, max_length=200)
