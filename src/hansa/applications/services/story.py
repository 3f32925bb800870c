"""Where an application stands, in one sentence and as a line in time.

Only what the applicant may know goes in: released decisions, the city's word, what was sent.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hansa.applications import selectors
from hansa.applications.enums import ApplicationState as S
from hansa.applications.enums import NominationState
from hansa.applications.models import Application
from hansa.applications.rules.terms import Terms
from hansa.applications.services import wording
from hansa.foundation.i18n import in_language


@dataclass(frozen=True)
class Step:
    """One step of the line: what, when in words, what it means, and whether it is done, now or to come."""

    title: str
    when: str = ""
    text: str = ""
    standing: str = "to_come"

    @property
    def icon(self) -> str:
        """The shape that goes with the standing."""
        return {"done": "done", "now": "half", "needs": "needs", "no": "refused"}.get(self.standing, "ring")


@dataclass(frozen=True)
class Story:
    """The answer, what to do about it, and the line."""

    sentence: str
    advice: str
    steps: list[Step]


def story_of(application: Application, terms: Terms, now: datetime) -> Story:
    """Return what the applicant's page says. Reads at most the history and one decision."""
    at = {change.act: change.at for change in selectors.changes_of(application)}
    return Story(sentence_of(application), _advice(application), _steps(application, terms, at))


def sentence_of(application: Application) -> str:
    """Say in one sentence where an application stands and whether there is something to do."""
    edition = application.call.edition
    city = wording.city_name(application.member, get_language() or "en")
    number = application.number
    if application.state == S.DRAFT:
        if application.call.closes_at is None:
            return _("This is a draft. Nobody sees it before you send it.")
        return _("This is a draft. Send it by %(when)s.") % {
            "when": wording.moment(application.call.closes_at, edition)
        }
    if application.state == S.RETURNED:
        return _("Something is missing. Complete it by %(when)s.") % {
            "when": wording.moment(application.return_by, edition)
        }
    if application.state == S.SUBMITTED:
        return _submitted(application, city)
    if application.state == S.OFFERED:
        offer = getattr(application, "offer", None)
        if offer is None or offer.answer_by is None:
            return _("A place is yours. Tell us that you take it.")
        return _("A place is yours if you take it by %(when)s.") % {
            "when": wording.moment(offer.answer_by, edition)
        }
    sentences = {
        S.ELIGIBLE: _("You are eligible. Nothing for you to do."),
        S.UNDER_REVIEW: _("Under review. Nothing for you to do."),
        S.INELIGIBLE: _("You cannot take part in this programme. The reason is below."),
        S.RESERVE: _("You are on the reserve. Nothing for you to do."),
        S.NOT_SELECTED: _("We cannot offer you a place this time."),
        S.CONFIRMED: _("You are coming: your place is confirmed."),
        S.DECLINED: _("You gave your place back."),
        S.LAPSED: _("The offer has lapsed, because no answer reached us in time."),
        S.WITHDRAWN: _("You withdrew application %(number)s.") % {"number": number},
        S.DISQUALIFIED: _("This application was taken out. The reason is below."),
    }
    return sentences[S(application.state)]


def _submitted(application: Application, city: str) -> str:
    nomination = getattr(application, "nomination", None)
    if nomination is None or nomination.state == NominationState.ENDORSED:
        return _("We have it: %(number)s. Nothing for you to do.") % {"number": application.number}
    if nomination.state == NominationState.REFUSED:
        return _("%(city)s did not endorse you. The reason is below.") % {"city": city}
    return _("We have it: %(number)s. Next: %(city)s endorses you.") % {
        "number": application.number,
        "city": city,
    }


def _advice(application: Application) -> str:
    nomination = getattr(application, "nomination", None)
    if application.reason and application.state in (S.RETURNED, S.INELIGIBLE, S.DISQUALIFIED):
        return application.reason
    if nomination is not None and nomination.state == NominationState.REFUSED and nomination.reason:
        reason: str = nomination.reason
        return reason
    return ""


def _steps(application: Application, terms: Terms, at: dict[str, datetime]) -> list[Step]:
    edition, call = application.call.edition, application.call
    state = S(application.state)
    steps = [_sent_step(application, at)]
    if terms.needs_nomination:
        steps.append(_city_step(application))
    steps.append(_checked_step(state, at))
    if state in (S.INELIGIBLE, S.WITHDRAWN, S.DISQUALIFIED):
        return [step for step in steps if step.standing != "to_come"] + _ending(application)
    interviews = call.timetable.get("interviews") or {}
    reading = "now" if state == S.UNDER_REVIEW else "done" if _is_decided(state) else "to_come"
    steps.append(
        Step(
            _("Review"),
            text=_("%(count)s readers score it, each on their own.")
            % {"count": terms.reviews_per_application},
            standing=reading,
        )
    )
    if interviews.get("opens_on"):
        span = wording.days(_date(interviews.get("opens_on")), _date(interviews.get("closes_on")))
        steps.append(Step(_("Interviews"), when=span, standing="done" if _is_decided(state) else "to_come"))
    steps.append(_decision_step(application, state, at))
    if state in (S.OFFERED, S.CONFIRMED, S.DECLINED, S.LAPSED):
        steps.append(_answer_step(application, state))
    ahead = state not in (S.NOT_SELECTED, S.DECLINED, S.LAPSED)
    if ahead:
        place = in_language(edition.place_names, get_language() or "en")
        span = wording.days(edition.starts_on, edition.ends_on)
        steps.append(Step(_("The programme itself"), when=span, text=place))
    return steps


def _sent_step(application: Application, at: dict[str, datetime]) -> Step:
    edition = application.call.edition
    if application.submitted_at is None:
        return Step(_("Send your application"), standing="needs")
    if application.state == S.RETURNED:
        return Step(
            _("Complete your application"),
            when=wording.moment(at.get("return"), edition),
            text=application.reason,
            standing="needs",
        )
    return Step(
        _("You sent your application"),
        when=wording.moment(application.submitted_at, edition),
        text=_("Number %(number)s. All documents are there.") % {"number": application.number},
        standing="done",
    )


def _city_step(application: Application) -> Step:
    city = wording.city_name(application.member, get_language() or "en")
    nomination: Any = getattr(application, "nomination", None)
    state = nomination.state if nomination is not None else ""
    if state in (NominationState.ENDORSED, NominationState.REVOKED):
        return Step(
            _("%(city)s endorsed you") % {"city": city},
            when=wording.moment(nomination.decided_at, application.call.edition),
            standing="done",
        )
    if state == NominationState.REFUSED:
        return Step(
            _("%(city)s did not endorse you") % {"city": city},
            when=wording.moment(nomination.decided_at, application.call.edition),
            text=nomination.reason,
            standing="no",
        )
    waiting = application.state == S.SUBMITTED
    return Step(
        _("%(city)s endorses you") % {"city": city},
        text=_("Your city's coordinator, or we by your signed nomination form."),
        standing="now" if waiting else "to_come",
    )


def _checked_step(state: S, at: dict[str, datetime]) -> Step:
    if state == S.INELIGIBLE:
        return Step(
            _("We checked who may take part"), when=wording.day(at.get("find_ineligible")), standing="no"
        )
    if "find_eligible" in at:
        return Step(_("We found you eligible"), when=wording.day(at["find_eligible"]), standing="done")
    return Step(_("We check that everything is there and that you may take part"))


def _decision_step(application: Application, state: S, at: dict[str, datetime]) -> Step:
    planned = wording.day(_date(application.call.timetable.get("decisions_on")))
    for act in ("offer", "keep_in_reserve", "turn_down"):
        if act in at:
            text = {
                S.RESERVE: _("If a place comes free, we solve the list again and write to you."),
                S.NOT_SELECTED: _("The letter in your mail says how the list was made."),
            }.get(state, "")
            return Step(
                _("We decided"),
                when=wording.day(at[act]),
                text=text,
                standing="no" if state == S.NOT_SELECTED else "done",
            )
    return Step(_("Everybody hears the decision on the same day"), when=planned)


def _answer_step(application: Application, state: S) -> Step:
    offer = getattr(application, "offer", None)
    if state == S.OFFERED:
        when = wording.moment(offer.answer_by, application.call.edition) if offer else ""
        return Step(_("Take the place or give it back"), when=when, standing="needs")
    titles = {
        S.CONFIRMED: _("You took the place"),
        S.DECLINED: _("You gave the place back"),
        S.LAPSED: _("The offer lapsed"),
    }
    answered = wording.day(offer.answered_at) if offer else ""
    return Step(titles[state], when=answered, standing="done" if state == S.CONFIRMED else "no")


def _ending(application: Application) -> list[Step]:
    if application.state == S.WITHDRAWN:
        return [Step(_("You withdrew it"), when=wording.day(application.changed_at), standing="no")]
    if application.state == S.DISQUALIFIED:
        return [Step(_("It was taken out"), when=wording.day(application.changed_at), standing="no")]
    return []


def _is_decided(state: S) -> bool:
    return state in (S.OFFERED, S.RESERVE, S.NOT_SELECTED, S.CONFIRMED, S.DECLINED, S.LAPSED)


def _date(written: Any) -> date | None:
    return date.fromisoformat(written) if written else None


def act_said(act: str) -> str:
    """Name a step for the office's history."""
    names = {
        "submit": _("Sent"),
        "return": _("Returned to be completed"),
        "find_eligible": _("Found eligible"),
        "find_ineligible": _("Found not eligible"),
        "reconsider": _("Taken up again"),
        "assign": _("Given to readers"),
        "offer": _("Place offered"),
        "keep_in_reserve": _("Put on the reserve"),
        "turn_down": _("Not selected"),
        "accept": _("Place accepted"),
        "decline": _("Place given back"),
        "lapse": _("Offer lapsed"),
        "withdraw": _("Withdrawn"),
        "disqualify": _("Taken out"),
    }
    return names.get(act, act)
