"""What follows when somebody signs in or chooses."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from hansa.foundation.audit.services import record
from hansa.foundation.policy import OFFICE_ROLES

from . import signals
from .models import Person
from .tasks import notice_person


@receiver(user_logged_in)
def note_staff_sign_in(sender: type, request: HttpRequest | None, user: Person, **kwargs: Any) -> None:
    """A sign-in of staff is an act that the log keeps."""
    if user.roles & OFFICE_ROLES:
        record(user, "person.sign-in", user)


@receiver(authenticator_added)
def count_as_shown(
    sender: type, request: HttpRequest, user: Person, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Whoever has just switched a second factor on has shown it: nobody is asked for it again at the next page."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(
            request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
        )


@receiver(signals.second_account_wanted)
def queue_noticing(sender: type, person: Person, **kwargs: Any) -> None:
    """Queue it in the transaction of the act: both are there, or neither."""
    notice_person.enqueue(person.pk)
