"""How the accounts library is told about our people."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import user_email
from django.http import HttpRequest
from django.utils import timezone, translation

from ..models import Person
from ..rules import tidy_email, tidy_name


class AccountAdapter(DefaultAccountAdapter):
    """Signs people up with one free name, in the language they read the site in."""

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

    def populate_username(self, request: HttpRequest, user: Person) -> None:
        """There are no user names: the address is the name to sign in with."""
