"""Faults of a call: days that contradict each other, rules nobody can meet, ranges no cohort can keep."""

from collections.abc import Iterator
from datetime import date, timedelta

from ..eligibility import Age, MemberOf, RoleAtLeast
from ..faults import Finding, Path
from ..messages import nearest
from ..schema.call import MEMBER_ATTRIBUTES, Call, Range
from ..schema.network import Network
from ..schema.pack import Pack
from .common import disordered, doubled

DECISION_LETTERS = ("accepted", "not-selected")
REFEREE_LETTERS = ("referee-request", "referee-declined")
MOST_UNEVEN = 3
LONGEST_PERSONAL_DAYS = 30
"""Passport scans and headshots are gone within so many days after the end (trust)."""


def findings(pack: Pack, network: Network | None) -> Iterator[Finding]:
    call = pack.call
    if call is None:
        return
    yield from _days(pack, call)
    yield from eligibility_findings(call.eligibility, ("call", "eligibility"), network)
    yield from doubled(call.documents, ("call", "documents"), "kind", what="document")
    yield from _pictures(call)
    yield from _referees(pack, call)
    for number, document in enumerate(call.documents):
        if document.kind in ("passport", "headshot") and document.delete_after_days > LONGEST_PERSONAL_DAYS:
            yield Finding(
                ("call", "documents", number, "delete_after_days"),
                f"A {document.kind} is kept {document.delete_after_days} days after the end.",
                f"{LONGEST_PERSONAL_DAYS} days at most.",
            )
    yield from _forms(pack, call)
    yield from _caps(call)
    yield from _ranges(pack, call, network)
    for letter in DECISION_LETTERS:
        if letter not in pack.letters:
            yield Finding(
                ("letters",),
                f"Nobody is told: the call has no letter “{letter}”.",
                f"Add “{letter}: {letter}”.",
            )


def _pictures(call: Call) -> Iterator[Finding]:
    for number, document in enumerate(call.documents):
        if document.proportions is None:
            continue
        here: Path = ("call", "documents", number, "proportions")
        across, down = map(int, document.proportions.split(":"))
        if document.kind != "headshot":
            problem = f"A {document.kind} is taken as it is; nobody cuts it to {document.proportions}."
            yield Finding(here, problem, "Proportions belong to a headshot.")
        elif not MOST_UNEVEN >= across / down >= 1 / MOST_UNEVEN:
            problem = f"A face in {document.proportions} is a strip."
            yield Finding(here, problem, f"No side is more than {MOST_UNEVEN} times the other, as in 35:45.")


def _referees(pack: Pack, call: Call) -> Iterator[Finding]:
    asked, here = call.referees, ("call", "referees")
    if asked is None:
        return
    for letter in REFEREE_LETTERS:
        if letter not in pack.letters:
            problem = f"Referees are asked for letters, but the call has no letter “{letter}”."
            yield Finding(("letters",), problem, f"Add “{letter}: {letter}”.")
    days = asked.days_after_closing
    if days is None or call.closes_at is None or call.rolling:
        return
    last = call.closes_at.date() + timedelta(days=days)
    if call.decisions_on is not None and last >= call.decisions_on:
        yield Finding(
            (*here, "days_after_closing"),
            f"Letters may come until {last}, when the decisions of {call.decisions_on} are made.",
            f"{max(1, (call.decisions_on - call.closes_at.date()).days - 1)} days or fewer.",
        )


def _days(pack: Pack, call: Call) -> Iterator[Finding]:
    opens, closes = call.opens_at, call.closes_at
    if opens is not None and closes is not None and closes <= opens:
        yield Finding(
            ("call", "closes_at"),
            f"The call closes on {closes:%Y-%m-%d %H:%M}, before it opens on {opens:%Y-%m-%d %H:%M}.",
            "closes_at is later than opens_at.",
        )
    deadline = None if closes is None or call.rolling else closes.date()
    steps: list[tuple[Path, str, date | None]] = []
    if call.interviews is not None:
        meeting = call.interviews
        yield from disordered(
            meeting.opens_on, meeting.closes_on, ("call", "interviews"), ("opens_on", "closes_on")
        )
        steps.append((("call", "interviews", "opens_on"), "The interviews begin", meeting.opens_on))
    steps.append((("call", "decisions_on"), "The decisions come", call.decisions_on))
    if not call.rolling:
        steps.append((("edition", "starts_on"), "The edition starts", pack.edition.starts_on))
    for path, what, day in steps:
        if deadline is not None and day is not None and day < deadline:
            yield Finding(
                path, f"{what} on {day}, before the call closes on {deadline}.", f"{deadline} or later."
            )
    ends = None if call.interviews is None else call.interviews.closes_on
    if ends is not None and call.decisions_on is not None and call.decisions_on < ends:
        problem = f"The decisions come on {call.decisions_on}, before the last interview on {ends}."
        yield Finding(("call", "decisions_on"), problem, f"{ends} or later.")


def eligibility_findings(rules: list, path: Path, network: Network | None) -> Iterator[Finding]:
    """Yield the faults of rules about who may come."""
    regions = None if network is None else [region.key for region in network.regions]
    for number, rule in enumerate(rules):
        here = (*path, number)
        if isinstance(rule, Age):
            yield from age_findings(rule, here)
        if isinstance(rule, RoleAtLeast) and rule.at_least is None and not rule.fields:
            yield Finding(here, "The rule asks for no level and no field of work.", "Add at_least or fields.")
        if isinstance(rule, MemberOf) and regions is not None:
            for position, region in enumerate(rule.regions):
                if region not in regions:
                    yield Finding(
                        (*here, "regions", position),
                        f"There is no region “{region}”.",
                        nearest(region, regions),
                    )


def age_findings(rule: Age, path: Path) -> Iterator[Finding]:
    """Yield the faults of a rule about age."""
    if rule.at_least is None and rule.oldest is None:
        yield Finding(path, "The rule names no age.", "Add at_least, at_most or under.")
    if rule.oldest is not None and rule.youngest > rule.oldest:
        problem = f"Nobody is at least {rule.youngest} and at most {rule.oldest}."
        yield Finding(path, problem, "Change one of the two ages.")


def _forms(pack: Pack, call: Call) -> Iterator[Finding]:
    for name, purpose in (
        ("questionnaire", "application"),
        ("nomination", "nomination"),
        ("rubric", "rubric"),
    ):
        key = getattr(call, name)
        found = pack.questionnaires.get(key) if key else None
        if found is not None and found.purpose != purpose:
            yield Finding(
                ("call", name),
                f"“{key}” is written for another purpose: {found.purpose}.",
                f"Name one whose purpose is {purpose}.",
            )
    meeting = call.interviews
    key = meeting.rubric if meeting is not None else None
    if key is not None:
        here = ("call", "interviews", "rubric")
        found = pack.questionnaires.get(key)
        if found is None:
            yield Finding(here, f"There is no questionnaire “{key}”.", "Name one of the pack's rubrics.")
        elif found.purpose != "rubric":
            yield Finding(
                here,
                f"“{key}” is written for another purpose: {found.purpose}.",
                "Name one whose purpose is rubric.",
            )
    if meeting is not None and meeting.weight and call.rubric is None:
        yield Finding(
            ("call", "interviews", "weight"),
            "Interviews make a part of the merit, but the call has no rubric for the other.",
            "Add “rubric:” to the call, or leave the weight out.",
        )
    if call.selection is not None and call.rubric is None:
        problem = "People are selected by merit, but the call has no rubric to give it."
        yield Finding(("call", "selection"), problem, "Add “rubric:” to the call.")


def _caps(call: Call) -> Iterator[Finding]:
    nominations, places = call.caps.nominations_per_city, call.caps.places_per_city
    if nominations is not None and places is not None and places > nominations:
        yield Finding(
            ("call", "caps", "places_per_city"),
            f"A city may get {places} places but nominate only {nominations}.",
            f"{nominations} or fewer.",
        )


def _ranges(pack: Pack, call: Call, network: Network | None) -> Iterator[Finding]:
    if call.selection is None:
        return
    path: Path = ("call", "selection", "ranges")
    by_attribute: dict[str, list[Range]] = {}
    for number, wanted in enumerate(call.selection.ranges):
        here = (*path, number)
        known = _values(pack, call, network, wanted.attribute)
        if known is None and wanted.attribute not in MEMBER_ATTRIBUTES:
            if call.questionnaire is not None and call.questionnaire not in pack.questionnaires:
                continue  # the missing form is a fault of its own, and may ask for this
            problem = f"Nothing is known of an applicant's “{wanted.attribute}”."
            yield Finding(
                (*here, "attribute"),
                problem,
                nearest(wanted.attribute, [*MEMBER_ATTRIBUTES, *_choices(pack, call)]),
            )
            continue
        if known is not None and wanted.value not in known:
            yield Finding(
                (*here, "value"), f"No applicant can be “{wanted.value}”.", nearest(wanted.value, known)
            )
        if wanted.max is not None and wanted.min > wanted.max:
            yield Finding(
                here, f"At least {wanted.min} and at most {wanted.max} cannot both be.", "min is max or less."
            )
        if any(wanted.value == other.value for other in by_attribute.get(wanted.attribute, [])):
            yield Finding(here, f"There is a range for “{wanted.value}” already.", "Keep one of the two.")
        by_attribute.setdefault(wanted.attribute, []).append(wanted)
    if call.places is not None:
        for attribute, ranges in by_attribute.items():
            yield from _impossible(
                attribute, ranges, call, _values(pack, call, network, attribute), network, path
            )


def _impossible(
    attribute: str,
    ranges: list[Range],
    call: Call,
    known: list[str] | None,
    network: Network | None,
    path: Path,
) -> Iterator[Finding]:
    places = call.places or 0
    least = sum(wanted.min for wanted in ranges)
    if least > places:
        yield Finding(
            path,
            f"The ranges over {attribute} ask for {least} people at least; there are {places} places.",
            "No cohort can meet them: lower a min, or add places.",
        )
    values = {wanted.value for wanted in ranges}
    if known is not None and values >= set(known) and all(wanted.max is not None for wanted in ranges):
        most = sum(wanted.max or 0 for wanted in ranges)
        if most < places:
            yield Finding(
                path,
                f"The ranges over {attribute} let in {most} people at most; there are {places} places.",
                "No cohort can meet them: raise a max, or take away places.",
            )
    if attribute == "region" and network is not None and call.caps.places_per_city is not None:
        for number, wanted in enumerate(call.selection.ranges if call.selection else []):
            cities = sum(member.region == wanted.value for member in network.members)
            if wanted.attribute == "region" and wanted.min > cities * call.caps.places_per_city:
                yield Finding(
                    (*path, number, "min"),
                    f"{wanted.min} people are wanted from {wanted.value}, which has {cities} members with "
                    f"{call.caps.places_per_city} places each.",
                    f"No cohort can meet it: {cities * call.caps.places_per_city} at most.",
                )


def _values(pack: Pack, call: Call, network: Network | None, attribute: str) -> list[str] | None:
    """Return the values that an attribute can have, or ``None`` where they are not a closed list."""
    if attribute == "region":
        return None if network is None else [region.key for region in network.regions]
    if attribute == "first_time":
        return ["yes", "no"]
    return _choices(pack, call).get(attribute)


def _choices(pack: Pack, call: Call) -> dict[str, list[str]]:
    form = pack.questionnaires.get(call.questionnaire) if call.questionnaire else None
    questions = form.questions if form is not None else []
    return {
        question.key: [option.key for option in question.options]
        for question in questions
        if question.kind == "single"
    }
