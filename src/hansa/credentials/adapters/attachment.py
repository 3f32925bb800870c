"""What a PDF carries, read by a child process with limits: a strange file costs that process, no more."""

import json
import subprocess
import sys
from pathlib import Path

CHILD = Path(__file__).with_name("attachment_child.py")
PATIENCE = 20


class UnreadablePdf(ValueError):
    """The file calls itself a PDF but cannot be read as one."""


def attached_texts(pdf: bytes) -> list[str]:
    """Return the JSON texts attached to a PDF."""
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and our own file
            [sys.executable, "-I", str(CHILD)], input=pdf, capture_output=True, timeout=PATIENCE, check=False
        )
        answer = json.loads(done.stdout or b"{}")
    except (subprocess.TimeoutExpired, ValueError) as fault:
        raise UnreadablePdf("the PDF cannot be read") from fault
    if "files" not in answer:
        raise UnreadablePdf(str(answer.get("fault", "the PDF cannot be read")))
    files: list[str] = answer["files"]
    return files
