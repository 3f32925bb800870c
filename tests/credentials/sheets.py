"""A sheet and two custodians who sign it, without a database."""

import shutil
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from os import environ
from typing import Any

import pytest

from hansa.credentials.adapters import sheet_keys
from hansa.credentials.adapters.sheet_signing import Custodian, sign
from hansa.credentials.adapters.typeset import typeset
from hansa.credentials.rules.sheet_signatures import PageSignature, page_signatures

DAY = datetime(2025, 11, 14, 9, 30, tzinfo=UTC)
DIDS = ("did:web:localhost%3A8000:did:secretary-general", "did:web:localhost%3A8000:did:mayor-of-seoul")
NAMES = (
    ("Secretary General", "World Smart Sustainable Cities Organization"),
    ("서울특별시장 (specimen)", "Seoul"),
)
PLAIN = "#let sheet(facts) = { set page(width: 100mm, height: 50mm); facts.name }"


def needs(program: str) -> pytest.MarkDecorator:
    """Skip where a program is missing; never where everything has to be proven."""
    missing = shutil.which(program) is None and "CI" not in environ
    return pytest.mark.skipif(missing, reason="it needs a program that is not installed: " + program)


def run(*command: Any, **options: Any) -> bytes:
    """What a program prints; it must end well."""
    return subprocess.run(command, capture_output=True, check=True, **options).stdout


@dataclass(frozen=True)
class Parties:
    """A root and those under it."""

    root: bytes
    custodians: tuple[Custodian, ...]


def parties(which: str = "ours") -> Parties:
    """Two custodians under one root; another word makes others of the same names."""
    return _parties(which)


@cache
def _parties(which: str) -> Parties:
    root = sheet_keys.create_root(name=f"Certificates of localhost ({which})", is_specimen=True, at=DAY)
    made = []
    for did, (role, body) in zip(DIDS, NAMES, strict=True):
        certificate = sheet_keys.create_sheet_key(
            root=root, did=did, role=role, body=body, is_specimen=True, at=DAY
        )
        made.append(Custodian(certificate, sheet_keys.sheet_signer(certificate)))
    return Parties(root, tuple(made))


def bare(attached: str = '{"a": 1}', name: str = "Zoë") -> bytes:
    """A small sheet that nobody has signed."""
    return _bare(attached, name)


@cache
def _bare(attached: str, name: str) -> bytes:
    return typeset({"name": name}, attached=attached, about="a credential", at=DAY, sheet=PLAIN)


def signed(who: str = "ours", count: int = 2, attached: str = '{"a": 1}') -> bytes:
    """A sheet with the signatures of so many of its two signatories."""
    return _signed(who, count, attached)


@cache
def _signed(who: str, count: int, attached: str) -> bytes:
    data = bare(attached)
    for place, custodian in enumerate(parties(who).custodians[:count], start=1):
        data = sign(data, custodian, place, DAY, 2 if place == 1 else None)
    return data


def checked(data: bytes, *, needed: tuple[str, ...] = DIDS, at: datetime = DAY, **more: Any) -> list[str]:
    """Why each signature does not hold; empty texts where all is well."""
    return [one.reason for one in looked_at(data, needed=needed, at=at, **more)]


def looked_at(
    data: bytes, *, needed: tuple[str, ...] = DIDS, at: datetime = DAY, **more: Any
) -> list[PageSignature]:
    """What was found out about each signature."""
    return page_signatures(
        data, needed=needed, at=at, roots=more.pop("roots", (parties().root,)), ended=more.pop("ended", {})
    )
