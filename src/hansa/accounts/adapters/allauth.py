"""How the accounts library is told about our people."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import user_email
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from hansa.foundation.policy import OFFICE_ROLES

from ..models import Person
from ..rules import tidy_email, tidy_name
from .mail import about_account


class AccountAdapter(DefaultAccountAdapter):
    """Signs people up with one free name, in the language they read the site in, and speaks to them in our words."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is switched off. Write to the secretariat if that is a mistake."),
        "cannot_remove_primary_email": _(
            "An account needs an address. Add another one first, then take this one out."
        ),
        "duplicate_email": _("Your account has this address already."),
        "email_password_mismatch": _(
            "No account has this address with this password. Look at both again, or choose a new password."
        ),
        "email_taken": _("Somebody has an account with this address. Is it you? Then sign in."),
        "enter_current_password": _("Type the password that you use now."),
        "incorrect_code": _(
            "This is not the code we sent. Type it as it stands in the newest mail, or ask for another."
        ),
        "incorrect_password": _("This is not your password. Try again, or choose a new one."),
        "invalid_or_expired_key": _("This link was used before or is too old. Ask for a new one."),
        "invalid_login": _(
            "We could not sign you in with that. Look at both fields again, or choose a new password."
        ),
        "invalid_password_reset": _("This link was used before or is too old. Ask for a new one."),
        "max_email_addresses": _("An account holds at most %d addresses. Take one out first."),
        "too_many_login_attempts": _(
            "Too many tries. Wait five minutes, then try again, or choose a new password."
        ),
        "unknown_email": _("No account has this address. Check its spelling, or sign up."),
        "unverified_primary_email": _("Confirm your address first: type the code from the mail we sent you."),
        "select_only_one": _("Choose one of them only."),
        "same_as_current": _("This is the one you have now. Type another."),
        "rate_limited": _("That was a lot in a short time. Wait a minute, then try again."),
    }

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead whoever works in the office to the desk, everybody else to their own page."""
        if isinstance(request.user, Person) and OFFICE_ROLES & request.user.roles:
            return reverse("portal:desk")
        return str(super().get_login_redirect_url(request))

    def new_user(self, request: HttpRequest) -> Person:
        return Person(date_joined=timezone.now(), language=translation.get_language() or "en")

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        data = form.cleaned_data
        user_email(user, tidy_email(data["email"]))
        user.name = tidy_name(data.get("name", ""))
        user.birth_date = data.get("birth_date")
        user.country = data.get("country", "")
        if data.get("password1"):
            user.set_password(data["password1"])
        else:
            user.set_unusable_password()
        if commit:
            user.save()
        return user

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """Return a mail of the library in the frame of all our mails; it sends to one address at a time."""
        address = email if isinstance(email, str) else email[0]
        return about_account(template_prefix, address, context)

    def populate_username(self, request: HttpRequest, user: Person) -> None:
        """There are no user names: the address is the name to sign in with."""
