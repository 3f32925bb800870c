"""Where an application stands: the one sentence that is the answer, and what follows from it.

Only what the applicant may know goes in: released decisions, the city's word, what was sent.
"""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hansa.applications.enums import ApplicationState as S
from hansa.applications.enums import NominationState
from hansa.applications.models import Application
from hansa.applications.rules.terms import Terms
from hansa.applications.services import interview_words, wording
from hansa.applications.services.grace import grace_until
from hansa.foundation.i18n import in_language

CANCELLED = "cancelled"
_GOING_ON = frozenset({S.DRAFT, S.SUBMITTED, S.RETURNED, S.ELIGIBLE, S.UNDER_REVIEW, S.RESERVE})


def sentence_of(application: Application, now: datetime | None = None) -> str:
    """Say in one sentence where an application stands and whether there is something to do."""
    edition = application.call.edition
    if is_cancelled(application):
        return _("This programme was called off. Nothing for you to do.")
    city = wording.city_name(application.member, get_language() or "en")
    number = application.number
    if application.state == S.DRAFT:
        if is_late(application, now):
            return _("The call has closed, so this draft cannot be sent any more.")
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
    if application.state == S.UNDER_REVIEW and (said := _of_interview(application)):
        return said
    sentences = {
        S.ELIGIBLE: _("You are eligible. Nothing for you to do."),
        S.UNDER_REVIEW: _("Under review. Nothing for you to do."),
        S.INELIGIBLE: _("You cannot take part in this programme. The reason is below."),
        S.RESERVE: _("The programme is over, and no place came free for you.")
        if is_over(application, now)
        else _("You are on the reserve. Nothing for you to do."),
        S.NOT_SELECTED: _("We cannot offer you a place this time."),
        S.CONFIRMED: _("The programme is over. A place in it was yours.")
        if is_over(application, now)
        else _("You are coming: your place is confirmed."),
        S.DECLINED: _("You gave your place back."),
        S.LAPSED: _("The offer has lapsed, because no answer reached us in time."),
        S.WITHDRAWN: _("Application %(number)s is withdrawn.") % {"number": number},
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


def _of_interview(application: Application) -> str:
    """Say how the interview stands, by both clocks where we know whose second one it is."""
    interview = getattr(application, "interview", None)
    if interview is None:
        return ""
    is_known = type(application).applicant.is_cached(application)
    own = interview_words.own_zone(application.applicant, application.member) if is_known else ""
    return interview_words.sentence_of(interview, interview_words.zone_of(application.call), own)


def is_late(application: Application, now: datetime | None) -> bool:
    """Tell whether a draft missed the call."""
    return (
        now is not None
        and application.state == S.DRAFT
        and not application.call.accepts(now.replace(microsecond=0))
        and grace_until(application, now) is None
    )


def is_over(application: Application, now: datetime | None) -> bool:
    """Tell whether the programme ended, by the clock of its place, for somebody with a place or on the reserve."""
    if now is None or application.state not in (S.CONFIRMED, S.RESERVE):
        return False
    edition = application.call.edition
    last = edition.ends_on or edition.starts_on
    return last is not None and now.astimezone(ZoneInfo(edition.time_zone)).date() > last


def is_cancelled(application: Application) -> bool:
    """Whether an application that was still going on ends because its call is cancelled."""
    return application.call.state == CANCELLED and application.state in _GOING_ON


def lead_of(application: Application, terms: Terms, now: datetime) -> str:
    """Say what the answer means: the reason, or what comes next and when."""
    state = S(application.state)
    if is_cancelled(application):
        return _("We are sorry. Your files are deleted on the day that stands beside them.")
    if application.reason and state in (S.RETURNED, S.INELIGIBLE, S.DISQUALIFIED):
        return application.reason
    if state == S.DRAFT:
        return _draft_lead(application, now)
    if state == S.SUBMITTED:
        return _sent_lead(application)
    if state in (S.ELIGIBLE, S.UNDER_REVIEW):
        return _decision_lead(application)
    if state == S.CONFIRMED:
        return _coming_lead(application)
    leads = {
        S.OFFERED: _("If we do not hear from you, it goes to somebody on the reserve."),
        S.RESERVE: ""
        if is_over(application, now)
        else _("If a place comes free we write to you at once. Please book nothing before that."),
        S.NOT_SELECTED: _("How it was decided stands here and in the letter in your mail."),
        S.DECLINED: _("Thank you for telling us. It goes to somebody on the reserve."),
        S.LAPSED: _("Write to us if you still want to come; the place may have gone to somebody else."),
        S.WITHDRAWN: _("Nothing more happens with it. While the call is open you can apply again."),
    }
    return leads.get(state, "")


def _draft_lead(application: Application, now: datetime) -> str:
    if is_late(application, now):
        return _("Nobody has seen it. You can still read what you wrote.")
    missing = application.missing_documents
    if missing:
        return ngettext(
            "Nobody sees it before you send it. %(count)d document is missing.",
            "Nobody sees it before you send it. %(count)d documents are missing.",
            missing,
        ) % {"count": missing}
    return _("Nobody sees it before you send it. All documents are there.")


def _sent_lead(application: Application) -> str:
    nomination = getattr(application, "nomination", None)
    if nomination is None or nomination.state == NominationState.ENDORSED:
        return _("Next: we check that everything is there and that you may take part.")
    if nomination.state == NominationState.REFUSED:
        reason: str = nomination.reason
        return reason
    return _("You need do nothing. We write to you when your city has decided.")


def _decision_lead(application: Application) -> str:
    planned = planned_decision(application)
    if planned is None:
        return _("Everybody hears the decision by e-mail on the same day. Its date is not fixed yet.")
    return _("Everybody hears the decision by e-mail on the same day: %(when)s.") % {
        "when": wording.day(planned)
    }


def _coming_lead(application: Application) -> str:
    edition = application.call.edition
    place = in_language(edition.place_names, get_language() or "en")
    span = wording.days(edition.starts_on, edition.ends_on)
    return " · ".join(part for part in (place, span) if part)


def planned_decision(application: Application) -> date | None:
    """Return the day on which the call means to decide."""
    return as_date(application.call.timetable.get("decisions_on"))


def as_date(written: Any) -> date | None:
    """Read a day of a timetable."""
    return date.fromisoformat(written) if written else None
