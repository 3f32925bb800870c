"""Hands a letter to the mail backend, and says what a fault means."""

import smtplib
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from ..models import Letter
from ..rules import RIGHT_TO_LEFT


@dataclass
class NotSent(Exception):
    """The mail server did not take the letter. ``for_good`` where trying again would not help."""

    fault: str
    for_good: bool

    def __str__(self) -> str:
        return self.fault


def send(letter: Letter, *, sender_name: str = "") -> None:
    """Send a letter as a mail of two parts, text and HTML. Raises ``NotSent``."""
    mail = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        to=[letter.address],
        headers={
            # Of the letter, not of the attempt: where a worker died between sending and noting it, the second
            # mail carries the same id, and mail programs show it once.
            "Message-ID": f"<{letter.message_id}@{_domain()}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": letter.language,
        },
    )
    mail.attach_alternative(page(letter, sender_name=sender_name), "text/html")
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


def page(letter: Letter, *, sender_name: str = "") -> str:
    """Return the letter's HTML part."""
    direction = "rtl" if letter.language.split("-")[0] in RIGHT_TO_LEFT else "ltr"
    return render_to_string(
        "messaging/letter.html", {"letter": letter, "direction": direction, "sender_name": sender_name}
    )


def _domain() -> str:
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return address.rpartition("@")[2] or "localhost"


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"[:300]
