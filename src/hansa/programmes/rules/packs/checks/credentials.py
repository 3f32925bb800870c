"""Faults of certificates: criteria that name nothing, signatories nobody knows, forms that are missing."""

from collections.abc import Iterator

from ..faults import Finding, Path
from ..messages import nearest
from ..schema.base import LANGUAGES
from ..schema.credential import Achievement, Credentials
from ..schema.pack import Pack
from .calls import age_findings
from .common import doubled, unknown


def findings(pack: Pack) -> Iterator[Finding]:
    if pack.credentials is None:
        return
    yield from doubled(pack.credentials.signatories, ("credentials", "signatories"))
    yield from doubled(pack.credentials.achievements, ("credentials", "achievements"))
    for number, achievement in enumerate(pack.credentials.achievements):
        path: Path = ("credentials", "achievements", number)
        yield from _criteria(pack, achievement, (*path, "criteria"))
        yield from _form(pack, pack.credentials, achievement, path)


def _criteria(pack: Pack, achievement: Achievement, path: Path) -> Iterator[Finding]:
    criteria = achievement.criteria
    if criteria.course is None and not criteria.events:
        yield Finding(
            path,
            f"The certificate “{achievement.key}” names no course and no event.",
            "Say what must be completed or attended.",
        )
    courses, events = [course.key for course in pack.courses], [event.key for event in pack.events]
    if criteria.course is not None and criteria.course not in courses:
        problem = f"The pack has no course “{criteria.course}”."
        yield Finding((*path, "course"), problem, nearest(criteria.course, courses))
    yield from unknown(criteria.events, events, (*path, "events"), "event in this pack called")
    if criteria.events and criteria.attended > len(criteria.events):
        problem = f"{criteria.attended} events must be attended; {len(criteria.events)} are named."
        yield Finding((*path, "attended"), problem, f"{len(criteria.events)} at most.")
    if criteria.age is not None:
        yield from age_findings(criteria.age, (*path, "age"))
    for course in pack.courses:
        rule = course.completion
        asks = (
            rule.lectures_percent or rule.readings or rule.workshops or rule.coursework or course.coursework
        )
        if course.key == criteria.course and not asks:
            problem = f"The course “{course.key}” says nothing about when it is completed."
            yield Finding((*path, "course"), problem, "Give the course a completion rule.")


def _form(pack: Pack, credentials: Credentials, achievement: Achievement, path: Path) -> Iterator[Finding]:
    signatories = [signatory.key for signatory in credentials.signatories]
    yield from unknown(
        achievement.signatories, signatories, (*path, "signatories"), "signatory in this pack called"
    )
    if achievement.claim == "form" and achievement.questionnaire is None:
        problem = "The certificate is asked for by a form, but none is named."
        yield Finding((*path, "claim"), problem, "Add “questionnaire:”, or write “claim: automatic”.")
    if achievement.claim == "automatic" and achievement.questionnaire is not None:
        problem = "A form is named, but the certificate comes by itself."
        yield Finding((*path, "questionnaire"), problem, "Write “claim: form”, or take the form out.")
    found = pack.questionnaires.get(achievement.questionnaire) if achievement.questionnaire else None
    if found is not None and found.purpose != "claim":
        problem = f"“{achievement.questionnaire}” is written for another purpose: {found.purpose}."
        yield Finding((*path, "questionnaire"), problem, "Name one whose purpose is claim.")
    yield from unknown(achievement.languages, LANGUAGES, (*path, "languages"), "language of ours called")
    if achievement.template is not None and achievement.template not in pack.files:
        templates = [name for name in pack.files if name.endswith(".typ")]
        problem = f"The pack has no file {achievement.template}."
        yield Finding((*path, "template"), problem, nearest(achievement.template, templates))
