"""One design for every list of the office: see ``definition``; ``show`` answers a request with one."""

from .definition import (
    Asked,
    BulkAct,
    Column,
    Empty,
    Filter,
    OfficeList,
    Plan,
    StandardView,
    find,
    register,
)
from .page import show

__all__ = [
    "Asked",
    "BulkAct",
    "Column",
    "Empty",
    "Filter",
    "OfficeList",
    "Plan",
    "StandardView",
    "find",
    "register",
    "show",
]
