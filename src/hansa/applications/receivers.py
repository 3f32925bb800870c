"""What follows from what happened to a call, or in the network."""

from datetime import datetime
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from hansa.accounts.services import look_for_second_account
from hansa.applications import selectors
from hansa.applications.services.carrying import begin_what_waits
from hansa.applications.services.conflicts import note_of_person
from hansa.applications.services.interviewing import call_off_for
from hansa.applications.services.telling import tell_of_cancellation
from hansa.applications.signals import (
    appeal_upheld,
    application_submitted,
    application_withdrawn,
    offer_declined,
    selection_begun,
)
from hansa.applications.tasks import compute_list, look_for_replacements
from hansa.foundation import clock
from hansa.network.signals import coordinator_appointed
from hansa.programmes.signals import call_cancelled


@receiver(call_cancelled)
def write_to_everybody(sender: type, call: Any, reason: str, by: Any, now: datetime, **kwargs: Any) -> None:
    """Whoever began or sent an application learns that the call is cancelled, and why."""
    tell_of_cancellation(call=call, reason=reason, by=by, now=now)


@receiver(application_submitted)
def look_for_a_second_account(sender: type, application: Any, **kwargs: Any) -> None:
    """Whoever applies may have applied before, from another account."""
    look_for_second_account(person=application.applicant)


@receiver(application_withdrawn)
def free_the_interview(sender: type, application: Any, now: datetime, **kwargs: Any) -> None:
    """Whoever withdraws gives the time of their interview to somebody else."""
    call_off_for(application=application, by=application.applicant, now=now)


@receiver(coordinator_appointed)
def close_what_is_tied(sender: type, coordinator: Any, **kwargs: Any) -> None:
    """Whoever now speaks for a city reads none of its applications any more."""
    note_of_person(person=coordinator.person, now=clock.now())


@receiver(appeal_upheld)
@receiver(offer_declined)
def look_who_takes_the_place(sender: type, application: Any, **kwargs: Any) -> None:
    """Where a place came free, or points were corrected while one is, the list is solved again in the background, for an officer to confirm."""
    look_for_replacements.enqueue(application.call_id)


@receiver(application_withdrawn)
def look_again_without_them(sender: type, application: Any, **kwargs: Any) -> None:
    """Whoever leaves the reserve takes no place that came free."""
    if selectors.released_decision(application) is not None:
        look_for_replacements.enqueue(application.call_id)


@receiver(user_logged_in)
def begin_where_they_stopped(sender: type, request: Any, user: Any, **kwargs: Any) -> None:
    """Whoever pressed "apply" and then signed in, or up, has begun; they come back to the form."""
    if getattr(request, "session", None) is not None:
        begin_what_waits(session=request.session, person=user, now=clock.now())
        # What a visitor said was to be forgotten within the hour; whoever is signed in stays so.
        request.session.set_expiry(None)


@receiver(selection_begun)
def compute_in_the_background(sender: type, run: Any, **kwargs: Any) -> None:
    """A list is worked out beside the office's work: queued in the transaction that began it, so both are there or neither."""
    compute_list.enqueue(run.pk)
