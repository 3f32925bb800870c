from datetime import date
from functools import lru_cache
from typing import Any, cast

from allauth.account.forms import LoginForm, SignupForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hansa.foundation import clock
from hansa.foundation.ui.widgets import KeptChoices, PlainChoiceField, PlainSelect

from . import rules
from .enums import Role
from .models import Person
from .selectors import country_choices, time_zone_choices

PASSWORD_HELP = _("At least ten characters. A few words that only you would put together work well.")


class JoinForm(SignupForm):
    """Sign-up: a name as it is to stand on a certificate, an address that gets a code, a password."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As it should stand on a certificate, in your own script if you like."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs.pop("placeholder", None)
        self.fields["password1"].widget.attrs.pop("placeholder", None)
        self.fields["password1"].help_text = PASSWORD_HELP
        self.fields["email"].label = _("Your e-mail address")
        self.fields["email"].help_text = _("We send a code there to make sure that it is yours.")


class SignInForm(LoginForm):
    """Sign-in: the address and the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].widget.attrs.pop("placeholder", None)


class FirstAdministratorForm(forms.Form):
    """Who runs this house: the first account of an empty installation."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("You sign in with it, and letters about your account go there."),
        widget=forms.EmailInput(attrs={"autocomplete": "username", "dir": "ltr"}),
    )
    password = forms.CharField(
        label=_("A password"),
        strip=False,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    #: A script chooses the device's own zone; without one it is chosen by hand, or later in the profile.
    time_zone = PlainChoiceField(
        label=_("Time zone"),
        required=False,
        initial="UTC",
        help_text=_("Times on your pages go by this clock."),
        widget=PlainSelect(attrs={"data-own-zone": ""}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.fields["time_zone"]
        assert isinstance(zone, forms.ChoiceField)
        # The stubs do not know that a field keeps an iterator of choices as it is.
        zone.choices = cast(Any, _lists(get_language() or "en")["time_zone"])

    def clean_time_zone(self) -> str:
        """Take the world's clock where nothing was chosen."""
        return self.cleaned_data["time_zone"] or "UTC"

    def clean(self) -> dict[str, Any]:
        """Refuse a password that is easy to guess from the name or from lists."""
        cleaned = super().clean() or {}
        if cleaned.get("password"):
            likely = Person(email=cleaned.get("email", ""), name=cleaned.get("name", ""))
            try:
                validate_password(cleaned["password"], likely)
            except forms.ValidationError as refused:
                self.add_error("password", refused)
        return cleaned


@lru_cache(maxsize=16)
def _lists(language: str) -> dict[str, KeptChoices]:
    """Return the long lists of the profile: hundreds of zones and countries, the same for all who read a language."""
    return {
        "language": KeptChoices((code, str(name)) for code, name in settings.LANGUAGES),
        "time_zone": KeptChoices(time_zone_choices()),
        "country": KeptChoices([("", "—"), *country_choices(language)]),
    }


class ProfileForm(forms.Form):
    """What a person says about themselves."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    addressed_as = forms.CharField(
        label=_("How we address you"),
        max_length=120,
        required=False,
        help_text=_("For letters, as in “Dear Ms Kim”. Leave it empty and we use your name."),
    )
    language = PlainChoiceField(label=_("Language of letters and pages"))
    time_zone = PlainChoiceField(label=_("Time zone"))
    birth_date = forms.DateField(
        label=_("Date of birth"),
        required=False,
        help_text=_("Some certificates have an age limit. Your date of birth never appears on them."),
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday"}),
    )
    country = PlainChoiceField(label=_("Country"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:

        super().__init__(*args, **kwargs)
        for field, choices in _lists(get_language() or "en").items():
            self.choices_of(field, choices)

    def choices_of(self, field: str, choices: KeptChoices) -> None:
        """Fill a list field."""
        chosen = self.fields[field]
        assert isinstance(chosen, forms.ChoiceField)
        # The stubs do not know that a field keeps an iterator of choices as it is.
        chosen.choices = cast(Any, choices)

    def clean_birth_date(self) -> date | None:
        born: date | None = self.cleaned_data["birth_date"]
        if born and not rules.can_be_born_on(born, clock.now().date()):
            raise forms.ValidationError(_("A date of birth lies in the past, within the last 120 years."))
        return born


class RoleForm(forms.Form):
    """Which role to give or to take."""

    role = PlainChoiceField(label=_("Role"), choices=Role.choices)


class WhyForm(forms.Form):
    """Why staff say of two accounts what they say."""

    reason = forms.CharField(
        label=_("How do you know?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays on record with your name."),
    )


class AddressForm(forms.Form):
    """The address of somebody's other account."""

    email = forms.EmailField(label=_("Address of the other account"))


def profile_of(person: Person) -> dict[str, Any]:
    """Return the profile form's first values."""
    return {name: getattr(person, name) for name in ProfileForm.base_fields}
