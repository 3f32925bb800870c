"""Hands a letter to the mail backend, and says what a fault means."""

import smtplib
from collections.abc import Sequence
from dataclasses import dataclass

from hansa.foundation.mail.rules.frame import Content, Framed
from hansa.foundation.mail.services import Answering, Enclosed, mail_of, parts_of

from ..models import Letter


@dataclass
class NotSent(Exception):
    """The mail server did not take the letter. ``for_good`` where trying again would not help."""

    fault: str
    for_good: bool

    def __str__(self) -> str:
        return self.fault


def send(letter: Letter, enclosed: Sequence[Enclosed] = ()) -> None:
    """Send a letter as a mail of two parts, text and HTML, with what goes with it. Raises ``NotSent``."""
    # The id is the letter's and not the attempt's: where a worker died between sending and noting it, the second mail
    # carries the same one, and mail programs show it once.
    hand_over(
        content_of(letter),
        to=letter.address,
        answering=answering(letter),
        message_id=letter.message_id,
        enclosed=enclosed,
    )


def hand_over(
    content: Content, *, to: str, answering: Answering, message_id: str, enclosed: Sequence[Enclosed] = ()
) -> None:
    """Hand a mail to the server. Raises ``NotSent``."""
    mail = mail_of(content, to=to, answering=answering, message_id=message_id, enclosed=enclosed)
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as fault:
        code, words = next(iter(fault.recipients.values()), (500, b""))
        raise NotSent(_said(code, words), for_good=code >= 500) from fault
    except smtplib.SMTPResponseException as fault:
        # A refused password is the installation's fault and not the letter's: it is tried again.
        for_good = fault.smtp_code >= 500 and not isinstance(fault, smtplib.SMTPAuthenticationError)
        raise NotSent(_said(fault.smtp_code, fault.smtp_error), for_good) from fault
    except (OSError, smtplib.SMTPException) as fault:
        raise NotSent(f"{type(fault).__name__}: {fault}"[:300], for_good=False) from fault


def parts(letter: Letter) -> Framed:
    """Return both parts of the mail that a letter goes out as."""
    return parts_of(content_of(letter), answering=answering(letter))


def content_of(letter: Letter) -> Content:
    """Return what stands in the mail's frame."""
    return Content(letter.subject, letter.text, letter.html, letter.language)


def answering(letter: Letter) -> Answering:
    """Return who reads the answers to a letter."""
    return Answering(letter.answers_name, letter.answers_address)


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"[:300]
