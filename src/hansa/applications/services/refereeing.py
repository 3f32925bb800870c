"""A referee is written to and answers by a link, without an account.

The link is made as its mail goes out and stands nowhere else; of it a fingerprint is kept. The applicant sees that a letter is
there and never what it says.
"""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from hansa.applications import selectors
from hansa.applications.enums import RefereeState
from hansa.applications.models import Application, Referee
from hansa.applications.rules import referees as rules
from hansa.applications.rules.transitions import BEFORE_DECISION
from hansa.applications.services import letters, wording
from hansa.applications.services.refusals import Refused
from hansa.foundation.audit.services import record
from hansa.foundation.i18n import in_language
from hansa.foundation.storage import services as storage
from hansa.messaging.services import NotSent, hand_over
from hansa.programmes.selectors import letter_key

KINDS = ("pdf", "jpeg", "png", "heic")
PURPOSE = "referee_letter"


class RefereeLinkOver(Refused):
    """The link is unknown, answered, replaced, or its day is past."""

    @property
    def reason(self) -> str:
        return _("This link no longer works.")


def mail_referees(*, now: datetime, post: Callable[[Referee, str], None] | None = None) -> int:
    """Write to everybody who waits to be asked, each once; return to how many. What does not go out is tried again.

    ``post`` takes a referee and the key of their link in place of a mail: a rehearsal writes to nobody.
    """
    due = Referee.objects.filter(mail_due_at__lte=now, state=RefereeState.ASKED).values_list("pk", flat=True)
    return sum(_mail(pk, now, post or _send) for pk in list(due))


def _mail(referee_id: int, now: datetime, post: Callable[[Referee, str], None]) -> bool:
    with transaction.atomic():
        row = locked_referee(referee_id)
        if row.mail_due_at is None or row.mail_due_at > now or not _holds(row, now):
            return False
        token = secrets.token_urlsafe(32)
        try:
            post(row, token)
        except NotSent as fault:
            row.mail_tries += 1
            row.mail_due_at = None if fault.for_good else rules.due_again(row.mail_tries, now)
            row.save(update_fields=["mail_tries", "mail_due_at"])
            return False
        row.token_digest, row.mail_due_at, row.mailed_at, row.mail_tries = digest_of(token), None, now, 0
        row.save(update_fields=["token_digest", "mail_due_at", "mailed_at", "mail_tries"])
        record(None, "referee.write", row)
        return True


def _send(row: Referee, token: str) -> None:
    application, language = row.application, row.language
    edition = application.call.edition
    template = letter_key(edition, "referee-request")
    if template is None:
        raise NotSent("the programme has no letter for it", for_good=True)
    asked = selectors.terms_of(application.call).referees
    with translation.override(language):
        context = {
            "programme": in_language(edition.programme.title, language),
            "edition": in_language(edition.title, language),
            "city": wording.city_name(application.member, language),
            "applicant": application.applicant.name,
            "reason": in_language(asked.asks, language) if asked else "",
            "deadline": wording.moment(until_of(row), edition),
            "url": settings.HANSA_BASE_URL + reverse("applications:referee", args=[token]),
        }
    hand_over(
        template_key=template,
        name=row.name,
        address=row.email,
        language=language,
        context=context,
        message_id=f"{row.uid.hex}.{row.reminders}",
    )


def digest_of(token: str) -> str:
    """Return what is kept of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def referee_of(token: str, now: datetime) -> Referee:
    """Return whose link this is; raises ``RefereeLinkOver``."""
    row = selectors.referee_by_digest(digest_of(token))
    if row is None or not _holds(row, now):
        raise RefereeLinkOver
    return row


def _holds(row: Referee, now: datetime) -> bool:
    state = row.application.state
    return row.state == RefereeState.ASKED and until_of(row) >= now and state in BEFORE_DECISION


def give_letter(*, token: str, text: str = "", upload: Any = None, now: datetime) -> Referee:
    """Take a referee's letter, written or as a file; it is sent once, and the link ends with it.

    The file is looked into before the database is locked. Raises ``RefereeLinkOver`` or ``FileRefused``.
    """
    row = referee_of(token, now)
    examined = None
    if upload is not None:
        storage.require_room()
        examined = storage.examine(upload=upload, purpose=PURPOSE, kinds=KINDS)
    with transaction.atomic():
        row = locked_referee(row.pk)
        if not _holds(row, now) or row.token_digest != digest_of(token):
            raise RefereeLinkOver
        if examined is not None:
            # The letter belongs to its own row: the applicant, whom it is about, does not own it.
            row.file = storage.keep(
                examined=examined,
                purpose=PURPOSE,
                owner_uid=row.uid,
                personal=True,
                delete_on=row.delete_on,
                now=now,
            )
        if text.strip():
            row.sealed = storage.seal(text.strip().encode(), record_id=row.uid, owner_uid=row.uid)
        row.state, row.answered_at, row.mail_due_at = RefereeState.RECEIVED, now, None
        row.save(update_fields=["file", "sealed", "state", "answered_at", "mail_due_at"])
        record(None, "referee.answer", row)
    return row


@transaction.atomic
def decline_letter(*, token: str, now: datetime) -> Referee:
    """Let a referee say no; the applicant is told, so that they can ask somebody else. Raises ``RefereeLinkOver``."""
    row = locked_referee(referee_of(token, now).pk)
    if not _holds(row, now):
        raise RefereeLinkOver
    row.state, row.answered_at, row.mail_due_at = RefereeState.DECLINED, now, None
    row.save(update_fields=["state", "answered_at", "mail_due_at"])
    record(None, "referee.decline", row)
    letters.write(
        "referee-declined",
        row.application,
        now=now,
        once=row.uid.hex,
        reason=row.name,
        url=settings.HANSA_BASE_URL + reverse("applications:referees", args=[row.application.uid]),
        deadline=row.application.call.closes_at,
    )
    return row


def letter_text(row: Referee) -> str:
    """Return what a referee wrote; nothing where they sent a file, or where it is gone."""
    if not row.sealed:
        return ""
    return storage.unseal(bytes(row.sealed), record_id=row.uid, owner_uid=row.uid).decode()


@transaction.atomic
def record_referee_opened(*, row: Referee, by: Any) -> None:
    """Log that somebody opens a referee's letter."""
    record(by, "referee.open", row)


def forget_referees(*, now: datetime) -> int:
    """Let go of letters whose day has come, each with a line in the log; return how many."""
    rows = Referee.objects.filter(delete_on__lte=now.date()).exclude(email="")
    return sum(_forget(pk, by=None) for pk in list(rows.values_list("pk", flat=True)))


def forget_referees_of(application: Application, *, by: Any) -> int:
    """Let go of the referees of one application, whoever they were and whatever they wrote."""
    rows = application.referees.exclude(email="").values_list("pk", flat=True)
    return sum(_forget(pk, by=by) for pk in list(rows))


@transaction.atomic
def _forget(referee_id: int, *, by: Any) -> int:
    row = Referee.objects.select_for_update(of=("self",)).select_related("file").get(pk=referee_id)
    if row.file is not None:
        storage.delete(row.file)
    row.name = row.email = row.relation = row.token_digest = ""
    row.sealed, row.file, row.mail_due_at = b"", None, None
    if row.state == RefereeState.ASKED:
        row.state = RefereeState.REPLACED
    row.save()
    record(by, "referee.forget", row)
    return 1


def until_of(row: Referee) -> datetime:
    """Return the last instant of a referee's link; a call that is extended takes it along."""
    application = row.application
    terms = selectors.terms_of(application.call).referees
    return rules.holds_until(
        closes_at=application.call.closes_at,
        days_after=terms.days_after_closing if terms else None,
        returned_until=application.return_by,
        now=row.asked_at,
    )


def locked_referee(referee_id: int) -> Referee:
    """Return a referee with the row locked until the transaction ends."""
    return (
        Referee.objects.select_for_update(of=("self",))
        .select_related(
            "application__call__edition__programme", "application__applicant", "application__member"
        )
        .get(pk=referee_id)
    )
