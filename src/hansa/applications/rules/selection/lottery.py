"""A lottery over cohorts where merit only qualifies: the fairest chances that the rules allow.

Fairest means *leximin*: the smallest chance is as large as any lottery over feasible cohorts can make it,
then the second smallest, and so on (Flanigan et al., Nature 596, 2021). Applicants whom no rule tells
apart have the same chance. Cohorts are brought in one by one: a linear programme weighs those known and
says by its duals which applicants hold the smallest chance down, an integer programme looks for the cohort
that helps these most, and where none helps enough their chance is final.

How the draw follows from the seed, in one sentence for the record: ``DERIVATION``.
"""

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from hansa.applications.rules.selection.elastic import Kind, kind_of, kinds_of
from hansa.applications.rules.selection.instance import Instance, SelectionRefused, broken_bounds
from hansa.applications.rules.selection.mixture import EXACT, Mixture, Numbers
from hansa.applications.rules.selection.optimum import optimum_of
from hansa.applications.rules.selection.problem import encode

DERIVATION = (
    "Read SHA-256 of the seed (UTF-8) as a whole number and divide it by 2^256; walk the portfolio in its order "
    "and add up the weights: the cohort at which their sum first exceeds that share of the whole is drawn."
)


FINEST = 100_000_000
"""The dearest seat in whole numbers."""

AT_ONCE = 8
"""How many cohorts are brought in before they are weighed."""


class NoCohort(SelectionRefused):
    """The rules leave no cohort, so there is nothing to draw from."""


class OutOfTime(RuntimeError):
    """The fairest chances were not settled in time; a lottery that is not proven fair is not handed out."""


@dataclass(frozen=True, slots=True)
class Lottery:
    """Everybody's chance, the cohorts with their weights that give it, and the cohort that was drawn.

    ``probabilities`` has everybody who applied and sums to the places; ``minimum`` is the least of who is not
    forced out. ``portfolio`` pairs cohorts, ids in order of lot, with weights that sum to 1.
    """

    probabilities: dict[str, float]
    minimum: float
    portfolio: tuple[tuple[tuple[str, ...], float], ...]
    drawn: tuple[str, ...]


def lottery(instance: Instance, *, seed: str, time_limit: float | None = None) -> Lottery:
    """Return the fairest lottery over the cohorts that keep every rule, and what the seed draws from it.

    Raises ``NoCohort`` where no cohort exists and ``OutOfTime`` where ``time_limit`` seconds do not suffice.
    """
    deadline = None if time_limit is None else time.monotonic() + time_limit
    kinds = kinds_of(instance)
    market = Market(instance, kinds)
    mixture = _covering(market, deadline)
    _leximin(market, mixture, deadline)
    members = _members(instance, kinds)
    portfolio = _portfolio(instance, members, mixture)
    drawn = draw(seed, portfolio)
    chances = dict.fromkeys((candidate.id for candidate in instance.candidates), 0.0)
    for ids, chance in zip(members, mixture.chances(), strict=True):
        chances.update(dict.fromkeys(ids, chance))
    minimum = min(chance for one, chance in chances.items() if one not in instance.forced_out)
    return Lottery(chances, minimum, portfolio, drawn)


def draw(seed: str, portfolio: Sequence[tuple[tuple[str, ...], float]]) -> tuple[str, ...]:
    """Return the cohort that a seed draws; in exact fractions, so that it is the same anywhere."""
    at = Fraction(int.from_bytes(hashlib.sha256(seed.encode()).digest(), "big"), 1 << 256)
    whole = sum(Fraction(weight) for _, weight in portfolio)
    so_far = Fraction(0)
    for cohort, weight in portfolio:
        so_far += Fraction(weight)
        if so_far > at * whole:
            return cohort
    raise AssertionError("a share below the whole lies in some part of it")


class Market:
    """Looks for the cohort whose seats are worth most, in whole numbers: seats have their prices rounded."""

    def __init__(self, instance: Instance, kinds: Sequence[Kind]) -> None:
        self.kinds = kinds
        encoding = encode(instance)
        at = {(kind.city, kind.values, kind.is_forced): number for number, kind in enumerate(kinds)}
        find = kind_of(instance)
        self._problem = encoding.problem
        self._kind = np.array([at[find(instance.candidates[j])] for j in encoding.origin], dtype=np.int64)

    def best(self, worth: Numbers) -> list[int] | None:
        """Return how many of each kind are in it; None where there is no cohort."""
        prices = np.rint(worth * (FINEST / max(float(worth.max()), EXACT))).astype(np.int64)
        found = optimum_of(replace(self._problem, merit=prices[self._kind]))
        if found.cohort is None:
            return None
        return [int(n) for n in np.bincount(self._kind[found.cohort], minlength=len(self.kinds))]


def _covering(market: "Market", deadline: float | None) -> Mixture:
    """Return a mixture in which everybody who can be in a cohort is in one; the others' chance is settled."""
    mixture = Mixture([kind.most for kind in market.kinds])
    uncovered = np.ones(len(market.kinds))
    while uncovered.any():
        _refuse_late(deadline)
        found = market.best(uncovered)
        if found is None:
            raise NoCohort("there is no cohort that keeps every rule")
        mixture.add(found)
        covered = np.array(found) > 0
        if not (uncovered[covered] > 0).any():
            mixture.settle(np.flatnonzero(uncovered), 0.0)
            break
        uncovered[covered] = 0.0
    return mixture


def _leximin(market: "Market", mixture: Mixture, deadline: float | None) -> None:
    """Bring cohorts in, and settle chances from the smallest up, until every chance is settled."""
    while mixture.is_open:
        _refuse_late(deadline)
        least, worth, price = mixture.weigh()
        helping = list(_helping(market, worth, price))
        for found in helping:
            mixture.add(found)
        if not helping:
            mixture.settle(np.flatnonzero(mixture.holding > EXACT), least)
    mixture.weigh()


def _helping(market: "Market", worth: Numbers, price: float) -> Iterator[list[int]]:
    """Yield the cohort that helps most, and some that help others: to weigh costs more than to look again."""
    sought = worth.copy()
    for _ in range(AT_ONCE):
        found = market.best(sought)
        if found is None or float(worth @ np.array(found)) <= price + EXACT:
            return
        yield found
        sought[np.array(found) > 0] /= 2


def _refuse_late(deadline: float | None) -> None:
    if deadline is not None and time.monotonic() >= deadline:
        raise OutOfTime("the fairest chances were not settled in time")


def _members(instance: Instance, kinds: Sequence[Kind]) -> list[list[str]]:
    """Return the ids of each kind in order of lot."""
    at = {(kind.city, kind.values, kind.is_forced): number for number, kind in enumerate(kinds)}
    members: list[list[str]] = [[] for _ in kinds]
    find = kind_of(instance)
    for person in sorted(instance.candidates, key=lambda c: c.lot):
        if person.id not in instance.forced_out:
            members[at[find(person)]].append(person.id)
    return members


def _portfolio(
    instance: Instance, members: list[list[str]], mixture: Mixture
) -> tuple[tuple[tuple[str, ...], float], ...]:
    """Put people into the counts of the mixture so that all of one kind have the same share.

    Within one cohort's weight the members of each kind take turns, one step at each of as many equal
    parts as they are; between two steps of any kind the cohort stays as it is.
    """
    lot = {candidate.id: candidate.lot for candidate in instance.candidates}
    shares: dict[tuple[str, ...], float] = {}
    for counts, weight in mixture.parts():
        turning = [(ids, n) for ids, n in zip(members, counts, strict=True) if n]
        steps = sorted({Fraction(j, len(ids)) for ids, n in turning if n < len(ids) for j in range(len(ids))})
        steps = steps or [Fraction(0)]
        for begin, end in zip(steps, [*steps[1:], Fraction(1)], strict=True):
            chosen = [
                ids[(int(begin * len(ids)) + turn) % len(ids)] for ids, n in turning for turn in range(n)
            ]
            cohort = tuple(sorted(chosen, key=lot.__getitem__))
            shares[cohort] = shares.get(cohort, 0.0) + weight * float(end - begin)
    for cohort in shares:
        if broken_bounds(instance, cohort):
            raise AssertionError(f"{instance.id}: a cohort of the lottery does not keep its own rules")
    whole = sum(shares.values())
    return tuple((cohort, share / whole) for cohort, share in sorted(shares.items()))
