"""Why something about an interview was refused, each with a sentence for whoever asked."""

from django.utils.translation import gettext as _

from hansa.applications.enums import InterviewState
from hansa.applications.services.refusals import Refused


class InterviewMoved(Refused):
    """The interview does not stand where this act could take it further."""

    def __init__(self, state: str) -> None:
        super().__init__(f"the interview is {state or 'not there'}")
        self.state = state

    @property
    def reason(self) -> str:
        if self.state not in InterviewState.values:
            return _("Nobody has been invited to this interview.")
        return _("The interview has moved on in the meantime. It stands at: %(state)s.") % {
            "state": InterviewState(self.state).label
        }


class TimeTaken(Refused):
    """Somebody else took the time, or it is no longer offered."""

    @property
    def reason(self) -> str:
        return _("Somebody else has just taken this time. Choose another one; the list is up to date.")


class BookingOver(Refused):
    """The day by which a time had to be chosen has passed."""

    @property
    def reason(self) -> str:
        return _("The day by which to choose a time has passed. Write to us, and we find one together.")


class ChangeOver(Refused):
    """It is too late to change or give back a time by oneself."""

    @property
    def reason(self) -> str:
        return _(
            "It is less than a day until then, so we keep the time for you. Write to us if you cannot come."
        )


class TooEarly(Refused):
    """The interview has not begun, so nothing can be said of how it went."""

    @property
    def reason(self) -> str:
        return _("The interview has not begun yet. Say how it went once its time has come.")


class ScoresSent(Refused):
    """Somebody has scored the interview, so it took place."""

    @property
    def reason(self) -> str:
        return _("An interviewer has sent scores for this interview, so it took place.")


class HoursRefused(Refused):
    """Hours cannot be laid so; the sentence says why."""


class NoHours(Refused):
    """There is no time left that an applicant could choose."""

    @property
    def reason(self) -> str:
        return _("There is no free time left to choose. Set hours first, then invite.")
