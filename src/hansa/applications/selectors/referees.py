"""Referees and their letters: for the applicant how they stand, for office and readers what they wrote."""

from hansa.applications.enums import RefereeState
from hansa.applications.models import Application, Referee
from hansa.foundation.prepared import Prepared

_referees = Prepared(
    lambda application: Referee.objects.filter(application=application).select_related("file").order_by("pk")
)


def referees_of(application: Application) -> list[Referee]:
    """Return everybody whom an applicant named, first to last."""
    rows: list[Referee] = _referees.ask(application.pk)
    for row in rows:
        row.application = application
    return rows


def referee_states(application: Application) -> list[str]:
    """Return how it stands with each letter of an application."""
    return [row.state for row in _referees.ask(application.pk)]


def letters_about(application: Application) -> list[Referee]:
    """Return the letters that are here."""
    return [row for row in referees_of(application) if row.state == RefereeState.RECEIVED]


def referee_by_digest(digest: str) -> Referee | None:
    """Return whose link has this fingerprint, be it over or not."""
    return (
        Referee.objects.filter(token_digest=digest)
        .select_related(
            "application__call__edition__programme", "application__applicant", "application__member"
        )
        .first()
    )
