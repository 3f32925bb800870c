"""A released decision in words for whoever it is about: their own points and the rules' names, never anybody else."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hansa.applications.enums import AppealOutcome, AppealState
from hansa.applications.models import Application
from hansa.applications.selectors import OwnDecision
from hansa.applications.services import wording
from hansa.applications.services.bounds import span_text


def sentences_of(decision: OwnDecision) -> list[str]:
    """Say how a decision came about: points, what was missing, how many stood, and which rules were at their limit."""
    said = [
        ngettext("You have %(points)s point.", "You have %(points)s points.", decision.points)
        % {"points": decision.points}
    ]
    if short := short_of(decision.standing):
        said.append(short)
    if decision.candidates and decision.places:
        said.append(
            ngettext(
                "There were %(candidates)s candidates for %(places)s place.",
                "There were %(candidates)s candidates for %(places)s places.",
                decision.places,
            )
            % {"candidates": decision.candidates, "places": decision.places}
        )
    if decision.binding:
        language = get_language() or "en"
        rules = "; ".join(span_text(row, language) for row in decision.binding)
        said.append(_("These rules were at their limit: %(rules)s.") % {"rules": rules})
    said.append(
        _(
            "The decision is sealed: it can be worked out again from a file without names. Ask us for it, and we tell you "
            "which row is yours."
        )
    )
    return said


def short_of(standing: Mapping[str, Any]) -> str:
    """Say what the best list with somebody in it would have had less; nothing for whoever is in, or where unknown."""
    if not standing or standing.get("selected"):
        return ""
    points, least = standing.get("points"), standing.get("least")
    if points == 0:
        return _(
            "The best list with you in it is worth exactly as much as the one adopted. Lots decided, drawn before anyone saw "
            "a score."
        )
    if points is not None:
        said = ngettext(
            "The best list with you in it has %(count)s point fewer than the one adopted.",
            "The best list with you in it has %(count)s points fewer than the one adopted.",
            points,
        ) % {"count": points}
        # One more than that, and every best list would have had them.
        enough = ngettext(
            "With %(count)s point more you would have been on it.",
            "With %(count)s points more you would have been on it.",
            points + 1,
        ) % {"count": points + 1}
        return f"{said} {enough}"
    if least is None:
        return _("No list that keeps every rule has you in it, whatever the points.")
    if least:
        return ngettext(
            "The best list with you in it has at least %(count)s point fewer than the one adopted.",
            "The best list with you in it has at least %(count)s points fewer than the one adopted.",
            least,
        ) % {"count": least}
    return ""


def until_said(application: Application, until: datetime) -> str:
    """Say until when an appeal can be lodged, with the city of the clock."""
    return wording.moment(until, application.call.edition)


def appeal_said(appeal: Any) -> list[str]:
    """Say how an appeal stands, and what was answered."""
    lodged = {"day": wording.day(appeal.lodged_at)}
    if appeal.state == AppealState.LODGED:
        return [
            _(
                "We have your appeal of %(day)s. Somebody who had no part in the list decides; we write to you."
            )
            % lodged
        ]
    if appeal.state == AppealState.UPHELD:
        said = [_("Your appeal of %(day)s was right.") % lodged, appeal.answer, what_follows(appeal.outcome)]
    else:
        said = [_("We looked into your appeal of %(day)s. The decision stands.") % lodged, appeal.answer]
    return [line for line in said if line]


def what_follows(outcome: str) -> str:
    """Say to an applicant what follows from an appeal that was upheld."""
    return {
        AppealOutcome.PLACE: _(
            "A place is free and it is yours if you take it; a letter of its own says until when."
        ),
        AppealOutcome.ADDED: _(
            "With these points you would have had a place, so there is one for you if you take it; a letter of its own says "
            "until when."
        ),
        AppealOutcome.RESERVE: _(
            "With these points you are on the reserve. If a place becomes yours, we write to you at once."
        ),
        AppealOutcome.STANDS: _(
            "We worked the list out again. With these points it is the same, so the decision stands."
        ),
    }[AppealOutcome(outcome)]
