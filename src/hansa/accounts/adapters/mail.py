"""The mails about an account, in the frame of every other: a code, a new password, a second factor."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from hansa.foundation.mail.rules.frame import Content
from hansa.foundation.mail.rules.markup import write
from hansa.foundation.mail.services import mail_of
from hansa.foundation.ui import dates

from ..models import Person

PLACEHOLDERS = frozenset({"code", "url", "address", "old_address", "new_address", "when", "ip", "browser"})
"""What the texts may name in braces. The library's values are put in last and never read as markup."""


def about_account(template_prefix: str, address: str, context: Mapping[str, Any]) -> EmailMultiAlternatives:
    """Return one of the library's mails, its text read as light markup, in the language of whoever gets it."""
    language = _language_of(address, context)
    with translation.override(language):
        subject = render_to_string(f"{template_prefix}_subject.txt", dict(context))
        body = render_to_string(f"{template_prefix}_message.txt", dict(context))
        written = write(
            subject=subject,
            body=body,
            values=_values(address, context),
            language=language,
            allowed=PLACEHOLDERS,
        )
        content = Content(written.subject, written.text, written.html, language)
        why = _("You get this mail because your address was used at %(site)s.") % {
            "site": settings.HANSA_BASE_URL.partition("://")[2]
        }
        return mail_of(content, to=address, why=why)


def _values(address: str, context: Mapping[str, Any]) -> dict[str, str]:
    when = context.get("timestamp")
    links = ("activate_url", "password_reset_url", "signup_url")
    found = next((str(context[name]) for name in links if context.get(name)), "")
    return {
        "code": str(context.get("code") or ""),
        "url": found or settings.HANSA_BASE_URL + reverse("account_reset_password"),
        "address": address,
        "old_address": str(context.get("from_email") or context.get("deleted_email") or ""),
        "new_address": str(context.get("to_email") or ""),
        "when": f"{dates.instant(when, 'UTC')} UTC" if when else "",
        "ip": str(context.get("ip") or ""),
        "browser": str(context.get("user_agent") or ""),
    }


def _language_of(address: str, context: Mapping[str, Any]) -> str:
    """Return the language of the person where we know one, else that of the page they are on."""
    person = context.get("user")
    if not isinstance(person, Person):
        person = Person.objects.filter(email__iexact=address).only("language").first()
    here = translation.get_language() or "en"
    return person.language if person is not None and person.language else here
