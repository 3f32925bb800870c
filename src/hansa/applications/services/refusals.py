"""Why an act was refused, each with a sentence for whoever asked."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from hansa.applications.enums import ApplicationState
from hansa.applications.rules.transitions import ActRefused, GuardRefused

__all__ = ["ActRefused", "GuardRefused"]


class Refused(Exception):
    """The base of refusals that come with a sentence."""

    @property
    def reason(self) -> str:
        """The sentence, in the language of the reader."""
        return str(self)


class NotYours(Refused):
    """Somebody acts on what is not theirs to act on."""

    @property
    def reason(self) -> str:
        return _("This is not yours to decide.")


class CallClosed(Refused):
    """The call does not take applications now."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or "the call is not open")
        self.sentence = sentence

    @property
    def reason(self) -> str:
        return self.sentence or _("This call does not take applications now.")


class ApplicationIncomplete(Refused):
    """Something is missing; ``missing`` names each thing in a sentence."""

    def __init__(self, missing: Sequence[tuple[str, str, str]]) -> None:
        super().__init__("; ".join(f"{what}: {sentence}" for what, sentence, _step in missing))
        self.missing = tuple(missing)

    @property
    def reason(self) -> str:
        return _("Before you can send it, this is missing: %(things)s") % {
            "things": "; ".join(what for what, _sentence, _step in self.missing)
        }


class QuotaFull(Refused):
    """All slots of the city are taken."""

    def __init__(self, city: str, maximum: int) -> None:
        super().__init__(f"{maximum} of {city} are already endorsed")
        self.city, self.maximum = city, maximum

    @property
    def reason(self) -> str:
        return _(
            "%(maximum)s officials of %(city)s are already endorsed, as many as the call allows. "
            "To endorse this one, take an endorsement back first."
        ) % {"maximum": self.maximum, "city": self.city}


class HasCoordinator(Refused):
    """The city has a coordinator's account, so the signed form alone does not endorse."""

    @property
    def reason(self) -> str:
        return _(
            "This city has a coordinator on Hansa, who endorses here. The form stays with the application."
        )


class FormMissing(Refused):
    """There is no signed nomination form to endorse by."""

    @property
    def reason(self) -> str:
        return _("The signed nomination form is not with the application yet.")


class ReasonMissing(Refused):
    """A no needs its reason."""

    @property
    def reason(self) -> str:
        return _("Write the reason; the applicant reads it.")


class ConflictDeclared(Refused):
    """The reader may not judge this application."""

    @property
    def reason(self) -> str:
        return _("You declared a conflict, so this application is closed to you.")


class SameOfficer(Refused):
    """Whoever computed the list may not release it."""

    @property
    def reason(self) -> str:
        return _("You computed this list, so a second officer has to release it.")


class NotProven(Refused):
    """The list is not proven to be the best, so it cannot be adopted."""

    @property
    def reason(self) -> str:
        return _("This list is not proven to be the best one. Run it again with more time.")


class RunStale(Refused):
    """Scores or applications changed since the list was computed."""

    @property
    def reason(self) -> str:
        return _("Applications or scores changed since this list was computed. Run the selection again.")


class OfferOver(Refused):
    """The offer can no longer be answered so."""

    @property
    def reason(self) -> str:
        return _("This offer is no longer open. Write to the secretariat if you still want to come.")


def sentence_of(refusal: Exception) -> str:
    """Say in a sentence why an act was refused, whatever kind of refusal it is."""
    if isinstance(refusal, Refused):
        return refusal.reason
    if isinstance(refusal, GuardRefused):
        guards = {
            "endorsed": _("The city has not endorsed this application yet."),
            "reason": _("Write the reason; the applicant reads it."),
            "call_open": _("This call does not take applications now."),
        }
        return guards.get(refusal.guard, _("Something that this step needs is not there yet."))
    if isinstance(refusal, ActRefused) and refusal.state in ApplicationState.values:
        return _("This has moved on in the meantime. It stands at: %(state)s.") % {
            "state": ApplicationState(refusal.state).label
        }
    return _("This has moved on in the meantime, so the step is no longer possible.")


REFUSALS = (Refused, GuardRefused, ActRefused)
