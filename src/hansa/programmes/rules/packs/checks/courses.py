"""Faults of a course: captions that are promised and missing, weeks that overlap, rules nobody can fulfil."""

from collections.abc import Iterator
from itertools import pairwise

from ..faults import Finding, Path
from ..messages import nearest
from ..schema.course import Course, Lecture, Week
from ..schema.pack import Pack
from .common import disordered, doubled


def findings(pack: Pack) -> Iterator[Finding]:
    yield from doubled(pack.courses, ("courses",))
    for number, course in enumerate(pack.courses):
        yield from _course(pack, course, ("courses", number))


def _course(pack: Pack, course: Course, path: Path) -> Iterator[Finding]:
    yield from doubled(course.parts, (*path, "parts"))
    yield from doubled(course.readings, (*path, "readings"))
    yield from doubled(course.coursework, (*path, "coursework"))
    yield from doubled(course.phases, (*path, "phases"))
    yield from _lectures(pack, course, path)
    yield from _parts_named(course, path)
    yield from _calendar(course, path)
    yield from _completion(pack, course, path)
    for number, piece in enumerate(course.coursework):
        found = pack.questionnaires.get(piece.questionnaire)
        if found is not None and found.purpose != "quiz":
            yield Finding(
                (*path, "coursework", number, "questionnaire"),
                f"“{piece.questionnaire}” is written for another purpose: {found.purpose}.",
                "Name one whose purpose is quiz.",
            )


def _lectures(pack: Pack, course: Course, path: Path) -> Iterator[Finding]:
    seen: dict[str, Path] = {}
    weeks = {week.number: week for week in course.calendar}
    for at, part in enumerate(course.parts):
        for number, lecture in enumerate(part.lectures):
            here = (*path, "parts", at, "lectures", number)
            if lecture.key in seen:
                yield Finding(
                    (*here, "key"), f"There is a lecture “{lecture.key}” already.", "Give each its own key."
                )
            seen[lecture.key] = here
            if lecture.week is not None and lecture.week not in weeks:
                yield Finding(
                    (*here, "week"),
                    f"The calendar has no week {lecture.week}.",
                    f"It has {len(weeks)} weeks." if weeks else "Add a calendar, or take the week out.",
                )
            elif lecture.week is not None and weeks[lecture.week].is_break:
                yield Finding(
                    (*here, "week"), f"Week {lecture.week} is a break.", "Release it in another week."
                )
            yield from _captions(pack, course, lecture, here)


def _captions(pack: Pack, course: Course, lecture: Lecture, path: Path) -> Iterator[Finding]:
    yield from doubled(lecture.captions, (*path, "captions"), "language", what="caption language")
    tracks = {track.language for track in lecture.captions}
    for language in course.caption_languages:
        if language not in tracks:
            yield Finding(
                path,
                f"“{lecture.key}” has no captions in {language}, which the course promises.",
                "Add the track; write “state: to_come” where it is still being made.",
            )
    for number, track in enumerate(lecture.captions):
        name = f"captions/{lecture.key}.{track.language}.vtt"
        if track.state == "present" and name not in pack.files:
            yield Finding(
                (*path, "captions", number),
                f"The track is said to be present, but there is no {name}.",
                "Add the file, or write “state: to_come”.",
            )


def _parts_named(course: Course, path: Path) -> Iterator[Finding]:
    parts = [part.key for part in course.parts]
    for name in ("readings", "coursework"):
        for number, item in enumerate(getattr(course, name)):
            if item.part is not None and item.part not in parts:
                problem = f"The course has no part “{item.part}”."
                yield Finding((*path, name, number, "part"), problem, nearest(item.part, parts))


def _calendar(course: Course, path: Path) -> Iterator[Finding]:
    phases = [phase.key for phase in course.phases]
    for number, week in enumerate(course.calendar):
        here = (*path, "calendar", number)
        yield from disordered(week.starts_on, week.ends_on, here, ("starts_on", "ends_on"))
        if week.phase is not None and week.phase not in phases:
            yield Finding(
                (*here, "phase"), f"The course has no phase “{week.phase}”.", nearest(week.phase, phases)
            )
    yield from _phases_apart(course, phases, path)
    for number, (before, after) in enumerate(pairwise(course.calendar)):
        if after.starts_on <= before.ends_on and before.phase == after.phase:
            yield Finding(
                (*path, "calendar", number + 1, "starts_on"),
                f"This week begins on {after.starts_on}; the one before ends on {before.ends_on}.",
                "Weeks follow one another.",
            )
    numbers: dict[tuple[str | None, int], int] = {}
    for number, week in enumerate(course.calendar):
        if (week.phase, week.number) in numbers:
            problem = f"There is a week {week.number} already."
            yield Finding(
                (*path, "calendar", number, "number"), problem, "Count each week once in its phase."
            )
        numbers[week.phase, week.number] = number


def _phases_apart(course: Course, phases: list[str], path: Path) -> Iterator[Finding]:
    spans: list[tuple[str, list[Week], int]] = []
    for at, key in enumerate(phases):
        weeks = [week for week in course.calendar if week.phase == key]
        if weeks:
            spans.append((key, weeks, at))
    for (one, early, _), (other, late, at) in pairwise(spans):
        ends, begins = max(week.ends_on for week in early), min(week.starts_on for week in late)
        if begins <= ends:
            yield Finding(
                (*path, "phases", at),
                f"The phase “{other}” begins on {begins}, while “{one}” lasts until {ends}.",
                "A phase begins after the one before has ended.",
            )


def _completion(pack: Pack, course: Course, path: Path) -> Iterator[Finding]:
    rule, here = course.completion, (*path, "completion")
    pieces = len(course.coursework)
    if rule.coursework is not None and rule.coursework > pieces:
        problem = f"{rule.coursework} pieces of coursework are asked for; the course has {pieces}."
        yield Finding((*here, "coursework"), problem, f"{pieces} at most.")
    if rule.workshops > len(pack.events):
        problem = f"{rule.workshops} workshops are asked for; the pack has {len(pack.events)} events."
        yield Finding((*here, "workshops"), problem, f"{len(pack.events)} at most.")
    if rule.readings and not any(reading.required for reading in course.readings):
        yield Finding(
            (*here, "readings"), "Readings are asked for; none is required.", "Mark one, or take this out."
        )
    if rule.lectures_percent and not course.lectures:
        yield Finding(
            (*here, "lectures_percent"),
            "Lectures are asked for; the course has none.",
            "Add them, or take this out.",
        )
