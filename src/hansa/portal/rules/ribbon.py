"""What happens when: the steps of an edition in a row, and how far we are."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Step:
    """A step with the days it takes; ``starts_on`` is None while the day is to be announced."""

    key: str
    starts_on: date | None
    ends_on: date | None = None


@dataclass(frozen=True)
class Stop:
    """A step as the ribbon shows it. ``tenths`` says how far the way to the next step has been gone."""

    key: str
    starts_on: date | None
    ends_on: date | None
    state: str
    tenths: int = 0


def ribbon(steps: list[Step], today: date) -> list[Stop]:
    """Return the steps in order of time, each ``was``, ``now`` or ``to_come``; unknown days come last."""
    known = sorted(
        (s for s in steps if s.starts_on), key=lambda s: (s.starts_on or today, s.ends_on or today)
    )
    unknown = [s for s in steps if not s.starts_on]
    begun = [s for s in known if s.starts_on and s.starts_on <= today]
    stops = []
    for number, step in enumerate(known):
        state, tenths = "to_come", 0
        if number < len(begun):
            state = "was"
            last = number == len(begun) - 1
            over = (step.ends_on or step.starts_on or today) < today
            if last and not (over and number == len(known) - 1):
                state, tenths = (
                    "now",
                    _tenths(step, known[number + 1] if number + 1 < len(known) else None, today),
                )
        stops.append(Stop(step.key, step.starts_on, step.ends_on, state, tenths))
    return stops + [Stop(s.key, None, None, "to_come") for s in unknown]


def _tenths(step: Step, following: Step | None, today: date) -> int:
    start = step.starts_on or today
    end = (following.starts_on if following else step.ends_on) or today
    whole = (end - start).days
    return 50 if whole <= 0 else min(90, max(10, round((today - start).days / whole * 10) * 10))
