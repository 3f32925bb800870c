"""The acts of an application. Keyword-only; each locks, asks the rules, writes, audits, signals."""

from hansa.applications.rules.assignment import Assignment
from hansa.applications.rules.merit import ReviewsMissing
from hansa.applications.services.applying import (
    attach_document,
    held_by,
    missing_things,
    remove_document,
    require_open,
    save_answers,
    start_application,
    submit_application,
    withdraw_application,
)
from hansa.applications.services.conflicts import note_conflict, note_known, note_of_person
from hansa.applications.services.discussing import (
    NotEverybodyHasScored,
    change_review,
    close_discussion,
    open_discussion,
    say,
)
from hansa.applications.services.nominating import (
    city_word,
    endorse,
    endorse_by_form,
    refuse_endorsement,
    revoke_endorsement,
)
from hansa.applications.services.offering import accept_offer, decline_offer, lapse_offers
from hansa.applications.services.panel import end_seat, seat_reader
from hansa.applications.services.refusals import (
    REFUSALS,
    ActRefused,
    ApplicationIncomplete,
    CallClosed,
    ConflictDeclared,
    FormMissing,
    GuardRefused,
    HasCoordinator,
    NotProven,
    NotYours,
    OfferOver,
    QuotaFull,
    ReasonMissing,
    Refused,
    RunStale,
    SameOfficer,
    sentence_of,
)
from hansa.applications.services.reminding import remind
from hansa.applications.services.reviewing import (
    ReviewMoved,
    assign_reviewers,
    declare_conflict,
    record_opened,
    save_review,
    submit_review,
)
from hansa.applications.services.rubrics import rubric_of
from hansa.applications.services.screening import is_endorsed, record_opening, return_for_completion, screen
from hansa.applications.services.selecting import (
    NothingToSelect,
    preview,
    release_decisions,
    run_selection,
    seal_selection,
    unseal_selection,
)
from hansa.applications.services.standing import sentence_of as sentence_of_application
from hansa.applications.services.story import Story, story_of
from hansa.applications.services.telling import tell_of_cancellation

__all__ = [
    "REFUSALS",
    "ActRefused",
    "ApplicationIncomplete",
    "Assignment",
    "CallClosed",
    "ConflictDeclared",
    "FormMissing",
    "GuardRefused",
    "HasCoordinator",
    "NotEverybodyHasScored",
    "NotProven",
    "NotYours",
    "NothingToSelect",
    "OfferOver",
    "QuotaFull",
    "ReasonMissing",
    "Refused",
    "ReviewMoved",
    "ReviewsMissing",
    "RunStale",
    "SameOfficer",
    "Story",
    "accept_offer",
    "assign_reviewers",
    "attach_document",
    "change_review",
    "city_word",
    "close_discussion",
    "declare_conflict",
    "decline_offer",
    "end_seat",
    "endorse",
    "endorse_by_form",
    "held_by",
    "is_endorsed",
    "lapse_offers",
    "missing_things",
    "note_conflict",
    "note_known",
    "note_of_person",
    "open_discussion",
    "preview",
    "record_opened",
    "record_opening",
    "refuse_endorsement",
    "release_decisions",
    "remind",
    "remove_document",
    "require_open",
    "return_for_completion",
    "revoke_endorsement",
    "rubric_of",
    "run_selection",
    "save_answers",
    "save_review",
    "say",
    "screen",
    "seal_selection",
    "seat_reader",
    "sentence_of",
    "sentence_of_application",
    "start_application",
    "story_of",
    "submit_application",
    "submit_review",
    "tell_of_cancellation",
    "unseal_selection",
    "withdraw_application",
]
