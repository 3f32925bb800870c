"""Applications and everything that hangs on one."""

from hansa.applications.models.application import Application, Document, Register, StateChange
from hansa.applications.models.nomination import Nomination, Slot
from hansa.applications.models.review import ConflictDeclaration, PanelSeat, Review
from hansa.applications.models.selection import Decision, Offer, SelectionRun

__all__ = [
    "Application",
    "ConflictDeclaration",
    "Decision",
    "Document",
    "Nomination",
    "Offer",
    "PanelSeat",
    "Register",
    "Review",
    "SelectionRun",
    "Slot",
    "StateChange",
]
