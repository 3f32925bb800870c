"""The pack's section ``courses``: written into rows, written back out, and what may not change any more."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max, Model
from django.utils.translation import gettext as _

from hansa.foundation.audit.services import record
from hansa.learning.models import (
    Course,
    Coursework,
    Lecture,
    Part,
    Reading,
    new_mark,
)
from hansa.media import selectors as media
from hansa.media.services import define_caption, define_video
from hansa.programmes import selectors as programmes

if TYPE_CHECKING:
    from hansa.programmes.models import Edition

Plain = dict[str, Any]

_COURSE = ("key", "title", "summary", "caption_languages", "parts", "readings", "coursework", "completion", "phases",
           "calendar")  # fmt: skip


class OneCourseOnly(ValueError):
    """An edition holds one course."""


@transaction.atomic
def apply_courses(*, edition: "Edition", section: Any, pack: Any, by: Any, now: datetime) -> None:
    """Write an edition's course as its pack has it; what the pack has no more goes.

    ``refusals`` has been asked before, so nothing goes that a learner has worked on.
    """
    courses = [_plain(item) for item in section]
    if len(courses) > 1:
        raise OneCourseOnly(_("An edition holds one course; divide it into parts."))
    if not courses:
        Course.objects.filter(edition=edition).delete()
        return
    said = courses[0]
    course, _created = Course.objects.update_or_create(
        edition=edition,
        defaults={
            "key": said["key"],
            "title": said["title"],
            "summary": said.get("summary") or {},
            "completion": said.get("completion", {}),
            "phases": said.get("phases", []),
            "calendar": said.get("calendar", []),
            "caption_languages": said.get("caption_languages", []),
            "details": _rest(said, _COURSE),
            "structure": new_mark(),
        },
    )
    parts = _write_parts(course, said.get("parts", []))
    _write_steps(course, parts, said)
    _write_media(edition, said, pack.files, by, now)
    record(by, "course.define", course, edition=edition.slug, lectures=course.lectures.count())


def _plain(item: Any) -> Plain:
    plain: Plain = item.model_dump(mode="json", exclude_defaults=True)
    return plain


def _rest(said: Plain, known: Iterable[str]) -> Plain:
    return {name: value for name, value in said.items() if name not in known}


def _write(model: type[Model], course: Course, rows: Mapping[str, Plain]) -> dict[str, Any]:
    """Write rows by key and return them. Those not named stay for the caller to take away."""
    return {
        key: model._default_manager.update_or_create(course=course, key=key, defaults=fields)[0]
        for key, fields in rows.items()
    }


def _write_parts(course: Course, said: list[Plain]) -> dict[str, Part]:
    parts = _write(
        Part,
        course,
        {
            part["key"]: {
                "title": part["title"],
                "position": position,
                "details": _rest(part, ("key", "title", "lectures")),
            }
            for position, part in enumerate(said)
        },
    )
    begins = {week["number"]: date.fromisoformat(week["starts_on"]) for week in reversed(course.calendar)}
    lectures = [(parts[part["key"]], lecture) for part in said for lecture in part.get("lectures", [])]
    rows = {
        lecture["key"]: {
            "part": part,
            "title": lecture["title"],
            "summary": lecture.get("summary") or {},
            "position": position,
            "week": lecture.get("week"),
            "releases_on": begins.get(lecture["week"]) if lecture.get("week") else None,
            "captions": lecture.get("captions", []),
            "details": _rest(lecture, ("key", "title", "summary", "week", "captions")),
        }
        for position, (part, lecture) in enumerate(lectures)
    }
    _write(Lecture, course, rows)
    # A lecture may have moved to another part: parts go last, or it would go with its old one.
    Lecture.objects.filter(course=course).exclude(key__in=rows).delete()
    Part.objects.filter(course=course).exclude(key__in=parts).delete()
    return parts


def _write_steps(course: Course, parts: Mapping[str, Part], said: Plain) -> None:
    readings = {
        item["key"]: {
            "part": parts.get(item.get("part", "")),
            "title": item["title"],
            "text": item.get("text") or {},
            "url": item.get("url") or "",
            "required": item.get("required", True),
            "position": position,
            "details": _rest(item, ("key", "title", "part", "text", "url", "required")),
        }
        for position, item in enumerate(said.get("readings", []))
    }
    pieces = {
        item["key"]: {
            "part": parts.get(item.get("part", "")),
            "title": item["title"],
            "questionnaire": item["questionnaire"],
            "pass_percent": item.get("pass_percent", 60),
            "required": item.get("required", True),
            "position": position,
            "details": _rest(item, ("key", "title", "part", "questionnaire", "pass_percent", "required")),
        }
        for position, item in enumerate(said.get("coursework", []))
    }
    _write(Reading, course, readings)
    _write(Coursework, course, pieces)
    Reading.objects.filter(course=course).exclude(key__in=readings).delete()
    Coursework.objects.filter(course=course).exclude(key__in=pieces).delete()


def _write_media(edition: "Edition", said: Plain, files: Mapping[str, str], by: Any, now: datetime) -> None:
    """Name the videos and set their captions. Of a lecture in several editions the newest has the word:
    an older one that spells its title another way would otherwise have the film made again each time."""
    lectures = {
        lecture["key"]: lecture for part in said.get("parts", []) for lecture in part.get("lectures", [])
    }
    others = Lecture.objects.filter(key__in=lectures).exclude(course__edition=edition).order_by()
    newest = dict(others.values_list("key").annotate(Max("course__edition__year")))
    standing = media.videos(lectures)
    for key, lecture in lectures.items():
        has_the_word = edition.year >= newest.get(key, 0)
        if has_the_word or key not in standing:
            define_video(key=key, title=lecture["title"], by=by, now=now)
        known = {track.language for track in standing[key].captions.all()} if key in standing else set()
        for track in lecture.get("captions", []):
            text = files.get(f"captions/{key}.{track['language']}.vtt")
            if track["language"] in known and not (text and has_the_word):
                continue
            define_caption(
                video_key=key,
                language=track["language"],
                content=text if track.get("state", "present") == "present" else None,
                origin=track.get("origin", "human"),
                engine=track.get("engine") or "",
                source_language="" if track["language"] == "en" else "en",
                by=by,
                now=now,
            )


def export_courses(edition: "Edition") -> list[Plain]:
    """Return the edition's course as a pack would say it now."""
    course = Course.objects.filter(edition=edition).first()
    if course is None:
        return []
    lectures: dict[int, list[Plain]] = {}
    for lecture in Lecture.objects.filter(course=course):
        lectures.setdefault(lecture.part_id, []).append(
            _filled(
                key=lecture.key, title=lecture.title, summary=lecture.summary, week=lecture.week,
                captions=lecture.captions, **lecture.details,
            )
        )  # fmt: skip
    parts = [
        _filled(key=part.key, title=part.title, lectures=lectures.get(part.pk), **part.details)
        for part in Part.objects.filter(course=course)
    ]
    readings = [
        {
            **_filled(
                key=item.key, title=item.title, part=item.part.key if item.part else None, text=item.text,
                url=item.url, **item.details,
            ),
            "required": item.required,
        }
        for item in Reading.objects.filter(course=course).select_related("part")
    ]  # fmt: skip
    pieces = [
        {
            **_filled(key=item.key, title=item.title, part=item.part.key if item.part else None,
                      questionnaire=item.questionnaire, **item.details),
            "pass_percent": item.pass_percent,
            "required": item.required,
        }
        for item in Coursework.objects.filter(course=course).select_related("part")
    ]  # fmt: skip
    said = _filled(
        key=course.key, title=course.title, summary=course.summary, caption_languages=course.caption_languages,
        parts=parts, readings=readings, coursework=pieces, completion=course.completion, phases=course.phases,
        calendar=course.calendar, **course.details,
    )  # fmt: skip
    return [said]


def _filled(**fields: Any) -> Plain:
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def caption_files(edition: "Edition") -> dict[str, str]:
    """Return the caption files that the edition's pack carries, with the words as they stand now."""
    found = {}
    for file in programmes.files_of(edition).filter(name__startswith="captions/"):
        key, _dot, language = file.name.removeprefix("captions/").removesuffix(".vtt").partition(".")
        track = media.caption_track(key, language)
        if track:
            found[file.name] = track.content
    return found


@transaction.atomic
def bring_course_forward(*, edition: "Edition", days: int, by: Any, now: datetime) -> None:
    """Move the weeks of an edition's course that many days earlier, and the openings of its lectures with them."""
    course = Course.objects.select_for_update().filter(edition=edition).first()
    if course is None or not days or not course.calendar:
        return
    earlier = timedelta(days=days)
    course.calendar = [
        {
            **week,
            **{
                name: (date.fromisoformat(week[name]) - earlier).isoformat()
                for name in ("starts_on", "ends_on")
            },
        }
        for week in course.calendar
    ]
    course.structure = new_mark()
    course.save(update_fields=["calendar", "structure"])
    for lecture in Lecture.objects.filter(course=course, releases_on__isnull=False):
        assert lecture.releases_on is not None  # the filter says so
        lecture.releases_on -= earlier
        lecture.save(update_fields=["releases_on"])
    record(by, "course.bring_forward", course, days=days)
