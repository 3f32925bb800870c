"""Who comes in when somebody drops out: the selection solved again around everybody who was offered a place."""

from dataclasses import replace

from hansa.applications.rules.selection.instance import Instance, Result
from hansa.applications.rules.selection.solve import solve


def replace_dropped(
    instance: Instance, *, offered: frozenset[str], gone: frozenset[str], time_limit: float | None = None
) -> Result:
    """Return the best cohort with everybody offered still in it, and nobody who is gone.

    Reserves are a set, not a line: the best of those left may break a rule that another keeps. No offer
    is ever taken back. Where nobody fits, the result is infeasible and names the rules in conflict.
    """
    return solve(with_fixed(instance, offered=offered, gone=gone), time_limit=time_limit)


def with_fixed(instance: Instance, *, offered: frozenset[str], gone: frozenset[str]) -> Instance:
    """The same selection with those offered forced in and those gone forced out."""
    return replace(
        instance,
        forced_in=(instance.forced_in | offered) - gone,
        forced_out=(instance.forced_out | gone) - (offered - gone),
    )
