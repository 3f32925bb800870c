"""Writing letters, and getting them to people once."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from hansa.foundation.audit.services import record
from hansa.foundation.storage.services import Unreadable
from hansa.network.selectors import network

from .. import rules, selectors, signals
from ..adapters import post
from ..enums import LetterState
from ..models import Letter, LetterTemplate
from .enclosing import Enclosed, enclose, enclosed_in, forget_enclosed

if TYPE_CHECKING:
    from hansa.accounts.models import Person


class TemplateFault(ValueError):
    """A letter's text cannot be used; ``faults`` says where and why."""

    def __init__(self, key: str, faults: list[str]) -> None:
        super().__init__(f"{key}: {'; '.join(faults)}")
        self.faults = faults


class TemplateMissing(LookupError):
    """There is no letter of that key."""


@transaction.atomic
def define_template(
    *, key: str, texts: Mapping[str, Mapping[str, str]], by: "Person | None", now: datetime
) -> LetterTemplate:
    """Set the text of a kind of letter in every language. The same texts again change nothing.

    Letters already written keep their words. Raises ``TemplateFault``.
    """
    plain = {language: {"subject": text["subject"], "body": text["body"]} for language, text in texts.items()}
    found = rules.faults(plain)
    if found:
        raise TemplateFault(key, found)
    used = {name for text in plain.values() for part in text.values() for name in rules.placeholders_in(part)}
    template, is_new = LetterTemplate.objects.select_for_update().get_or_create(
        key=key,
        defaults={
            "topic": _topic(key), "texts": plain, "placeholders": sorted(used), "updated_at": now,
        },
    )  # fmt: skip
    if not is_new:
        if template.texts == plain:
            return template
        template.texts, template.placeholders = plain, sorted(used)
        template.version += 1
        template.updated_at = now
        template.save()
    record(by, "letter_template.define", template, version=template.version, languages=sorted(plain))
    return template


@transaction.atomic
def send_letter(
    *,
    template_key: str,
    to: "Person",
    context: Mapping[str, Any],
    key: str,
    now: datetime,
    language: str | None = None,
    answered_by: "Person | None" = None,
    address: str = "",
    enclosed: Sequence[Enclosed] = (),
) -> Letter:
    """Write a letter to a person in their language and queue it. A second call with the same key returns the first.

    It goes to the address they sign in with, unless another one of theirs is named.

    The name and the secretariat are filled in here. Answers go to ``answered_by``, whose name and address stand in the
    mail; without one to the secretariat. Raises ``TemplateMissing``.
    """
    letter = Letter.objects.filter(key=key).first()
    if letter is not None:
        return letter
    template = selectors.template(template_key)
    if template is None:
        raise TemplateMissing(template_key)
    written = written_from(template, to=to, context=context, language=language or to.language)
    answering = (answered_by.name, answered_by.email) if answered_by else ("", "")
    return _queue(
        written,
        key=key,
        template_key=template_key,
        topic=template.topic,
        to=to,
        now=now,
        answering=answering,
        address=address,
        enclosed=enclosed,
    )


def written_from(
    template: LetterTemplate, *, to: "Person", context: Mapping[str, Any], language: str
) -> rules.Written:
    """Return a template filled in for a person, in the language nearest to the wanted one; nothing is kept."""
    return written_with(template.texts, to=to, context=context, language=language)


def written_with(
    texts: Mapping[str, Mapping[str, str]], *, to: "Person", context: Mapping[str, Any], language: str
) -> rules.Written:
    """Return texts that are no template yet, filled in for a person; nothing is kept."""
    chosen = rules.language_for(texts, language)
    values = {"name": to.called, "secretariat": signature(chosen)} | {
        name: str(value) for name, value in context.items() if value is not None
    }
    text = texts[chosen]
    return rules.write(subject=text["subject"], body=text["body"], values=values, language=chosen)


def send_letter_if_defined(
    *,
    template_key: str,
    to: "Person",
    context: Mapping[str, Any],
    key: str,
    now: datetime,
    language: str | None = None,
    answered_by: "Person | None" = None,
    enclosed: Sequence[Enclosed] = (),
) -> Letter | None:
    """Do as ``send_letter``; where the programme has no such letter, nothing is sent."""
    try:
        return send_letter(
            template_key=template_key,
            to=to,
            context=context,
            key=key,
            now=now,
            language=language,
            answered_by=answered_by,
            enclosed=enclosed,
        )
    except TemplateMissing:
        return None


def language_for(template: LetterTemplate, wanted: str) -> str:
    """Return the language a template would be written in for somebody who reads the wanted one."""
    return rules.language_for(template.texts, wanted)


@transaction.atomic
def send_test(
    *, template: LetterTemplate, to: "Person", context: Mapping[str, Any], language: str, now: datetime
) -> Letter:
    """Send a letter with invented facts to whoever tries it out, marked as a test; each asking sends another."""
    written = written_from(template, to=to, context=context, language=language)
    with translation.override(written.language):
        subject = _("Test: %(subject)s") % {"subject": written.subject}
    letter = _queue(
        replace(written, subject=subject[: rules.LONGEST_SUBJECT]),
        key=f"test:{uuid.uuid4()}",
        template_key=template.key,
        topic=template.topic,
        to=to,
        now=now,
        answering=(to.name, to.email),
    )
    record(to, "letter_template.test", template, language=written.language)
    return letter


@transaction.atomic
def forget_letters(*, to: "Person", by: "Person | None") -> int:
    """Take the words out of every letter to a person who is erased; that one was sent stays. Return how many."""
    forgotten = (
        Letter.objects.filter(to=to)
        .exclude(text="", html="")
        .update(subject="–", text="", html="", answers_name="", answers_address="")
    )
    forget_enclosed(to)
    if forgotten:
        # What still waits would say nothing now.
        Letter.objects.filter(to=to, state=LetterState.QUEUED).update(state=LetterState.FAILED, last_fault="")
        record(by, "letter.forget", to, letters=forgotten)
    return forgotten


@transaction.atomic
def resend(*, letter_id: Any, by: "Person", now: datetime) -> Letter:
    """Send a letter again, by hand, with the words it had, to the address the person has now.

    One that was not delivered or came back is tried afresh; of one that was sent a second copy goes out; one on its way stays as it is.
    """
    letter = Letter.objects.select_for_update().get(pk=letter_id)
    if letter.state in {LetterState.QUEUED, LetterState.SENDING}:
        return letter
    record(by, "letter.resend", letter, state=letter.state)
    if letter.state in {LetterState.FAILED, LetterState.BOUNCED}:
        letter.state, letter.attempts, letter.last_fault = LetterState.QUEUED, 0, ""
        letter.address, letter.next_attempt_at, letter.bounced_at = letter.to.email, now, None
        letter.save(
            update_fields=["state", "attempts", "last_fault", "address", "next_attempt_at", "bounced_at"]
        )
        signals.letter_queued.send(sender=Letter, letter=letter)
        return letter
    original = letter.key.partition("#again-")[0]
    number = Letter.objects.filter(key__startswith=f"{original}#again-").count() + 1
    written = rules.Written(letter.subject, letter.text, letter.html, letter.language, "")
    return _queue(
        written,
        key=f"{original}#again-{number}",
        template_key=letter.template_key,
        topic=letter.topic,
        to=letter.to,
        now=now,
        answering=(letter.answers_name, letter.answers_address),
        enclosed=enclosed_in(letter),
    )


def deliver_letter(*, letter_id: Any, now: datetime) -> LetterState | None:
    """Hand a letter to the mail server, and return the state it is in then; ``None`` where it was not this call's turn.

    Three steps: claimed in one transaction, sent outside of any, noted in another. A worker that dies between the last two
    leaves the letter "being sent", and it goes out again after ten minutes, under the same Message-ID.
    """
    letter = _claimed(letter_id, now)
    if letter is None:
        return None
    try:
        post.send(letter, enclosed_in(letter))
    except post.NotSent as fault:
        return _noted_fault(letter, fault, now)
    except Unreadable as fault:
        # The installation's fault, such as a key that is missing: it goes out when that is mended.
        return _noted_fault(letter, post.NotSent(f"Enclosure: {fault}"[:300], for_good=False), now)
    return _noted_sent(letter, now)


def queue_due(now: datetime) -> int:
    """Queue every letter that is due and may have lost its task, and return how many.

    Safe to call at any time: a letter that is being sent is not sent twice by it.
    """
    due = list(selectors.letters_due(now)[:1000])
    for letter in due:
        signals.letter_queued.send(sender=Letter, letter=letter)
    return len(due)


def _queue(
    written: rules.Written,
    *,
    key: str,
    template_key: str,
    topic: str,
    to: "Person",
    now: datetime,
    answering: tuple[str, str],
    address: str = "",
    enclosed: Sequence[Enclosed] = (),
) -> Letter:
    try:
        with transaction.atomic():
            letter = Letter.objects.create(
                key=key,
                template_key=template_key,
                topic=topic,
                to=to,
                address=address or to.email,
                language=written.language,
                subject=written.subject,
                text=written.text,
                html=written.html,
                answers_name=answering[0],
                answers_address=answering[1],
                queued_at=now,
                next_attempt_at=now,
            )
            if enclosed:
                enclose(letter, enclosed)
    except IntegrityError:
        # Two acts asked for the same letter at once; the other was first.
        return Letter.objects.get(key=key)
    signals.letter_queued.send(sender=Letter, letter=letter)
    return letter


@transaction.atomic
def _claimed(letter_id: Any, now: datetime) -> Letter | None:
    letter = Letter.objects.select_for_update(of=("self",)).filter(pk=letter_id).first()
    if letter is None or letter.state in {LetterState.SENT, LetterState.FAILED, LetterState.BOUNCED}:
        return None
    if letter.state == LetterState.SENDING:
        if letter.sending_since is not None and letter.sending_since > now - rules.LEFT_BEHIND_AFTER:
            return None
    elif letter.next_attempt_at > now:
        return None
    letter.state, letter.sending_since = LetterState.SENDING, now
    letter.attempts += 1
    letter.save(update_fields=["state", "sending_since", "attempts"])
    return letter


@transaction.atomic
def _noted_sent(letter: Letter, now: datetime) -> LetterState:
    letter.state, letter.sent_at, letter.last_fault, letter.sending_since = LetterState.SENT, now, "", None
    letter.save(update_fields=["state", "sent_at", "last_fault", "sending_since"])
    signals.letter_sent.send(sender=Letter, letter=letter)
    return LetterState.SENT


@transaction.atomic
def _noted_fault(letter: Letter, fault: post.NotSent, now: datetime) -> LetterState:
    again = None if fault.for_good else rules.next_attempt(letter.attempts, now)
    letter.last_fault, letter.sending_since = str(fault), None
    letter.state = LetterState.FAILED if again is None else LetterState.QUEUED
    letter.next_attempt_at = again or letter.next_attempt_at
    letter.save(update_fields=["state", "last_fault", "sending_since", "next_attempt_at"])
    if again is None:
        signals.letter_failed.send(sender=Letter, letter=letter)
        return LetterState.FAILED
    signals.letter_queued.send(sender=Letter, letter=letter)
    return LetterState.QUEUED


def signature(language: str) -> str:
    """Return who signs the network's letters, in a language."""
    home = network()
    if home is None:
        return ""
    with translation.override(language):
        return _("The %(network)s secretariat") % {"network": home.name}


def _topic(key: str) -> str:
    return key.rpartition(":")[0]
