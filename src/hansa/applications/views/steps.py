"""The three steps of applying, as each of their pages shows them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from hansa.applications.enums import ApplicationState
from hansa.applications.models import Application
from hansa.applications.services import wording
from hansa.applications.services.grace import grace_until
from hansa.applications.services.standing import is_late
from hansa.foundation import clock
from hansa.foundation.ui.icons import icon
from hansa.foundation.ui.templatetags.ui import address


@dataclass(frozen=True)
class StepLink:
    """One step: where it is, how it stands, whether it is this page."""

    name: str
    label: str
    url: str
    standing: str
    is_current: bool

    @property
    def sign(self) -> str:
        """The shape that goes with the standing."""
        return icon(self.standing)


def steps_of(
    application: Application,
    current: str,
    *,
    answers_missing: int | None = None,
    documents_missing: int | None = None,
    referees_missing: int | None = None,
) -> list[StepLink]:
    """Return the steps with what is known of each; what a page has not counted it does not claim."""
    if documents_missing is None:
        documents_missing = application.missing_documents
    standings = {
        "form": _standing(answers_missing, current == "form"),
        "documents": _standing(documents_missing, current == "documents"),
        "referees": _standing(referees_missing, current == "referees"),
        "send": "half" if current == "send" else "ring",
    }
    if application.call.rules.get("referees"):
        labels = {
            "form": _("1. Your answers"),
            "documents": _("2. Documents"),
            "referees": _("3. Letters"),
            "send": _("4. Check and send"),
        }
    else:
        labels = {
            "form": _("1. Your answers"),
            "documents": _("2. Documents"),
            "send": _("3. Check and send"),
        }
    return [
        StepLink(
            name, label, address(f"applications:{name}", application.uid), standings[name], name == current
        )
        for name, label in labels.items()
    ]


def _standing(missing: int | None, is_current: bool) -> str:
    if missing == 0:
        return "done"
    return "half" if is_current or missing is None else "needs"


def until(application: Application) -> str:
    """Say by when the application has to be sent; nothing once that is past."""
    call, now = application.call, clock.now()
    if is_late(application, now):
        return ""
    if grace := grace_until(application, now):
        return wording.moment(grace, call.edition)
    moment = application.return_by if application.state == ApplicationState.RETURNED else call.closes_at
    return wording.moment(moment, call.edition)
