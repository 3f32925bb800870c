"""Writing letters, getting them to people once, and noting those that come back."""

from hansa.messaging.rules import title_of
from hansa.messaging.services.bounces import NotOnItsWay, note_bounce, take_back
from hansa.messaging.services.enclosing import Enclosed
from hansa.messaging.services.letters import (
    TemplateFault,
    TemplateMissing,
    define_template,
    deliver_letter,
    forget_letters,
    language_for,
    queue_due,
    resend,
    send_letter,
    send_letter_if_defined,
    send_test,
    written_from,
    written_with,
)

from .unkept import NotSent, hand_over

__all__ = [
    "Enclosed",
    "NotOnItsWay",
    "NotSent",
    "TemplateFault",
    "TemplateMissing",
    "define_template",
    "deliver_letter",
    "forget_letters",
    "hand_over",
    "language_for",
    "note_bounce",
    "queue_due",
    "resend",
    "send_letter",
    "send_letter_if_defined",
    "send_test",
    "take_back",
    "title_of",
    "written_from",
    "written_with",
]
