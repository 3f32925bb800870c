"""Everything about one edition in one place, whichever app holds it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hansa.events import selectors as events
from hansa.network import selectors as network
from hansa.portal.rules.ribbon import Step, Stop, ribbon
from hansa.portal.selectors import words
from hansa.portal.selectors.board import Board
from hansa.portal.selectors.editions import call_of, course_url
from hansa.portal.selectors.learning import course_of
from hansa.programmes import selectors as programmes
from hansa.programmes.enums import CallState, ProgrammeKind


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


def page_of(known: Board, edition: Any, now: datetime) -> dict[str, Any]:
    """Return what the edition's page shows; a fixed number of queries whatever the edition holds."""
    call = call_of(edition)
    details = edition.details
    gatherings = known.keep("events", edition.pk, lambda: events.events_of(edition))
    keys = {*details.get("hosts", []), *details.get("partners", [])}
    keys |= {partner for c in _categories(edition) for partner in c.get("partners", [])}
    names = words.names_of(known, keys)
    is_open = call is not None and call.accepts(now)
    return {
        "edition": edition,
        "programme": edition.programme,
        "call": call,
        "is_open": is_open,
        "state": call.state_at(now) if call is not None else "",
        "days_left": _days_left(call, now) if is_open else None,
        "country": words.country(edition.place_country),
        "hosts": [names[key] for key in details.get("hosts", [])],
        "partners": [
            names[key] for key in details.get("partners", []) if key not in details.get("hosts", [])
        ],
        "costs": [
            {
                **cost,
                "what": words.COSTS.get(cost["what"], cost["what"]),
                "who": words.PAYERS.get(cost["payer"], ""),
            }
            for cost in details.get("costs", [])
        ],
        "balance": _balance(call),
        "ribbon": _ribbon(edition, call, now),
        "events": gatherings,
        "course": known.keep("course", edition.pk, lambda: course_of(edition, now)),
        "gathering_cities": len({event.city.get("en") for event in gatherings if event.city}),
        "achievements": _achievements(edition),
        "awards": _awards(edition, names),
        "others": _others(known, edition),
        "act": _act(edition, call, is_open, gatherings),
        "amendments": known.keep("amendments", edition.pk, lambda: list(programmes.amendments_of(call)))
        if call
        else [],
        "marks": details.get("assumed", False),
    }


def _others(known: Board, edition: Any) -> list[Any]:
    same = [e for e in known.editions if e.programme_id == edition.programme_id and e.pk != edition.pk]
    return same[:8]


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


def _ribbon(edition: Any, call: Any, now: datetime) -> list[Named]:
    zone = ZoneInfo(edition.time_zone)
    steps = []
    if call is not None:
        interviews = call.timetable.get("interviews") or {}
        if call.opens_at:
            steps.append(Step("opens", call.opens_at.astimezone(zone).date()))
        steps.append(Step("closes", call.closes_at.astimezone(zone).date() if call.closes_at else None))
        if interviews:
            steps.append(
                Step("interviews", _day(interviews.get("opens_on")), _day(interviews.get("closes_on")))
            )
        if call.timetable.get("decisions_on"):
            steps.append(Step("decisions", _day(call.timetable["decisions_on"])))
    if not steps:
        return []
    steps.append(Step("runs", edition.starts_on, edition.ends_on))
    return [Named(words.STEPS[stop.key], stop) for stop in ribbon(steps, now.astimezone(zone).date())]


def _achievements(edition: Any) -> list[dict[str, Any]]:
    """What one can earn, with the names of those who sign."""
    section = edition.credentials or {}
    signatories = {s["key"]: s for s in section.get("signatories", [])}
    return [
        {
            **item,
            "signed_by": [
                signatories[key]["role"] for key in item.get("signatories", []) if key in signatories
            ],
        }
        for item in section.get("achievements", [])
    ]


def _categories(edition: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (edition.stored_sections.get("awards") or {}).get("categories", [])
    return found


def _awards(edition: Any, names: dict[str, str]) -> dict[str, Any] | None:
    """The awards as facts: nothing runs of them yet."""
    section = edition.stored_sections.get("awards")
    if not section:
        return None
    return {
        **section,
        "categories": [
            {
                **category,
                "judged_with": [names.get(key, key) for key in category.get("partners", [])],
                "dots": _dots(category.get("quota", {})),
                "winners_words": _winners(category.get("quota", {})),
            }
            for category in section.get("categories", [])
        ],
    }


def _winners(quota: dict[str, int]) -> str:
    """Say where the winners of a category come from: 1 international, 1 domestic."""
    said = []
    if count := quota.get("international", 0):
        said.append(ngettext("%(count)s international", "%(count)s international", count) % {"count": count})
    if count := quota.get("domestic", 0):
        said.append(ngettext("%(count)s domestic", "%(count)s domestic", count) % {"count": count})
    if count := quota.get("either", 0):
        words = ngettext(
            "%(count)s, international or domestic", "%(count)s, international or domestic", count
        )
        said.append(words % {"count": count})
    return ", ".join(said)


def _dots(quota: dict[str, int]) -> list[str]:
    return (
        ["f"] * quota.get("international", 0)
        + ["o"] * quota.get("domestic", 0)
        + ["h"] * quota.get("either", 0)
    )


def _act(edition: Any, call: Any, is_open: bool, gatherings: list[Any]) -> Act | None:
    if is_open:
        return Act(_("Start your application"), reverse("applications:start", args=[edition.slug]))
    if call is not None and call.state not in (CallState.PUBLISHED, CallState.ARCHIVED, CallState.COMPLETED):
        return Act(
            _("See your application"), reverse("portal:my"), _("If you applied, this is where it stands.")
        )
    if edition.programme.kind == ProgrammeKind.COURSE and course_url(edition.slug):
        return Act(_("Go to the course"), course_url(edition.slug), _("Free, at your own pace."))
    return None
