"""Typst: draws a lecture's slides as pictures."""

import json
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import typst

from hansa.media.rules.slides import Slide

TEMPLATE = Path(__file__).parent / "slides.typ"
# One compiler is kept, for a fresh one costs half a second; it serves one drawing at a time.
_turn = threading.Lock()


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler()


def draw(title: str, slides: Sequence[Slide]) -> list[bytes]:
    """Return a PNG for each slide. The words go in as data, never as Typst source."""
    lecture = {
        "title": title,
        "slides": [{"headline": slide.headline, "facts": list(slide.facts)} for slide in slides],
    }
    with _turn:
        pages = _compiler().compile(
            TEMPLATE.read_bytes(), format="png", ppi=72, sys_inputs={"lecture": json.dumps(lecture)}
        )
    return [page for page in (pages if isinstance(pages, list) else [pages]) if page]
