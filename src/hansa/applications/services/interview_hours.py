"""Hours of interviews: laid within the call's days, cut into slots, taken away while nobody has booked."""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hansa.applications import permissions, selectors
from hansa.applications.enums import InterviewWay
from hansa.applications.models import InterviewSlot, InterviewWindow, PanelSeat
from hansa.applications.rules import interviews as rules
from hansa.applications.rules.terms import InterviewTerms
from hansa.applications.selectors import interviews as reads
from hansa.applications.services import interview_letters, wording
from hansa.applications.services.interview_refusals import HoursRefused
from hansa.applications.services.refusals import NotYours
from hansa.foundation.audit.services import record
from hansa.foundation.i18n import listed
from hansa.programmes.selectors import locked_call

MOST_AT_ONCE = 20


@transaction.atomic
def lay_hours(
    *,
    call_id: int,
    day: date,
    starts: time,
    ends: time,
    minutes: int,
    interviewers: Collection[int],
    way: str,
    by: Any,
    now: datetime,
    pause: int = 0,
    at_once: int = 1,
    link: str = "",
    place: str = "",
) -> InterviewWindow:
    """Lay hours in which applicants can be interviewed, and cut them into slots.

    ``interviewers`` are keys of people on the call's panel; nobody sits in two places at once, not even for another
    call. Raises ``HoursRefused`` with the reason in a sentence.
    """
    call = locked_call(call_id)
    if not permissions.can_handle_call(by, call):
        raise NotYours
    terms = selectors.terms_of(call).interviews
    if terms is None:
        raise HoursRefused(_("This call says nothing of interviews."))
    zone = terms.zone or call.edition.time_zone
    hours = rules.Hours(day=day, starts=starts, ends=ends, zone=zone, minutes=minutes, pause=pause)
    cut = rules.slots(hours)
    _refuse_nonsense(hours, cut, terms, now)
    _refuse_way(way, link, place)
    people = _from_the_panel(call, set(interviewers))
    _refuse_interviewers(people, hours, at_once)
    window = InterviewWindow.objects.create(
        call=call,
        day=day,
        starts=starts,
        ends=ends,
        zone=zone,
        begins_at=hours.begins_at,
        ends_at=hours.ends_at,
        minutes=minutes,
        pause=pause,
        at_once=at_once,
        way=way,
        link=link,
        place=place.strip(),
        laid_at=now,
    )
    window.interviewers.set(people)
    InterviewSlot.objects.bulk_create(
        [
            InterviewSlot(window=window, starts_at=begin, ends_at=end, table=table)
            for begin, end in cut
            for table in range(1, at_once + 1)
        ]
    )
    record(by, "interview.lay", window, call=call.pk, slots=len(cut) * at_once, interviewers=len(people))
    for person in people:
        interview_letters.write_to_interviewer(window, person, now=now, by=by)
    return window


@transaction.atomic
def take_hours_away(*, window_id: int, by: Any, now: datetime) -> None:
    """Take hours away that nobody has booked. Raises ``HoursRefused`` where somebody has."""
    window = _locked_window(window_id, by)
    if InterviewSlot.objects.filter(window=window, interview__isnull=False).exists():
        raise HoursRefused(_("Somebody has booked a time in these hours. Free it first, with a reason."))
    record(by, "interview.take_away", window, call=window.call_id)
    window.delete()


@transaction.atomic
def change_link(*, window_id: int, link: str, by: Any, now: datetime) -> int:
    """Set another link for the video of some hours, and return to how many who have booked the appointment went anew.

    An officer may, and whoever holds interviews in these hours. The same link again changes nothing.
    """
    window = _locked(window_id)
    if not permissions.can_change_link(by, window):
        raise NotYours
    if window.way != InterviewWay.VIDEO:
        raise HoursRefused(_("Nobody meets by video in these hours."))
    _refuse_way(window.way, link, window.place)
    if window.link == link:
        return 0
    window.link = link
    window.save(update_fields=["link"])
    record(by, "interview.relink", window, call=window.call_id)
    return sum(_tell_of_link(key, by, now) for key in reads.booked_in(window, now))


def _tell_of_link(key: int, by: Any, now: datetime) -> bool:
    """Let a booked appointment take the place of the one in its applicant's calendar, with a letter."""
    interview = reads.locked_interview(key)
    interview.sequence += 1
    interview.save(update_fields=["sequence"])
    said: dict[str, Any] = {"now": now, "once": str(interview.sequence)}
    if permissions.can_handle(by, interview.application):
        said["by"] = by
    # An edition that was applied before there was such a letter has the one with which the time was booked.
    return any(
        interview_letters.write(letter, interview, **said)
        for letter in ("interview-link", "interview-booked")
    )


def _locked(window_id: int) -> InterviewWindow:
    return (
        InterviewWindow.objects.select_for_update(of=("self",))
        .select_related("call__edition")
        .get(pk=window_id)
    )


def _locked_window(window_id: int, by: Any) -> InterviewWindow:
    window = _locked(window_id)
    if not permissions.can_handle_call(by, window.call):
        raise NotYours
    return window


def _refuse_nonsense(
    hours: rules.Hours, cut: list[tuple[datetime, datetime]], terms: InterviewTerms, now: datetime
) -> None:
    if not cut:
        raise HoursRefused(_("Between these hours not even one interview has room."))
    if len(cut) == rules.MOST_SLOTS:
        raise HoursRefused(_("These are more interviews than one day can hold."))
    if cut[0][0] <= now:
        raise HoursRefused(_("These hours have begun already."))
    first, last = terms.opens_on, terms.closes_on or terms.opens_on
    if first is not None and last is not None and not first <= hours.day <= last:
        raise HoursRefused(
            _("The call interviews on these days: %(days)s. Move them on the call's page to set others.")
            % {"days": wording.days(first, last)}
        )


def _refuse_way(way: str, link: str, place: str) -> None:
    if way not in InterviewWay.values:
        raise HoursRefused(_("Say how you meet."))
    if way == InterviewWay.VIDEO and not link:
        raise HoursRefused(_("Give the link under which you meet."))
    if way == InterviewWay.IN_PERSON and not place.strip():
        raise HoursRefused(_("Say where you meet."))


def _from_the_panel(call: Any, wanted: set[int]) -> list[Any]:
    """Return the people asked for, all of them on the call's panel.

    Their seats on every panel are locked: whoever lays hours for one of them at this moment, be it for another call,
    waits, so that both cannot go through.
    """
    seats = list(
        PanelSeat.objects.select_for_update(of=("self",))
        .filter(person__in=wanted, ended_at__isnull=True)
        .select_related("person")
        .order_by("pk")
    )
    people = [seat.person for seat in seats if seat.call_id == call.pk]
    if len(people) != len(wanted):
        raise HoursRefused(_("Interviewers come from the call's panel. Put them on the panel first."))
    return people


def _refuse_interviewers(people: list[Any], hours: rules.Hours, at_once: int) -> None:
    if not 1 <= at_once <= MOST_AT_ONCE:
        raise HoursRefused(_("At least one and at most twenty interviews run at once."))
    if len(people) < at_once:
        raise HoursRefused(_("Each interview that runs at once needs at least one interviewer."))
    clash = InterviewWindow.objects.filter(
        interviewers__in=people, begins_at__lt=hours.ends_at, ends_at__gt=hours.begins_at
    )
    names = sorted(set(clash.values_list("interviewers__name", flat=True)))
    if names:
        raise HoursRefused(
            _("Already holding interviews in these hours: %(names)s.") % {"names": listed(names)}
        )
