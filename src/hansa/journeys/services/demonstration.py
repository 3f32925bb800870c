"""The demonstration: the seeds' editions as they were, and living copies of three, played by invented people.

Everything is done by the same services that serve real people, at instants that have passed: nothing that is
signed lies in the future.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from hansa.applications.services import seat_reader
from hansa.credentials import selectors as credentials
from hansa.journeys.services import players
from hansa.journeys.services.rehearsal import studying
from hansa.journeys.services.rehearsal.interviewing import lay_some
from hansa.journeys.services.rehearsal.play import perform
from hansa.learning import selectors as learning
from hansa.media.services import make_all_videos
from hansa.network import selectors as network
from hansa.network.services import apply_network, appoint_coordinator, assign_to_office
from hansa.programmes import selectors as programmes
from hansa.programmes.services import apply_pack, load_network, load_pack, moved, turn_calls

if TYPE_CHECKING:
    from hansa.accounts.models import Person
    from hansa.programmes.rules.packs import Pack

SEED = 2026
INSTALLED_BEFORE = timedelta(days=200)
COORDINATED, ELSEWHERE = "bucharest", "barcelona"
# The call wants two from Africa: among a handful of applicants somebody has to see to it.
AFRICAN = ("dakar", "harare", "addis-ababa")
OFFICE = "chengdu-office"
MOVED = {
    "en": "(dates moved)",
    "fr": "(dates déplacées)",
    "de": "(mit verschobenen Terminen)",
    "it": "(date spostate)",
    "ar": "(بتواريخ معدّلة)",
    "ko": "(일정 변경)",
    "zh-hans": "（日期已调整）",
}
CALL, COURSE, FINISHED = "nia-workshop-moved", "champions-moved", "chengdu-moved"


@dataclass(frozen=True)
class Living:
    """A copy of an edition, moved so that it happens now, and how many invented people play it."""

    pack: "Pack"
    people: int
    until: str | None = None
    steady: tuple[str, ...] = ()


def accounts() -> list[dict[str, Any]]:
    """Return how one signs in as each role; none where no demonstration has been built."""
    found: list[dict[str, Any]] = players.written_down()["accounts"]
    return found


def links() -> dict[str, str]:
    """Return the paths of pages worth opening, by name."""
    found: dict[str, str] = players.written_down()["links"]
    return found


def build(*, now: datetime, tell: Callable[[str], None] = lambda line: None) -> None:
    """Fill an empty installation: packs, accounts, living copies, films. Takes a minute or two."""
    place = Path(settings.HANSA_PACKS_DIR) / "wego"
    tell("the network and its programmes")
    # Before anything was signed: a certificate older than its signatory's key would rightly be doubted.
    installed = now - INSTALLED_BEFORE
    apply_network(pack=load_network(place), by=None, now=installed)
    for folder in sorted(path.parent for path in place.glob("*/pack.yaml")):
        apply_pack(pack=load_pack(folder), by=None, now=installed)
    turn_calls(now=now)
    tell("accounts, one for each role")
    people, ways_in = players.engage(now=now)
    _give_places(people, now)
    # The films keep one processor busy for half a minute: the people play on the other meanwhile.
    with ThreadPoolExecutor(max_workers=1) as studio:
        films = studio.submit(_make_films)
        _play(place, people, now, tell)
        tell("films of the lectures")
        films.result()
    tell("letters and certificates")
    call_command("db_worker", batch=True, interval=0.1, startup_delay=False, verbosity=0)
    players.write_down(ways_in, _links())


def _make_films() -> None:
    try:
        make_all_videos()
    finally:
        connection.close()


def _play(place: Path, people: Mapping[str, "Person"], now: datetime, tell: Callable[[str], None]) -> None:
    for living in _living_copies(place, now):
        tell(f"{living.people} invented people: {living.pack.edition.title['en']}")
        perform(
            living.pack,
            network=None,
            people=living.people,
            seed=SEED,
            until=living.until,
            now=now,
            spared=frozenset({COORDINATED, ELSEWHERE}),
            steady=living.steady,
        )
    _seat_readers(people, now)
    tell("somebody who is almost through the course")
    studying.almost_through(edition_slug=COURSE, person=people["learner"], now=now)


def _give_places(people: Mapping[str, "Person"], now: datetime) -> None:
    city = network.member(COORDINATED)
    office = network.office(OFFICE)
    assert city is not None  # the network's pack names both
    assert office is not None
    appoint_coordinator(person=people["coordinator"], member=city, by=people["administrator"], now=now)
    assign_to_office(person=people["regional_officer"], office=office, by=people["administrator"], now=now)


def _seat_readers(people: Mapping[str, "Person"], now: datetime) -> None:
    edition = programmes.edition(CALL)
    assert edition is not None  # it has just been played
    for role in ("reviewer", "reviewer_2"):
        seat_reader(call_id=edition.call.pk, person=people[role], by=people["programme_officer"], now=now)
    lay_some(
        edition=edition,
        interviewers=[people["reviewer"], people["reviewer_2"]],
        by=people["programme_officer"],
        now=now,
    )


def _living_copies(place: Path, now: datetime) -> list[Living]:
    return [_finished(place, now), _open_call(place, now), _course(place, now)]


def _open_call(place: Path, now: datetime) -> Living:
    """The NIA workshop, its call open with ten to seventeen days to go."""
    pack = load_pack(place / "nia-workshop-2017")
    assert pack.call is not None
    assert pack.call.closes_at is not None
    weeks = -((pack.call.closes_at - now - timedelta(days=10)) // timedelta(weeks=1))
    return Living(
        moved(pack, weeks=weeks, slug=CALL, title_suffix=MOVED), people=9, until="nominations", steady=AFRICAN
    )


def _finished(place: Path, now: datetime) -> Living:
    """The Chengdu training, over since two to three weeks, so that a selection and its certificates can be seen."""
    pack = load_pack(place / "chengdu-2017")
    assert pack.edition.ends_on is not None
    weeks = (now.date() - timedelta(days=14) - pack.edition.ends_on).days // 7
    return Living(moved(pack, weeks=weeks, slug=FINISHED, title_suffix=MOVED), people=32)


def _course(place: Path, now: datetime) -> Living:
    """The Champions in their third week, every lecture released, one workshop over and one on today."""
    pack = load_pack(place / "champions-2025")
    course = pack.courses[0]
    weeks = (now.date() - course.calendar[0].starts_on).days // 7 - 2
    dated = [event for event in pack.events if event.starts_on]
    over, today = dated[0], dated[-1]
    days: dict[str, date] = {
        over.key: now.astimezone(ZoneInfo(over.time_zone)).date() - timedelta(days=12),
        today.key: now.astimezone(ZoneInfo(today.time_zone)).date(),
    }
    copy = moved(pack, weeks=weeks, slug=COURSE, title_suffix=MOVED, event_days=days)
    shown = {
        "courses": [_released(one) for one in copy.courses],
        "events": [_until_tomorrow(one) if one.key == today.key else one for one in copy.events],
    }
    return Living(copy.model_copy(update=shown), people=32)


def _until_tomorrow(event: Any) -> Any:
    """Let the event of today end a day later: whoever tries the house in its evening finds it on, too."""
    day = timedelta(days=1)
    return event.model_copy(
        update={
            "ends_on": event.ends_on and event.ends_on + day,
            "ends_at": event.ends_at and event.ends_at + day,
        }
    )


def _released(course: Any) -> Any:
    """Release each part by the third week at the latest."""
    parts = []
    for number, part in enumerate(course.parts, 1):
        lectures = [lecture.model_copy(update={"week": min(number, 3)}) for lecture in part.lectures]
        parts.append(part.model_copy(update={"lectures": lectures}))
    return course.model_copy(update={"parts": parts})


def _links() -> dict[str, str]:
    edition = programmes.edition(COURSE)
    assert edition is not None  # it has just been played
    course = learning.course_of(edition)
    assert course is not None
    lecture = learning.lectures_of(course)[0]
    shown = (
        credentials.credentials()
        .filter(achievement__key__startswith=edition.namespace)
        .order_by("-achievement__key", "created_at")  # the one with two signatures first, where there is one
        .first()
    )
    certificate = (
        reverse("credentials:certificate", args=[shown.pk]) if shown else reverse("credentials:verify")
    )
    return {
        "home": reverse("portal:home"),
        "programme": reverse("portal:edition", args=["champions-2025"]),
        "call": reverse("portal:edition", args=[CALL]),
        "apply": reverse("applications:start", args=[CALL]),
        "course": reverse("learning:course", args=[COURSE]),
        "lecture": reverse("learning:lecture", args=[COURSE, lecture.key]),
        "certificate": certificate,
        "verify": reverse("credentials:verify"),
        "members": reverse("network:members"),
        "my": reverse("portal:my"),
        "office": reverse("portal:desk"),
        "mailbox": reverse("messaging:mailbox"),
    }
