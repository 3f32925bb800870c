"""How the office tells what a pack says, what a plan would do and where a call stands."""

from hansa.programmes.office.outline.calls import SETTLED, amendment_rows, call_rules, status_of
from hansa.programmes.office.outline.packs import (
    assumed,
    file_names,
    notes,
    parts_of,
    said,
    sections,
    timetable,
)
from hansa.programmes.office.outline.plans import plan_rows

__all__ = [
    "SETTLED",
    "amendment_rows",
    "assumed",
    "call_rules",
    "file_names",
    "notes",
    "parts_of",
    "plan_rows",
    "said",
    "sections",
    "status_of",
    "timetable",
]
