"""In the demonstration: keeps each mail as it was sent, instead of sending it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from email import message_from_bytes, policy

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from hansa.foundation import clock

from ..models import MailboxMessage


class MailboxBackend(BaseEmailBackend):
    """A mail backend whose mailbox anyone may look into. No mail of a demonstration leaves the machine."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the mails, and say how many."""
        for mail in email_messages:
            message = mail.message()
            MailboxMessage.objects.create(
                to=", ".join(mail.recipients()),
                subject=str(mail.subject)[:400],
                sent_at=clock.now(),
                raw=message.as_bytes(),
            )
        return len(email_messages)


@dataclass(frozen=True)
class Opened:
    """A kept mail, taken apart for reading."""

    sender: str
    to: str
    subject: str
    text: str
    html: str
    language: str
    answers: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)


def opened(mail: MailboxMessage) -> Opened:
    """Return a kept mail with its parts."""
    message = message_from_bytes(bytes(mail.raw), policy=policy.default)
    plain, marked = message.get_body(("plain",)), message.get_body(("html",))
    return Opened(
        sender=str(message["From"] or ""),
        to=str(message["To"] or mail.to),
        subject=str(message["Subject"] or ""),
        text=plain.get_content() if plain else "",
        html=marked.get_content() if marked else "",
        language=str(message["Content-Language"] or ""),
        answers=str(message["Reply-To"] or ""),
        headers=[(name, str(value)) for name, value in message.items()],
    )
