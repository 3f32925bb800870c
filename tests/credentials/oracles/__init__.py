"""Independent implementations that read what we sign."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tools.prepare import node

from hansa.credentials.adapters.contexts import contexts

HERE = Path(__file__).parent


def digitalbazaar(
    cases: Sequence[Mapping[str, Any]],
    *,
    dids: Sequence[Mapping[str, Any]],
    lists: Mapping[str, Any] | None = None,
) -> dict[str, dict[str, Any]]:
    """What ``@digitalbazaar/vc`` says of some credentials, each under its name; one process for all of them."""
    words, more = node()
    program = "node" if words == ["npm"] else words[0]
    asked = {
        "contexts": dict(contexts()),
        "dids": {document["id"]: document for document in dids},
        "lists": dict(lists or {}),
        "cases": list(cases),
    }
    done = subprocess.run(
        [program, str(HERE / "digitalbazaar.mjs")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, **more},
    )
    assert done.returncode == 0, done.stderr
    answers: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return answers
