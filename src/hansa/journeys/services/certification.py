"""From what somebody did to a certificate: reads the pack's criteria, the course and the workshops."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hansa.accounts.services import tidy_name
from hansa.credentials import selectors as credentials
from hansa.credentials.services.claims import decide_claim, request_claim
from hansa.credentials.services.issuing import issue_credential
from hansa.events import selectors as events
from hansa.foundation.i18n import in_language
from hansa.foundation.prepared import Prepared
from hansa.journeys.rules.certification import Criteria, Facts, Missing, Verdict, judge
from hansa.learning import selectors as learning
from hansa.programmes.services import explain_eligibility

if TYPE_CHECKING:
    from hansa.accounts.models import Person
    from hansa.credentials.models import Credential
    from hansa.programmes.models import Edition


#: The question of a claim form that asks how the name should stand on the certificate.
NAME = "name"
_held = Prepared(credentials.credentials_in_brief)


class NotEarned(Exception):
    """A certificate was asked for that is not earned; ``missing`` says what stands between, as sentences."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(" ".join(missing))
        self.missing = missing


class UnknownAchievement(LookupError):
    """The edition's pack has no certificate of that key."""


@dataclass(frozen=True)
class Standing:
    """Where one person stands on one certificate of an edition."""

    achievement: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    kind: str
    by_form: bool
    questionnaire: str | None
    missing: tuple[str, ...]
    needs_birth_date: bool
    can_still_be_earned: bool
    credential: "Credential | None"

    @property
    def earned(self) -> bool:
        return not self.missing


def achievements_of(edition: "Edition") -> list[dict[str, Any]]:
    """Return the certificates that an edition can end in, shaped as in the pack."""
    found: list[dict[str, Any]] = (edition.credentials or {}).get("achievements", [])
    return found


def standings(*, person: "Person", edition: "Edition", now: datetime) -> list[Standing]:
    """Return where a person stands on every certificate of the edition."""
    offered = achievements_of(edition)
    if not offered:
        return []
    known = _known(person, edition)
    # Newest first: where one was issued again, the newer one counts.
    held = {c.achievement.key: c for c in reversed(_held.ask(person.pk))}
    return [_standing(person, edition, one, known, held.get(edition.key_of(one["key"]))) for one in offered]


def standing(*, person: "Person", edition: "Edition", achievement: str, now: datetime) -> Standing:
    """Return where a person stands on one certificate. Raises ``UnknownAchievement``."""
    for one in standings(person=person, edition=edition, now=now):
        if one.achievement == achievement:
            return one
    raise UnknownAchievement(achievement)


@transaction.atomic
def claim(
    *, person: "Person", edition: "Edition", achievement: str, answers: Mapping[str, Any], now: datetime
) -> "Credential":
    """Issue a certificate to the person who asks for it, once; asked again, it is the same one.

    Raises ``NotEarned`` with every reason, and ``UnknownAchievement``.
    """
    where = standing(person=person, edition=edition, achievement=achievement, now=now)
    if where.credential is not None:
        return where.credential
    if not where.earned:
        raise NotEarned(where.missing)
    key = edition.key_of(achievement)
    asked = request_claim(achievement_key=key, holder=person, answers=answers, now=now)
    decide_claim(claim_id=asked.pk, granted=True, by=None, now=now)
    name = tidy_name(str(answers.get(NAME) or ""))
    return _issue(person, edition, achievement, by=person, now=now, name=name)


@transaction.atomic
def issue_automatic(*, person: "Person", edition: "Edition", by: "Person | None", now: datetime) -> int:
    """Issue whatever a person has earned that needs no asking; return how many are new."""
    issued = 0
    for where in standings(person=person, edition=edition, now=now):
        if where.earned and not where.by_form and where.credential is None:
            _issue(person, edition, where.achievement, by=by, now=now)
            issued += 1
    return issued


@dataclass(frozen=True)
class _Known:
    completed: frozenset[str]
    attended: tuple[Any, ...]


def _known(person: "Person", edition: "Edition") -> _Known:
    return _Known(
        completed=frozenset(learning.completed_course_keys(person, edition)),
        attended=tuple(events.attended(person, edition)),
    )


def _standing(
    person: "Person",
    edition: "Edition",
    achievement: Mapping[str, Any],
    known: _Known,
    credential: "Credential | None",
) -> Standing:
    verdict, age_said = _verdict(person, achievement, known)
    return Standing(
        achievement=achievement["key"],
        title=achievement["title"],
        description=achievement["description"],
        kind=achievement["kind"],
        by_form=achievement.get("claim") == "form",
        questionnaire=edition.key_of(achievement["questionnaire"])
        if achievement.get("questionnaire")
        else None,
        missing=() if credential else tuple(_sentence(lack, age_said) for lack in verdict.missing),
        needs_birth_date=any(lack.kind == "birth_date" for lack in verdict.missing),
        can_still_be_earned=verdict.can_still_be_earned,
        credential=credential,
    )


def _verdict(person: "Person", achievement: Mapping[str, Any], known: _Known) -> tuple[Verdict, str]:
    wanted = achievement.get("criteria") or {}
    age = wanted.get("age")
    said = explain_eligibility(rules=[age], facts={"birth_date": person.birth_date})[0] if age else None
    criteria = Criteria(
        course=wanted.get("course"),
        events=frozenset(wanted.get("events") or ()),
        attended=wanted.get("attended") or 1,
        has_age=said is not None,
    )
    facts = Facts(
        completed=known.completed,
        attended=frozenset(event.key for event in known.attended),
        age_met=said.met if said else None,
    )
    return judge(criteria, facts), str(said.text) if said else ""


def _sentence(lack: Missing, age_said: str) -> str:
    if lack.kind == "course":
        return _("You have not completed the course yet.")
    if lack.kind == "event":
        return ngettext(
            "You have to take part in %(count)s workshop.",
            "You have to take part in %(count)s workshops.",
            lack.count,
        ) % {"count": lack.count}
    if lack.kind == "birth_date":
        return _("We need your date of birth. %(rule)s") % {"rule": age_said}
    return age_said


def _issue(
    person: "Person",
    edition: "Edition",
    achievement: str,
    *,
    by: "Person | None",
    now: datetime,
    name: str = "",
) -> "Credential":
    key = edition.key_of(achievement)
    wanted = next(one for one in achievements_of(edition) if one["key"] == achievement).get("criteria") or {}
    return issue_credential(
        achievement_key=key,
        holder=person,
        evidence=list(_evidence(edition, wanted, _known(person, edition))),
        key=f"{key}:{person.uid}",
        by=by,
        now=now,
        language=person.language,
        name=name,
    )


def _evidence(edition: "Edition", wanted: Mapping[str, Any], known: _Known) -> Iterable[dict[str, str]]:
    """Name the course and the workshops that the certificate rests on, in the edition's own language."""
    language, base = edition.language, settings.HANSA_BASE_URL
    if wanted.get("course"):
        yield {
            "id": f"{base}{reverse('portal:edition', args=[edition.slug])}#course",
            "name": in_language(edition.title, language),
            "description": "Course completed",
        }
    for event in known.attended:
        if event.key in (wanted.get("events") or ()):
            when = date_format(event.starts_on, "Y-m-d") if event.starts_on else ""
            yield {
                "id": f"{base}{reverse('events:event', args=[edition.slug, event.key])}",
                "name": in_language(event.title, language),
                "description": f"Attended {when}".strip(),
            }
