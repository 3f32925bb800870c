"""What follows when somebody signs in or chooses."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from hansa.foundation.audit.services import record
from hansa.foundation.policy import OFFICE_ROLES

from .models import Person


@receiver(user_logged_in)
def note_staff_sign_in(sender: type, request: HttpRequest | None, user: Person, **kwargs: Any) -> None:
    """A sign-in of staff is an act that the log keeps."""
    if user.roles & OFFICE_ROLES:
        record(user, "person.sign-in", user)
