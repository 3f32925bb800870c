"""A course with three lectures in two parts, a reading and a quiz; and people in it."""

from datetime import UTC, date, datetime
from typing import Any

from hansa.credentials.services import define_achievement, define_signatory
from hansa.learning.models import Course, Enrolment
from hansa.learning.services import apply_courses, enrol
from hansa.network.models import Network
from hansa.programmes.models import Edition, Programme
from hansa.programmes.rules.packs import Course as PackCourse
from hansa.questionnaires.services import define
from tests.factories.media import ENGLISH, a_film

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)

QUIZ: dict[str, Any] = {
    "title": {"en": "Quiz"},
    "questions": [
        {"key": "one", "kind": "single", "label": {"en": "Who lives in a city?"}, "required": True, "right": ["all"],
         "options": [{"key": "all", "label": {"en": "Everyone"}}, {"key": "few", "label": {"en": "A few"}}]},
        {"key": "two", "kind": "multiple", "label": {"en": "What cools it?"}, "required": True, "right": ["tree", "water"],
         "options": [{"key": "tree", "label": {"en": "Trees"}}, {"key": "water", "label": {"en": "Water"}},
                     {"key": "car", "label": {"en": "Cars"}}]},
    ],
}  # fmt: skip
RIGHT = {"one": "all", "two": ["tree", "water"]}
WRONG = {"one": "few", "two": ["car"]}
REQUEST = {
    "title": {"en": "Request"},
    "questions": [
        {"key": "why", "kind": "text", "label": {"en": "What will you do with it?"}, "required": True}
    ],
}
ACHIEVEMENTS = [
    {
        "key": "course", "kind": "course", "title": {"en": "The course"}, "description": {"en": "d"},
        "narrative": {"en": "n"}, "criteria": {"course": "course"}, "claim": "form", "questionnaire": "request",
        "signatories": ["sg"],
    }
]  # fmt: skip


def said_course(**changes: Any) -> dict[str, Any]:
    """A course as a pack says it."""
    captions = [
        {"language": "en"},
        {"language": "ko", "origin": "machine"},
        {"language": "ar", "state": "to_come"},
    ]
    parts = [
        {"key": "part-1", "title": {"en": "Beginnings"}, "lectures": [
            {"key": "cities", "title": {"en": "Cities"}, "week": 1, "captions": captions},
            {"key": "streets", "title": {"en": "Streets"}, "week": 2, "captions": [{"language": "en"}]},
        ]},
        {"key": "part-2", "title": {"en": "Ends"}, "lectures": [
            {"key": "rivers", "title": {"en": "Rivers"}, "week": 3, "captions": [{"language": "en"}]},
        ]},
    ]  # fmt: skip
    return {
        "key": "course",
        "title": {"en": "Cities for beginners"},
        "parts": parts,
        "readings": [
            {"key": "goals", "title": {"en": "The goals"}, "part": "part-1", "text": {"en": "Seventeen."}}
        ],
        "coursework": [{"key": "quiz", "title": {"en": "A quiz"}, "part": "part-1", "questionnaire": "quiz"}],
        "completion": {"lectures_percent": 90, "readings": True},
        **changes,
    }


def weeks(*begins: date) -> list[dict[str, Any]]:
    """Weeks of a calendar that begin on those days."""
    return [
        {"number": number, "starts_on": day.isoformat(), "ends_on": date.fromordinal(day.toordinal() + 6).isoformat(),
         "title": {"en": f"Week {number}"}}
        for number, day in enumerate(begins, start=1)
    ]  # fmt: skip


class Files:
    """What ``apply_courses`` needs of a pack: its files by name."""

    def __init__(self, said: dict[str, Any]) -> None:
        tracks = [
            (lecture["key"], track["language"])
            for part in said.get("parts", [])
            for lecture in part["lectures"]
            for track in lecture.get("captions", [])
            if track.get("state", "present") == "present"
        ]
        self.files = {f"captions/{key}.{language}.vtt": ENGLISH for key, language in tracks}


def an_edition(slug: str = "champions-2026", **fields: Any) -> Edition:
    """An edition of a programme that is under way."""
    network, _created = Network.objects.get_or_create(key="wego", defaults={"name": "WeGO"})
    programme, _created = Programme.objects.get_or_create(
        key="champions",
        defaults={"network": network, "title": {"en": "Champions"}, "summary": {"en": "s"}, "kind": "course"},
    )
    defaults = {
        "title": {"en": f"Champions {slug[-4:]}"}, "summary": {"en": "s"}, "year": 2026, "time_zone": "Asia/Seoul",
        "starts_on": date(2026, 11, 1), "ends_on": date(2026, 12, 31), "credentials": {"achievements": ACHIEVEMENTS},
    }  # fmt: skip
    return Edition.objects.create(
        slug=slug, namespace=f"wego/{slug}", programme=programme, **(defaults | fields)
    )


def apply(edition: Edition, said: dict[str, Any] | None) -> None:
    """Write a course as its pack would."""
    section = [PackCourse.model_validate(said)] if said else []
    apply_courses(edition=edition, section=section, pack=Files(said or {}), by=None, now=NOW)


def a_course(
    slug: str = "champions-2026", *, edition: dict[str, Any] | None = None, **changes: Any
) -> Course:
    """A course with films of a minute."""
    held = an_edition(slug, **(edition or {}))
    define_signatory(
        key="sg",
        name={"en": "WeGO"},
        role={"en": "Secretary General"},
        url="https://wego.example",
        by=None,
        now=NOW,
    )
    define_achievement(
        key=held.key_of("course"), name={"en": "The course"}, description={"en": "d"}, criteria={"en": "n"},
        criteria_url="https://wego.example/c", signatories=["sg"], language="en", kind="course", by=None, now=NOW,
    )  # fmt: skip
    define(key=held.key_of("quiz"), definition=QUIZ, by=None, now=NOW)
    define(key=held.key_of("request"), definition=REQUEST, by=None, now=NOW)
    apply(held, said_course(**changes))
    course = Course.objects.select_related("edition").get(edition=held)
    from hansa.media.models import Video

    for video in Video.objects.filter(renditions__isnull=True):
        a_film(video)
    return course


def an_enrolment(person: Any, course: Course | None = None, now: datetime = NOW) -> Enrolment:
    """Somebody enrolled."""
    course = course or a_course()
    return enrol(edition_slug=course.edition.slug, person=person, now=now)
