"""Closed shapes of JSON: checks that are put together, and let nothing in that they do not describe."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hansa.credentials.rules.instants import parse_instant
from hansa.credentials.rules.texts import is_signable

URN = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
IRI = re.compile(r"(https?://|urn:|did:)[^\s<>\"{}|\\^`\x00-\x20]+")
DID = re.compile(r"did:[a-z]+:[A-Za-z0-9.%:_-]+")
DID_URL = re.compile(DID.pattern + r"#[A-Za-z0-9._-]+")
VALUE = re.compile(r"z[1-9A-HJ-NP-Za-km-z]{64,90}")


@dataclass(frozen=True)
class Fault:
    """One place where a document is not what a certificate looks like."""

    path: str
    reason: str


Check = Callable[[Any, str], Iterator[Fault]]


def matching(pattern: re.Pattern[str], reason: str) -> Check:
    """Return a check for a word of some form."""

    def check(value: Any, path: str) -> Iterator[Fault]:
        if not isinstance(value, str) or len(value) > 2000 or not pattern.fullmatch(value):
            yield Fault(path, reason)

    return check


def text(longest: int) -> Check:
    """Return a check for text that may be signed, up to a length."""

    def check(value: Any, path: str) -> Iterator[Fault]:
        if not isinstance(value, str) or len(value) > longest or not is_signable(value):
            yield Fault(path, "not_text")

    return check


def exactly(expected: Any) -> Check:
    """Return a check for one value and no other."""

    def check(value: Any, path: str) -> Iterator[Fault]:
        # True == 1 in Python, but not in JSON.
        if type(value) is not type(expected) or value != expected:
            yield Fault(path, "other_value")

    return check


def one_of(choices: frozenset[str]) -> Check:
    """Return a check for one of some words."""

    def check(value: Any, path: str) -> Iterator[Fault]:
        if not isinstance(value, str) or value not in choices:
            yield Fault(path, "other_value")

    return check


def instant(value: Any, path: str) -> Iterator[Fault]:
    """Check an instant in the one spelling of credentials."""
    try:
        parse_instant(value if isinstance(value, str) else "")
    except ValueError:
        yield Fault(path, "not_an_instant")


def members(wanted: Mapping[str, Check], optional: frozenset[str] = frozenset()) -> Check:
    """Return a check for an object with these members, all of them but the optional ones, and no others."""

    def check(value: Any, path: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault(path, "not_an_object")
            return
        for name in value:
            if name not in wanted:
                yield Fault(f"{path}/{name}"[:200], "not_known")
        for name, inner in wanted.items():
            if name in value:
                yield from inner(value[name], f"{path}/{name}")
            elif name not in optional:
                yield Fault(f"{path}/{name}", "missing")

    return check


def array(inner: Check, shortest: int, longest: int) -> Check:
    """Return a check for a list of some length, nothing in it twice."""

    def check(value: Any, path: str) -> Iterator[Fault]:
        if not isinstance(value, list) or not shortest <= len(value) <= longest:
            yield Fault(path, "other_number")
            return
        for place, item in enumerate(value):
            yield from inner(item, f"{path}/{place}")
        ids = [item["id"] for item in value if isinstance(item, dict) and isinstance(item.get("id"), str)]
        if len(set(ids)) != len(ids):
            yield Fault(path, "twice")

    return check


def pair(first: Check, second: Check) -> Check:
    """Return a check for a list of exactly two."""

    def check(value: Any, path: str) -> Iterator[Fault]:
        if not isinstance(value, list) or len(value) != 2:
            yield Fault(path, "other_number")
            return
        yield from first(value[0], f"{path}/0")
        yield from second(value[1], f"{path}/1")

    return check
