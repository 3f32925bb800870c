"""Gather what a list is computed from: merits, lots, attributes and rules as they stand, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hansa.applications import selectors
from hansa.applications.models import Application
from hansa.applications.rules import facts, lots, merit, recorded
from hansa.applications.rules import selection as engine
from hansa.applications.rules import terms as call_terms
from hansa.applications.rules.changes import Changes, applied
from hansa.applications.services import calibrating, interview_scores
from hansa.applications.services.pseudonyms import office_key
from hansa.applications.services.refusals import Refused
from hansa.questionnaires import selectors as questionnaires


class NothingToSelect(Refused):
    """There is no application to choose from, or no number of places."""

    @property
    def reason(self) -> str:
        return _("There is no application to choose from, or nobody has said how many places there are.")


@dataclass(frozen=True)
class Prepared:
    """One selection as plain values, ready for the solver and for the record."""

    instance: engine.Instance
    rules: dict[str, Any]
    candidates: list[dict[str, Any]]
    seed: str


def prepare(call: Any, *, places: int | None = None, changes: Changes | None = None) -> Prepared:
    """Gather merits, lots, attributes and rules of a call as they stand, with what a board changes of its rules.

    Raises ``merit.ReviewsMissing`` with the numbers that were not read by enough people, and
    ``calibrating.ScoresMoved`` where scores changed since the board adopted their correction.
    """
    changed = changes or Changes()
    terms = selectors.terms_of(call)
    judged = list(selectors.applications_judged(call))
    wanted = changed.places or places or terms.places
    if not judged or not wanted:
        raise NothingToSelect
    short = [
        application.number
        for application in judged
        if len(application.reviews.all()) < terms.reviews_per_application
    ]
    if short:
        raise merit.ReviewsMissing(short)
    totals = {a.number: [review.total or 0 for review in a.reviews.all()] for a in judged}
    read, readers = merit.merits(totals), merit.readers_of(totals)
    adopted = calibrating.corrected(call, totals)
    if adopted is not None:
        read, readers = adopted, calibrating.SCALE
    merits = interview_scores.merits_with_interviews(call, terms, read, readers=readers)
    seed = terms.lots_seed or call.edition.slug
    drawn = lots.draw_unseen(seed, office_key(), merits)
    given = applied(terms.ranges, changed)
    # Of the region a board asks in every call, be there a rule about it or not.
    attrs = tuple(sorted({*given, "region"}))
    values = _attributes(call, terms, attrs, judged)
    candidates = tuple(
        engine.Candidate(a.number, a.member.key, values[a.number], merits[a.number], drawn[a.number])
        for a in judged
    )
    city_max = changed.city_max or terms.places_per_city or wanted
    k = min(wanted, _most_seats(candidates, city_max))
    ranges = {
        attr: {value: (low, min(high, max(k, low))) for value, (low, high) in bounds.items()}
        for attr, bounds in given.items()
    }
    standing = {candidate.id for candidate in candidates}
    instance = engine.Instance(
        id=call.edition.slug,
        k=k,
        city_max=city_max,
        candidates=candidates,
        ranges=ranges,
        forced_in=frozenset(changed.forced_in) & standing,
        forced_out=frozenset(changed.forced_out) & standing,
    )
    return Prepared(instance, recorded.rules_of(instance, attrs), recorded.rows_of(instance), seed)


def _attributes(
    call: Any, terms: call_terms.Terms, attrs: tuple[str, ...], judged: list[Application]
) -> dict[str, dict[str, str]]:
    answers: dict[str, dict[str, Any]] = {}
    if terms.questionnaire:
        answers = questionnaires.answers_by_subject(
            questionnaire_key=selectors.questionnaire_key(call, terms.questionnaire),
            subjects=[application.subject for application in judged],
        )
    before = selectors.members_before(call)
    return {
        a.number: facts.attributes(
            attrs,
            member={"key": a.member.key, "region": a.member.region, "country": a.member.country},
            is_first_time=a.member_id not in before,
            answers=answers.get(a.subject, {}),
        )
        for a in judged
    }


def _most_seats(candidates: Iterable[engine.Candidate], city_max: int) -> int:
    """Return how many places can be filled at all: the call may have more places than applicants."""
    cities: dict[str, int] = {}
    for candidate in candidates:
        cities[candidate.city] = cities.get(candidate.city, 0) + 1
    return sum(min(count, city_max) for count in cities.values())
