"""What the documents page says of a passport that was read."""

from datetime import date
from typing import Any

from django.middleware.csrf import get_token
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hansa.applications.models import Application
from hansa.applications.services import passports
from hansa.foundation import clock
from hansa.foundation.ui import dates
from hansa.foundation.ui.icons import icon

TAKE_NAME = "take_name"


def said(request: Any, application: Application) -> SafeString:
    """Say what was read, at once: names and validity, what is wrong with it, or how to take a better picture."""
    passport = passports.passport_of(application)
    if passport is None:
        return SafeString("")
    if not passport.is_read or passport.expires_on is None:
        return _note("needs", _("We could not read the two lines at the foot of the page."), _better())
    until = dates.day(passport.expires_on)
    read = _("We read: %(name)s, valid until %(day)s.") % {"name": passport.name, "day": until}
    trouble, is_hint = _trouble(application, passport.expires_on)
    said = _note("done" if not trouble else "ring" if is_hint else "needs", read, trouble)
    return SafeString(said + _offer(request, application, passport))


def _better() -> str:
    return _(
        "The office will look at the file as it is; nothing is refused for that. For a better picture, lay the passport flat, "
        "take the whole page with both lines from straight above, without flash, and send it again."
    )


def _trouble(application: Application, expires_on: date) -> tuple[str, bool]:
    """Return what to do about a passport that ends too early, and whether that is no more than a hint."""
    edition, today = application.call.edition, clock.now().date()
    last = edition.ends_on or edition.starts_on
    if expires_on < today:
        return _(
            "It has expired. Apply for a new one now, and send its scan here or, if it comes later, to the secretariat; "
            "you can send the application meanwhile."
        ), False
    if last is None:
        return "", False
    if expires_on <= last:
        return _(
            "It ends before the programme does, on %(day)s. Apply for a new one now; you can send the application meanwhile."
        ) % {"day": dates.day(last)}, False
    if expires_on < passports.months_after(last, passports.MONTHS_BEYOND):
        return _(
            "Many countries ask for a passport that is valid for six months after the journey, which would be until %(day)s. "
            "Ask the embassy whether yours is enough."
        ) % {"day": dates.day(passports.months_after(last, passports.MONTHS_BEYOND))}, True
    return "", False


def _offer(request: Any, application: Application, passport: passports.Passport) -> str:
    """Offer the passport's name where the person goes by another here; nothing is taken over unasked."""
    if " ".join(application.applicant.name.split()).casefold() == passport.name.casefold():
        return ""
    here = _("Here you are called %(name)s. Visa and ticket need the name as in the passport.") % {
        "name": application.applicant.name
    }
    word = _("Use “%(name)s” as my name") % {"name": passport.name}
    return (
        f'<form method="post" class="acts"><input type="hidden" name="csrfmiddlewaretoken" value="{get_token(request)}">'
        f'<button class="btn second small" name="{TAKE_NAME}" value="1">{escape(word)}</button>'
        f'<span class="small quiet">{escape(here)}</span></form>'
    )


def _note(sign: str, sentence: str, more: str) -> SafeString:
    kind = "needs" if sign == "needs" else "done" if sign == "done" else ""
    rest = f" {escape(more)}" if more else ""
    return SafeString(f'<div class="note {kind}">{icon(sign)}<p><b>{escape(sentence)}</b>{rest}</p></div>')
