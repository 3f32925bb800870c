"""Applications and everything that hangs on one."""

from hansa.applications.models.appeal import Appeal
from hansa.applications.models.application import (
    Application,
    Document,
    Framing,
    PassportReading,
    Register,
    StateChange,
)
from hansa.applications.models.interview import Interview, InterviewSheet, InterviewSlot, InterviewWindow
from hansa.applications.models.nomination import Nomination, Slot
from hansa.applications.models.panel import Calibration, Discussion, DiscussionNote, JurorLink
from hansa.applications.models.referee import Referee
from hansa.applications.models.review import ConflictDeclaration, PanelSeat, Review, ReviewVersion
from hansa.applications.models.selection import Decision, Offer, SelectionRun
from hansa.applications.models.sheets import ApplicantSheet, KnownHeading, SheetRow
from hansa.applications.models.travel import CostAcceptance, InvitationLetter, TravelPlan

__all__ = [
    "Appeal",
    "ApplicantSheet",
    "Application",
    "Calibration",
    "ConflictDeclaration",
    "CostAcceptance",
    "Decision",
    "Discussion",
    "DiscussionNote",
    "Document",
    "Framing",
    "Interview",
    "InterviewSheet",
    "InterviewSlot",
    "InterviewWindow",
    "InvitationLetter",
    "JurorLink",
    "KnownHeading",
    "Nomination",
    "Offer",
    "PanelSeat",
    "PassportReading",
    "Referee",
    "Register",
    "Review",
    "ReviewVersion",
    "SelectionRun",
    "SheetRow",
    "Slot",
    "StateChange",
    "TravelPlan",
]
