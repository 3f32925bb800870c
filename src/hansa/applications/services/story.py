"""An application as a line in time: what is done, what goes on now, what is to come and when.

Only what the applicant may know goes in: released decisions, the city's word, what was sent.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hansa.applications import selectors
from hansa.applications.enums import ApplicationState as S
from hansa.applications.enums import InterviewState, NominationState
from hansa.applications.models import Application
from hansa.applications.rules.terms import Terms
from hansa.applications.services import wording
from hansa.applications.services.standing import (
    as_date,
    is_cancelled,
    is_late,
    is_over,
    lead_of,
    planned_decision,
    sentence_of,
)
from hansa.foundation.i18n import in_language
from hansa.foundation.ui.icons import icon

_SHAPES = {"done": "done", "now": "half", "needs": "needs", "no": "refused", "closed": "closed"}
_DECIDED = frozenset({S.OFFERED, S.RESERVE, S.NOT_SELECTED, S.CONFIRMED, S.DECLINED, S.LAPSED})
_OVER = frozenset({S.INELIGIBLE, S.WITHDRAWN, S.DISQUALIFIED})
#: After these nothing of the programme is to come for this applicant.
_WITHOUT_A_PLACE = frozenset({S.NOT_SELECTED, S.DECLINED, S.LAPSED})


@dataclass(frozen=True)
class Step:
    """One step of the line: what, when in words, what it means, and whether it is done, now or to come."""

    title: str
    when: str = ""
    text: str = ""
    standing: str = "to_come"

    @property
    def sign(self) -> str:
        """The shape and colour that go with the standing; the words say it too."""
        shape = _SHAPES.get(self.standing, "ring")
        return icon(shape, f"c-{shape}")

    @property
    def is_now(self) -> bool:
        """Whether this is where it stands."""
        return self.standing in ("now", "needs")


@dataclass(frozen=True)
class Story:
    """The answer, what it means, and the line."""

    sentence: str
    lead: str
    steps: list[Step]
    is_no: bool = False


def story_of(application: Application, terms: Terms, now: datetime) -> Story:
    """Return what the applicant's page says. Reads the history, and nothing more."""
    at = {act: moment for act, moment, _reason in selectors.own_changes(application)}
    return Story(
        sentence_of(application, now),
        lead_of(application, terms, now),
        _steps(application, terms, at, now),
        is_no=application.state in (S.INELIGIBLE, S.DISQUALIFIED),
    )


def _steps(application: Application, terms: Terms, at: dict[str, datetime], now: datetime) -> list[Step]:
    state = S(application.state)
    if is_late(application, now):
        closed = wording.moment(application.call.closes_at, application.call.edition)
        return [Step(_("The call closed"), when=closed, standing="no")]
    steps = [_sent_step(application, at)]
    if terms.needs_nomination:
        steps.append(_city_step(application))
    steps.append(_checked_step(application, at))
    if is_cancelled(application):
        done = [step for step in steps if step.standing == "done"]
        return [*done, Step(_("The call is cancelled"), standing="no")]
    if state in _OVER:
        return [step for step in steps if step.standing != "to_come"] + _ending(application)
    steps += _review_steps(application, terms, state)
    is_done = is_over(application, now)
    steps.append(_decision_step(application, state, at, is_done=is_done))
    if is_done and state == S.RESERVE:
        return steps
    if state not in (S.NOT_SELECTED,):
        steps.append(_answer_step(application, terms, state))
    if state not in _WITHOUT_A_PLACE:
        edition = application.call.edition
        steps.append(
            Step(
                _("The programme itself"),
                when=wording.days(edition.starts_on, edition.ends_on) or _("to be announced"),
                text=in_language(edition.place_names, get_language() or "en"),
                standing="done" if is_done else "to_come",
            )
        )
    return steps


def _sent_step(application: Application, at: dict[str, datetime]) -> Step:
    edition = application.call.edition
    if application.submitted_at is None:
        return Step(
            _("Send your application"),
            when=_until(application.call.closes_at, edition),
            text=_("Three steps: your answers, your documents, a last look. You can stop and come back."),
            standing="needs",
        )
    if application.state == S.RETURNED:
        return Step(
            _("Complete your application"),
            when=_until(application.return_by, edition),
            text=_(
                "Correct what is asked for above and send it again. Its number and its place in line stay."
            ),
            standing="needs",
        )
    return Step(
        _("You sent your application"),
        when=wording.moment(application.submitted_at, edition),
        text=_("Number %(number)s. All documents are there.") % {"number": application.number},
        standing="done",
    )


def _until(moment: datetime | None, edition: Any) -> str:
    return _("by %(when)s") % {"when": wording.moment(moment, edition)} if moment is not None else ""


def _city_step(application: Application) -> Step:
    city = wording.city_name(application.member, get_language() or "en")
    nomination: Any = getattr(application, "nomination", None)
    state = nomination.state if nomination is not None else ""
    if state in (NominationState.ENDORSED, NominationState.REVOKED):
        return Step(
            _("%(city)s endorsed you") % {"city": city},
            when=wording.day(nomination.decided_at),
            text=_place_of(nomination),
            standing="done",
        )
    if state == NominationState.REFUSED:
        return Step(
            _("%(city)s did not endorse you") % {"city": city},
            when=wording.day(nomination.decided_at),
            text=_("We cannot go on without your city. Talk to your coordinator, who can still change it."),
            standing="no",
        )
    waiting = application.state == S.SUBMITTED
    return Step(
        _("%(city)s endorses you") % {"city": city},
        when="" if waiting else _("after you send it"),
        text=_("Your city's coordinator, or we by your signed nomination form."),
        standing="now" if waiting else "to_come",
    )


def _place_of(nomination: Any) -> str:
    slot = getattr(nomination, "slot", None)
    if slot is None:
        return ""
    return _("Place %(number)s of your city's %(most)s.") % {"number": slot.number, "most": slot.maximum}


def _checked_step(application: Application, at: dict[str, datetime]) -> Step:
    state = S(application.state)
    if state == S.INELIGIBLE:
        return Step(
            _("We checked who may take part"), when=wording.day(at.get("find_ineligible")), standing="no"
        )
    if "find_eligible" in at:
        return Step(_("We found you eligible"), when=wording.day(at["find_eligible"]), standing="done")
    nomination: Any = getattr(application, "nomination", None)
    is_next = state == S.SUBMITTED and (nomination is None or nomination.state == NominationState.ENDORSED)
    return Step(
        _("We check that everything is there and that you may take part"),
        text=_("If something is missing, we send it back to you once, with seven days to complete it."),
        standing="now" if is_next else "to_come",
    )


def _review_steps(application: Application, terms: Terms, state: S) -> list[Step]:
    going_on = state in (S.ELIGIBLE, S.UNDER_REVIEW)
    standing = "now" if going_on else "done" if state in _DECIDED else "to_come"
    each = terms.reviews_per_application
    said = ngettext(
        "%(count)s reader scores it, who is not from your city.",
        "%(count)s readers score it, each on their own. None is from your city.",
        each,
    ) % {"count": each}
    after = wording.moment(application.call.closes_at, application.call.edition)
    steps = [
        Step(
            _("Review"),
            when=_("after %(when)s") % {"when": after} if standing == "to_come" and after else "",
            text=said,
            standing=standing,
        )
    ]
    interviews = application.call.timetable.get("interviews") or {}
    if interviews.get("opens_on"):
        span = wording.days(as_date(interviews.get("opens_on")), as_date(interviews.get("closes_on")))
        steps.extend(_interview_steps(application, state, span))
    return steps


def _interview_steps(application: Application, state: S, span: str) -> list[Step]:
    """Return the interview as a step; none where the decision was made without one."""
    interview = getattr(application, "interview", None)
    if interview is not None and interview.state != InterviewState.CALLED_OFF:
        return [_interview_step(application, interview, state)]
    return [] if state in _DECIDED else [Step(_("Interviews"), when=span, standing="to_come")]


def _interview_step(application: Application, interview: Any, state: S) -> Step:
    edition, moment = application.call.edition, interview.starts_at
    if state == S.UNDER_REVIEW and interview.state == InterviewState.INVITED:
        return Step(
            _("Choose a time for your interview"),
            when=_until(interview.book_by, edition),
            text=_("You see the free times by your own clock and ours."),
            standing="needs",
        )
    if interview.state == InterviewState.NO_SHOW:
        return Step(_("We waited for you"), when=wording.moment(moment, edition), standing="no")
    if interview.state == InterviewState.HELD:
        return Step(_("You were interviewed"), when=wording.moment(moment, edition), standing="done")
    standing = "now" if state == S.UNDER_REVIEW else "done"
    return Step(_("Your interview"), when=wording.moment(moment, edition), standing=standing)


def _decision_step(
    application: Application, state: S, at: dict[str, datetime], *, is_done: bool = False
) -> Step:
    for act in ("offer", "offer_after_all", "keep_in_reserve_after_all", "keep_in_reserve", "turn_down"):
        if act not in at:
            continue
        texts = {
            S.RESERVE: _("You were on the reserve.")
            if is_done
            else _("You are on the reserve. If a place comes free, the list is worked out again."),
            S.NOT_SELECTED: _("We are sorry. You may apply again, to this programme and to others."),
        }
        standing = {S.NOT_SELECTED: "closed", S.RESERVE: "done" if is_done else "now"}.get(state, "done")
        return Step(_("We decided"), when=wording.day(at[act]), text=texts.get(state, ""), standing=standing)
    planned = planned_decision(application)
    return Step(
        _("Everybody hears the decision on the same day"),
        when=wording.day(planned) or _("when every score is in"),
        text=_("By e-mail, and here."),
    )


def _answer_step(application: Application, terms: Terms, state: S) -> Step:
    offer = getattr(application, "offer", None)
    if state == S.OFFERED:
        when = _until(offer.answer_by, application.call.edition) if offer else ""
        return Step(_("Take the place or give it back"), when=when, standing="needs")
    titles = {
        S.CONFIRMED: _("You took the place"),
        S.DECLINED: _("You gave the place back"),
        S.LAPSED: _("The offer lapsed"),
    }
    if state in titles:
        answered = wording.day(offer.answered_at) if offer else ""
        return Step(titles[state], when=answered, standing="done" if state == S.CONFIRMED else "no")
    days = terms.days_to_accept
    within = ngettext("within %(count)d day", "within %(count)d days", days) % {"count": days} if days else ""
    return Step(_("If you are offered a place: take it, then flights and visa"), when=within)


def _ending(application: Application) -> list[Step]:
    if application.state == S.WITHDRAWN:
        return [Step(_("It was withdrawn"), when=wording.day(application.changed_at), standing="no")]
    if application.state == S.DISQUALIFIED:
        return [Step(_("It was taken out"), when=wording.day(application.changed_at), standing="no")]
    return []
