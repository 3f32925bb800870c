"""The first steps of a new secretariat: each app says its own, the page puts them in order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class FirstStep:
    """One step: what to do, why, how long it takes, where, and whether it is done. Asking costs one query at most."""

    key: str
    title: str | Promise
    text: str | Promise
    minutes: int
    order: int
    url: Callable[[], str]
    is_done: Callable[[], bool]
    may_be_skipped: bool = False


@dataclass(frozen=True)
class ShownStep:
    """A step as the page shows it; ``state`` is done, next or later."""

    number: int
    step: FirstStep
    url: str
    state: str


_steps: dict[str, FirstStep] = {}
_going: list[Callable[[Any], bool]] = []


def register(step: FirstStep) -> None:
    """Add a step; a second one of the same key takes its place."""
    _steps[step.key] = step


def register_state(is_going: Callable[[Any], bool]) -> None:
    """Say who knows whether the first steps are still shown: ``is_going(request)``."""
    _going[:] = [is_going]


def is_going(request: Any) -> bool:
    """Tell whether this house still takes its first steps."""
    return bool(_going) and _going[0](request)


def ordered() -> list[FirstStep]:
    """Return the steps in their order."""
    return sorted(_steps.values(), key=lambda step: step.order)


def shown() -> list[ShownStep]:
    """Return the steps with where each stands; the first that is neither done nor skippable comes next."""
    found = [(step, step.is_done()) for step in ordered()]
    following = next((step.key for step, done in found if not done and not step.may_be_skipped), "")
    # What may be skipped comes next only where nothing after it is done: somebody who went past it has skipped it.
    for at, (step, done) in enumerate(found):
        if step.key == following:
            break
        if not done and not any(later for _step, later in found[at + 1 :]):
            following = step.key
            break
    return [
        ShownStep(number, step, step.url(), "done" if done else "next" if step.key == following else "later")
        for number, (step, done) in enumerate(found, 1)
    ]
