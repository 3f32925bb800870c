"""Copy the JSON-LD contexts of credentials out of their npm packages, checked against their pins.

Run after ``npm ci``: ``python tools/contexts.py [NODE_MODULES]`` (default: ``node_modules`` beside
this folder). Nothing is fetched; a package with another context than the pinned one is an error.
"""

import json
import re
import sys
from pathlib import Path

import rfc8785

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from hansa.credentials.adapters.contexts import FOLDER, PINS, digest  # noqa: E402  the path comes first


def canonical_context(text: str) -> bytes:
    """Return the canonical JSON of a context that a package spells as JSON or as a script of one object."""
    body = re.sub(r"^\s*(/\*.*?\*/\s*|'use strict';\s*)*(module\.exports\s*=\s*)?", "", text, flags=re.DOTALL)
    return rfc8785.dumps(json.loads(body.strip().removesuffix(";")))


def main(arguments: list[str]) -> int:
    """Copy every pinned context that is not there yet; return 1 where one cannot be had."""
    modules = Path(arguments[0]) if arguments else ROOT / "node_modules"
    FOLDER.mkdir(exist_ok=True)
    for pin in PINS:
        target = FOLDER / pin.file
        if target.exists() and digest(target.read_bytes()) == pin.sha256:
            continue
        source = modules / pin.package / pin.path
        try:
            data = canonical_context(source.read_text(encoding="utf-8"))
        except (OSError, ValueError) as fault:
            print(f"contexts: {pin.package} cannot be read: {fault}", file=sys.stderr)
            return 1
        if digest(data) != pin.sha256:
            print(f"contexts: {pin.package} holds another {pin.url} than the pinned one", file=sys.stderr)
            return 1
        target.write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
