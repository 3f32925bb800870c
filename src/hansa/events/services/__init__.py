"""Acts at events: seats are taken and given up, people are marked present, packs come in."""

from ..rules import RegistrationRefused
from .announcing import TooFewSeats, announce
from .attending import record_attendance, record_attendances, undo_attendance
from .calendar import calendar_file
from .registering import cancel_registration, findings, register, register_walk_in
from .wording import ages, earned_at, refusal, when, when_on, where, where_at

__all__ = [
    "RegistrationRefused",
    "TooFewSeats",
    "ages",
    "announce",
    "calendar_file",
    "cancel_registration",
    "earned_at",
    "findings",
    "record_attendance",
    "record_attendances",
    "refusal",
    "register",
    "register_walk_in",
    "undo_attendance",
    "when",
    "when_on",
    "where",
    "where_at",
]
