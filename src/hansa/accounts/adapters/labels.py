"""What the fields of signing in are called: the house's own words on every page of accounts and second factors.

The library writes its labels in its forms; they are replaced there once, so that every page that uses a form says them.
"""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as factors
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _

ADDRESS, CODE, PASSWORD = _("E-mail address"), _("Code from the mail"), _("Password")
NEW, AGAIN, NOW = _("New password"), _("New password again"), _("The password you use now")
OF_THE_APP, NAME_OF_KEY = _("Code from the app, or a recovery code"), _("What you call it")

LABELS: tuple[tuple[Any, dict[str, Any]], ...] = (
    (account.LoginForm, {"password": PASSWORD}),
    (account.AddEmailForm, {"email": ADDRESS}),
    (account.ChangeEmailForm, {"email": ADDRESS}),
    (account.ChangePasswordForm, {"oldpassword": NOW, "password1": NEW, "password2": AGAIN}),
    (account.SetPasswordForm, {"password1": NEW, "password2": AGAIN}),
    (account.ResetPasswordForm, {"email": ADDRESS}),
    (account.ResetPasswordKeyForm, {"password1": NEW, "password2": AGAIN}),
    (account.ReauthenticateForm, {"password": PASSWORD}),
    (account.RequestLoginCodeForm, {"email": ADDRESS}),
    (account.ConfirmLoginCodeForm, {"code": CODE}),
    (account.ConfirmEmailVerificationCodeForm, {"code": CODE}),
    (account.ConfirmPasswordResetCodeForm, {"code": CODE}),
    (factors.AuthenticateForm, {"code": OF_THE_APP}),
    (factors.ReauthenticateForm, {"code": OF_THE_APP}),
    (ActivateTOTPForm, {"code": _("Code from the app")}),
    (AddWebAuthnForm, {"name": NAME_OF_KEY, "passwordless": _("Sign in with it alone, without a password")}),
    (EditWebAuthnForm, {"name": NAME_OF_KEY}),
)


def speak() -> None:
    """Give the forms their labels; a placeholder would only say the label once more."""
    for form, words in LABELS:
        for name, label in words.items():
            if name in form.base_fields:
                field = form.base_fields[name]
                field.label = label
                field.widget.attrs.pop("placeholder", None)
