"""Everything about one edition in one place, whichever app holds it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hansa.events import selectors as events
from hansa.network import selectors as network
from hansa.portal.rules.ribbon import Step, Stop, ribbon
from hansa.portal.selectors import words
from hansa.portal.selectors.awards import awards_of, categories_of
from hansa.portal.selectors.board import Board
from hansa.portal.selectors.drawn import drawn
from hansa.portal.selectors.editions import call_of, course_url, is_over
from hansa.portal.selectors.learning import course_of
from hansa.portal.selectors.meetings import meetings_of
from hansa.programmes import selectors as programmes
from hansa.programmes.enums import CallState, ProgrammeKind

# The papers name a handful of days; more than this no ribbon can hold.
MOST_STEPS = 7


@dataclass(frozen=True)
class Act:
    """The one thing to do on this page."""

    label: str | Promise
    url: str
    note: str | Promise = ""


@dataclass(frozen=True)
class Named:
    """A step of the ribbon with its words."""

    label: str | Promise
    stop: Stop


def parts_of(known: Board, edition: Any, now: datetime, begun: str = "") -> dict[str, Any]:
    """Return the page's parts that everybody sees alike, each drawn once for a day and a state of the call.

    ``begun`` tells how far somebody's own application to this call is, see ``BEGINS``; nothing else of them.
    """
    call = call_of(edition)
    today = now.astimezone(ZoneInfo(edition.time_zone)).date()
    is_open = call is not None and call.accepts(now)
    days_left = _days_left(call, now) if is_open else None
    state = (edition.pk, today, call.state_at(now) if call is not None else "", is_open, days_left, begun)
    read: dict[str, Any] = {}

    def facts() -> dict[str, Any]:
        if not read:
            read.update(page_of(known, edition, now, begun))
        return read

    head, story, aside = (
        drawn(known, f"portal/edition/{part}.html", state, facts) for part in ("head", "story", "aside")
    )
    return {
        "edition": edition,
        "call": call,
        "is_open": is_open,
        "head": head,
        "story": story,
        "aside": SafeString(aside.strip()),
        "is_assumed": 'class="mark"' in head + story + aside,
    }


def page_of(known: Board, edition: Any, now: datetime, begun: str = "") -> dict[str, Any]:
    """Return what the edition's page tells; a fixed number of queries whatever the edition holds."""
    call = call_of(edition)
    details = edition.details
    found = known.keep("events", edition.pk, lambda: events.events_of(edition))
    keys = {*details.get("hosts", []), *details.get("partners", [])}
    keys |= {partner for c in categories_of(edition) for partner in c.get("partners", [])}
    names = words.names_of(known, keys)
    is_open = call is not None and call.accepts(now)
    amended = list(programmes.amendments_of(call)) if call else []
    page = {
        "edition": edition,
        "programme": edition.programme,
        "call": call,
        "is_open": is_open,
        "is_over": is_over(edition, now),
        "is_ahead": call is not None and bool(call.opens_at) and call.state_at(now) == CallState.PUBLISHED,
        "days_left": _days_left(call, now) if is_open else None,
        "country": words.country(edition.place_country),
        "hosts": [names[key] for key in details.get("hosts", [])],
        "partners": _partners(known, details, names),
        "costs": [_cost(cost) for cost in details.get("costs", [])],
        "balance": _balance(call),
        "ribbon": _ribbon(edition, call, found, now),
        "meetings": meetings_of(found),
        "course": course_of(edition, now),
        "achievements": _achievements(edition),
        "awards": awards_of(edition, names),
        "others": _others(known, edition),
        "act": act_of(edition, call, is_open, begun),
        "begun": begun,
        "papers": list(programmes.attachments_of(call)) if call else [],
        "photographs": list(programmes.photographs_of(edition)),
        "amendments": amended,
        "paused": next((row for row in reversed(amended) if row.field == "state"), None)
        if call is not None and call.state_at(now) == CallState.PAUSED
        else None,
        "documents": call.rules.get("documents", []) if call is not None else [],
        "asks": bool(call is not None and call.rules.get("eligibility")),
        "marks": details.get("assumed", False),
    }
    return page | {"contents": _contents(page)}


def _contents(page: dict[str, Any]) -> list[tuple[str, str]]:
    """The sections of this edition in their order, for the list at its head; none where there are few."""
    details, over, course = page["edition"].details, page["is_over"], page["course"]
    sections = (
        ("may", _("May I apply?"), page["asks"]),
        ("costs", _("Who pays what"), page["costs"] and page["call"]),
        ("do", _("What it was about") if over else _("What you will do"), _has_programme(details)),
        ("course", _("The course"), course and course["lectures"]),
        ("weeks", _("Week by week"), course and course["weeks"]),
        ("workshops", _("Where people met") if over else _("Where we meet"), page["meetings"]),
        ("certificates", _("What you earn"), page["achievements"]),
        ("awards", _("Awards"), page["awards"]),
        ("choose", _("How we choose"), page["call"]),
        ("people", _("Who is behind it"), details.get("people") or page["partners"]),
        ("voices", _("What participants reported"), details.get("testimonies")),
        ("photographs", _("Photographs"), page["photographs"]),
        ("editions", _("All editions"), page["others"]),
    )
    shown = [(key, label) for key, label, there in sections if there]
    return shown if len(shown) > 2 else []


def _has_programme(details: dict[str, Any]) -> bool:
    return bool(details.get("topics") or details.get("tours") or details.get("objectives"))


def _cost(cost: dict[str, Any]) -> dict[str, Any]:
    what, who = words.COSTS.get(cost["what"], cost["what"]), words.PAYERS.get(cost["payer"], "")
    return {**cost, "what": what, "who": who}


def _partners(known: Board, details: dict[str, Any], names: dict[str, str]) -> list[dict[str, Any]]:
    """The partners that are not hosts, those of the secretariat's own country apart where there are many."""
    keys = [key for key in details.get("partners", []) if key not in details.get("hosts", [])]
    if not keys:
        return []
    at_home = [key for key in keys if key in known.partners and known.partners[key].is_domestic]
    abroad = [key for key in keys if key not in at_home]
    if len(keys) < 4 or not at_home or not abroad:
        return [{"label": _("Partners"), "names": [names[key] for key in keys]}]
    home = words.country(known.network.country) if known.network is not None else ""
    return [
        {"label": _("Partners in %(country)s") % {"country": home}, "names": [names[key] for key in at_home]},
        {"label": _("Partners elsewhere"), "names": [names[key] for key in abroad]},
    ]


def _others(known: Board, edition: Any) -> list[Any]:
    """All editions of the programme, this one among them, newest first; none where it is the only one."""
    same = [e for e in known.editions if e.programme_id == edition.programme_id]
    return same if len(same) > 1 else []


def _balance(call: Any) -> list[dict[str, Any]]:
    """The ranges that the chosen must keep, with regions by their names."""
    ranges = ((call.rules.get("selection") or {}).get("ranges") or []) if call is not None else []
    regions = {row.key: words.text(row.name) for row in network.regions()} if ranges else {}
    return [
        {"name": regions.get(str(r["value"]), str(r["value"])), "min": r.get("min"), "max": r.get("max")}
        for r in ranges
    ]


def _days_left(call: Any, now: datetime) -> int | None:
    return None if call.closes_at is None else max(0, (call.closes_at - now).days)


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


def _ribbon(edition: Any, call: Any, found: list[Any], now: datetime) -> list[Named]:
    """What happens when: the steps of the call, else the days on which something takes place."""
    today = now.astimezone(ZoneInfo(edition.time_zone)).date()
    if call is not None:
        stops = ribbon(_call_steps(edition, call), today)
        return [Named(words.STEPS[stop.key], stop) for stop in stops]
    steps = [
        Step(str(at), event.starts_on, event.ends_on)
        for at, event in enumerate(found)
        if event.starts_on and (event.starts_on, event.ends_on) != (edition.starts_on, edition.ends_on)
    ]
    if not steps or edition.starts_on is None:
        return []
    steps = [Step("runs", edition.starts_on, edition.ends_on), *steps[: MOST_STEPS - 1]]
    labels = {str(at): meeting.label for at, meeting in enumerate(meetings_of(found).rows)}
    labels["runs"] = str(words.RUNS.get(edition.programme.kind, words.STEPS["runs"]))
    return [Named(labels[stop.key], stop) for stop in ribbon(steps, today)]


def _call_steps(edition: Any, call: Any) -> list[Step]:
    zone = ZoneInfo(edition.time_zone)
    steps = []
    interviews = call.timetable.get("interviews") or {}
    if call.opens_at:
        steps.append(Step("opens", call.opens_at.astimezone(zone).date()))
    steps.append(Step("closes", call.closes_at.astimezone(zone).date() if call.closes_at else None))
    if interviews:
        steps.append(Step("interviews", _day(interviews.get("opens_on")), _day(interviews.get("closes_on"))))
    if call.timetable.get("decisions_on"):
        steps.append(Step("decisions", _day(call.timetable["decisions_on"])))
    return [*steps, Step("runs", edition.starts_on, edition.ends_on)]


def _achievements(edition: Any) -> list[dict[str, Any]]:
    """What one can earn, with those who sign."""
    section = edition.credentials or {}
    signatories = {s["key"]: s for s in section.get("signatories", [])}
    return [
        {
            **item,
            "signed_by": [signatories[key] for key in item.get("signatories", []) if key in signatories],
        }
        for item in section.get("achievements", [])
    ]


#: What the button of an open call says: to whoever has no application to it, has one to go on with, has sent it.
BEGINS = {
    "": gettext_lazy("Start your application"),
    "draft": gettext_lazy("Go on with your application"),
    "sent": gettext_lazy("Your application: sent"),
}


def act_of(edition: Any, call: Any, is_open: bool, begun: str = "") -> Act | None:
    """Return the one thing to do on an edition's page, if there is one."""
    if is_open:
        return Act(BEGINS[begun], reverse("applications:start", args=[edition.slug]))
    if call is not None and call.state not in (CallState.PUBLISHED, CallState.ARCHIVED, CallState.COMPLETED):
        note = gettext_lazy("If you applied, this is where it stands.")
        return Act(gettext_lazy("See your application"), reverse("portal:my"), note)
    if edition.programme.kind == ProgrammeKind.COURSE and not edition.is_archive and course_url(edition.slug):
        note = gettext_lazy("Free, at your own pace.")
        return Act(gettext_lazy("Go to the course"), course_url(edition.slug), note)
    return None
