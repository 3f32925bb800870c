"""Applications and everything that hangs on one."""

from hansa.applications.models.application import Application, Document, Register, StateChange
from hansa.applications.models.interview import Interview, InterviewSheet, InterviewSlot, InterviewWindow
from hansa.applications.models.nomination import Nomination, Slot
from hansa.applications.models.panel import Calibration, Discussion, DiscussionNote, JurorLink
from hansa.applications.models.review import ConflictDeclaration, PanelSeat, Review, ReviewVersion
from hansa.applications.models.selection import Decision, Offer, SelectionRun

__all__ = [
    "Application",
    "Calibration",
    "ConflictDeclaration",
    "Decision",
    "Discussion",
    "DiscussionNote",
    "Document",
    "Interview",
    "InterviewSheet",
    "InterviewSlot",
    "InterviewWindow",
    "JurorLink",
    "Nomination",
    "Offer",
    "PanelSeat",
    "Register",
    "Review",
    "ReviewVersion",
    "SelectionRun",
    "Slot",
    "StateChange",
]
