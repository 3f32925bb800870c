"""Putting a mail together: the frame in the reader's language, and a head that other machines understand."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.charset import QP, Charset
from email.utils import formataddr, make_msgid, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _

from hansa.foundation.ui.frame import Brand, brand_of

from .rules.frame import Content, Framed, House, Words, framed

# Readable in transit and never too long a line, whatever the script.
_READABLE = Charset("utf-8")
_READABLE.body_encoding = QP


@dataclass(frozen=True)
class Answering:
    """Who reads the answer to a mail: a name, and an address of their own."""

    name: str = ""
    address: str = ""


@dataclass(frozen=True)
class Enclosed:
    """Something that goes with a mail: a name, what it is, and its bytes."""

    name: str
    content_type: str
    content: bytes


def parts_of(content: Content, *, answering: Answering | None = None, why: str = "") -> Framed:
    """Return both parts of a mail in its frame; ``why`` says for what reason somebody gets it."""
    with translation.override(content.language):
        brand = brand_of(None)
        who = _who(answering, brand)
        line = ", ".join(dict.fromkeys(part for part in (brand.name, brand.full_name) if part))
        words = Words(
            spelled_out=_("If the button does not work, copy this address:"),
            answers=_("You can answer this letter. %(name)s reads it: %(address)s")
            % {"name": who.name, "address": who.address},
            why=why,
        )
        return framed(content, House(name=brand.name, line=line), words)


def mail_of(
    content: Content,
    *,
    to: str,
    answering: Answering | None = None,
    why: str = "",
    message_id: str = "",
    enclosed: Sequence[Enclosed] = (),
) -> EmailMultiAlternatives:
    """Return a mail ready to be sent: two parts, and who it is from, whom an answer reaches, in which language.

    No mail of ours goes to a list, so none carries ``List-Unsubscribe``: each answers something its reader did.
    """
    parts = parts_of(content, answering=answering, why=why)
    with translation.override(content.language):
        brand = brand_of(None)
        who = _who(answering, brand)
    mail = EmailMultiAlternatives(
        subject=content.subject,
        body=parts.text,
        from_email=_sender(brand),
        to=[to],
        reply_to=[formataddr((who.name, who.address))],
        headers={
            "Message-ID": f"<{message_id}@{domain()}>" if message_id else make_msgid(domain=domain()),
            "Auto-Submitted": "auto-generated",
            "Content-Language": content.language,
        },
    )
    mail.encoding = _READABLE
    mail.attach_alternative(parts.html, "text/html")
    for thing in enclosed:
        _enclose(mail, thing)
    return mail


def _enclose(mail: EmailMultiAlternatives, thing: Enclosed) -> None:
    """Put something into a mail; an appointment so that calendars offer it, and as a file for those that do not."""
    if thing.content_type.startswith("text/calendar"):
        # Gmail and Outlook read an appointment where it is another form of the letter and says its method.
        mail.attach_alternative(thing.content.decode(), thing.content_type)
        mail.attach(thing.name, thing.content, "application/ics")
    else:
        mail.attach(thing.name, thing.content, thing.content_type)


def domain() -> str:
    """Return the domain that our mail comes from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


def _sender(brand: Brand) -> str:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name or brand.name, address))


def _who(answering: Answering | None, brand: Brand) -> Answering:
    address = brand.email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    if answering and answering.address:
        return Answering(answering.name or answering.address, answering.address)
    return Answering(_("The %(network)s secretariat") % {"network": brand.name}, address)
