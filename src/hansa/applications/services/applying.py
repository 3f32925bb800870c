"""What an applicant does: start, write, attach, send, withdraw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hansa.applications import selectors, signals
from hansa.applications.enums import ApplicationState
from hansa.applications.models import Application, Document, Register
from hansa.applications.rules import numbers
from hansa.applications.rules import terms as call_terms
from hansa.applications.rules.transitions import EDITABLE, ActRefused
from hansa.applications.services import eligibility, framing, letters, nominating, referees, telling, wording
from hansa.applications.services.grace import grace_until
from hansa.applications.services.refusals import ApplicationIncomplete, CallClosed, NotYours
from hansa.applications.services.steps import step
from hansa.foundation.audit.services import record
from hansa.foundation.i18n import in_language
from hansa.foundation.storage import services as storage
from hansa.network.enums import MemberStatus
from hansa.network.selectors import all_members
from hansa.programmes.selectors import calls
from hansa.questionnaires import services as questions

if TYPE_CHECKING:
    from hansa.questionnaires.models import Response


@transaction.atomic
def start_application(*, call_id: int, applicant: Any, member_id: int, now: datetime) -> Application:
    """Begin an application in the name of a city; a second start returns the first.

    A draft may change its city by starting again. Raises ``CallClosed``.
    """
    call = calls().get(pk=call_id)
    standing = selectors.application_of(applicant, call)
    if standing is not None:
        if standing.state == ApplicationState.DRAFT and standing.member_id != member_id:
            standing.member = all_members().exclude(status=MemberStatus.FORMER).get(pk=member_id)
            standing.changed_at = now
            standing.save(update_fields=["member", "changed_at"])
        return standing
    require_open(call, now)
    member = all_members().exclude(status=MemberStatus.FORMER).get(pk=member_id)
    missing = len(selectors.terms_of(call).missing_documents(set()))
    try:
        with transaction.atomic():
            application = Application.objects.create(
                call=call,
                applicant=applicant,
                member=member,
                started_at=now,
                changed_at=now,
                missing_documents=missing,
            )
    except IntegrityError:
        # Tapped twice: the other tap's application stands since a moment ago.
        return selectors.applications_of(applicant).exclude(state=ApplicationState.WITHDRAWN).get(call=call)
    record(applicant, "application.start", application, call=call.pk, member=member_id)
    return application


@transaction.atomic
def save_answers(
    *, application_id: int, answers: Mapping[str, Any], revision: int, by: Any, now: datetime
) -> "Response":
    """Keep what the applicant wrote so far; raises ``questionnaires.services.Conflict`` for the other tab."""
    application = _own_editable(application_id, by)
    terms = selectors.terms_of(application.call)
    return questions.save_draft(
        questionnaire_key=selectors.questionnaire_key(application, terms.questionnaire),
        respondent=application.applicant,
        subject=application.subject,
        answers=dict(answers),
        revision=revision,
        now=now,
    )


def attach_document(
    *,
    application_id: int,
    kind: str,
    upload: Any,
    by: Any,
    now: datetime,
    began_at: datetime | None = None,
) -> Document:
    """Take a file in; an earlier one of the same kind is kept as replaced until its day.

    The file is looked into before the database is locked. ``began_at`` is when its sending began: what began before the
    closing second has the grace of ``grace_until``. Raises ``FileRefused`` with a sentence.
    """
    application = selectors.applications_of(by).filter(pk=application_id).first()
    if application is None or application.state not in EDITABLE:
        raise NotYours
    asked = selectors.terms_of(application.call).document(kind)
    if asked is None:
        raise NotYours
    storage.require_room()
    examined = storage.examine(
        upload=upload, purpose=kind, kinds=asked.formats, max_bytes=asked.max_mb * 1_000_000
    )
    cut = framing.first_cut(examined, asked)
    with transaction.atomic():
        application = _own_editable(application_id, by)
        delete_on = _delete_on(application, asked.delete_after_days, now)
        file = storage.keep(
            examined=cut.shown if cut else examined,
            purpose=kind,
            owner_uid=by.uid,
            personal=True,
            delete_on=delete_on,
            now=now,
        )
        framing.let_go(application, kind)
        application.documents.filter(kind=kind, replaced_at__isnull=True).update(replaced_at=now)
        document = Document.objects.create(
            application=application, kind=kind, file=file, uploaded_at=began_at or now
        )
        if cut is not None:
            framing.keep_whole(document, cut, delete_on=delete_on, now=now)
        _count_missing(application)
        record(by, "application.document.attach", document, kind=kind)
    return document


@transaction.atomic
def remove_document(*, application_id: int, kind: str, by: Any, now: datetime) -> None:
    """Take a file back before it was sent; its bytes are gone at once."""
    application = _own_editable(application_id, by)
    document = selectors.documents_of(application).filter(kind=kind).first()
    if document is None:
        return
    record(by, "application.document.remove", document, kind=kind)
    file = document.file
    framing.let_go(application, kind)
    document.delete()
    if file is not None:
        storage.delete(file)
    _count_missing(application)


@transaction.atomic
def submit_application(*, application_id: int, by: Any, now: datetime) -> Application:
    """Send the application: complete, eligible as far as we can tell, and in time by our clock.

    Sending twice changes nothing. Raises ``CallClosed`` or ``ApplicationIncomplete``, which names
    each missing thing.
    """
    application = selectors.locked(application_id)
    if by is None or application.applicant_id != by.pk:
        raise NotYours
    if application.state not in EDITABLE:
        if application.submitted_at is not None:
            return application
        raise ActRefused("submit", application.state)
    first = application.state == ApplicationState.DRAFT
    if first:
        if grace_until(application, now) is None:
            require_open(application.call, now)
    elif application.return_by is not None and now.replace(microsecond=0) > application.return_by:
        raise CallClosed(
            _("The time to complete it ended on %(when)s.")
            % {"when": wording.moment(application.return_by, application.call.edition)}
        )
    terms = selectors.terms_of(application.call)
    missing = missing_things(application, terms)
    if missing:
        raise ApplicationIncomplete(missing)
    if terms.questionnaire:
        questions.submit(
            questionnaire_key=selectors.questionnaire_key(application, terms.questionnaire),
            respondent=application.applicant,
            subject=application.subject,
            now=now,
        )
    framing.let_go(application)
    if not application.number:
        application.number = next_number(application, terms)
    application.submitted_at = application.submitted_at or now
    application.reason, application.return_by, application.missing_documents = "", None, 0
    step(application, "submit", role="applicant", by=by, now=now, facts={"complete": True, "call_open": True})
    if terms.needs_nomination:
        nominating.request_nomination(application, now=now)
        telling.ask_the_city(application, now=now)
    signals.application_submitted.send(sender=Application, application=application, now=now)
    letters.write(
        "application-received",
        application,
        now=now,
        once="" if first else now.isoformat(),
        deadline=application.call.closes_at,
    )
    return application


@transaction.atomic
def withdraw_application(*, application_id: int, by: Any, now: datetime) -> Application:
    """Take an application back; the city's slot is free at once. Withdrawing twice changes nothing."""
    application = selectors.locked(application_id)
    if by is None or application.applicant_id != by.pk:
        raise NotYours
    if application.state == ApplicationState.WITHDRAWN:
        return application
    step(application, "withdraw", role="applicant", by=by, now=now)
    nominating.free_slot(application, by=by, now=now)
    signals.application_withdrawn.send(sender=Application, application=application, now=now)
    return application


@dataclass(frozen=True)
class Held:
    """What an application holds so far, read once for a page: the questions, their answers, the files."""

    definition: Mapping[str, Any]
    answers: Mapping[str, Any]
    documents: Sequence[Document]


def held_by(application: Application, terms: call_terms.Terms) -> Held:
    """Read what an application holds so far."""
    definition, answers = selectors.questions_and_answers(application, terms)
    return Held(definition, answers, selectors.own_documents(application))


def missing_things(
    application: Application, terms: call_terms.Terms, held: Held | None = None
) -> list[tuple[str, str, str]]:
    """Return (what, what to do, at which step) for everything that keeps the application from being sent.

    The step of a question names where on the form's page it stands: ``form#id_a-department``.
    """
    held = held or held_by(application, terms)
    language = get_language() or application.applicant.language
    missing = [
        (
            question_label(held.definition, problem.key, language),
            questions.sentence(problem),
            f"form#{questions.anchor(problem.key)}",
        )
        for problem in questions.problems(held.definition, held.answers)
    ]
    present = {row.kind for row in held.documents if row.file_id is not None}
    missing += [
        (in_language(document.label, language), _("This file is not there yet."), "documents")
        for document in terms.missing_documents(present)
    ]
    if terms.referees is not None:
        missing += referees.missing_of(selectors.referee_states(application), terms.referees)
    missing += [
        (_("Who may apply"), str(finding.text), "start")
        for finding in eligibility.findings_of(application, terms, held.answers)
        if finding.met is False and finding.required
    ]
    return missing


def question_label(definition: Mapping[str, Any], key: str, language: str) -> str:
    """Return a question's own words."""
    found = next((entry for entry in definition["questions"] if entry["key"] == key), None)
    return in_language(found["label"], language) if found else key


def require_open(call: Any, now: datetime) -> None:
    """Raise ``CallClosed`` with the date where the call takes nothing at this instant."""
    if call.accepts(now):
        return
    edition = call.edition
    if call.closes_at is not None and now > call.closes_at:
        raise CallClosed(
            _("The call closed on %(when)s.") % {"when": wording.moment(call.closes_at, edition)}
        )
    if call.opens_at is not None and now < call.opens_at:
        raise CallClosed(_("The call opens on %(when)s.") % {"when": wording.moment(call.opens_at, edition)})
    raise CallClosed


def _own_editable(application_id: int, by: Any) -> Application:
    application = selectors.locked(application_id)
    if by is None or application.applicant_id != by.pk:
        raise NotYours
    if application.state not in EDITABLE:
        raise ActRefused("edit", application.state)
    return application


def _count_missing(application: Application) -> None:
    terms = selectors.terms_of(application.call)
    present = set(selectors.documents_of(application).values_list("kind", flat=True))
    application.missing_documents = len(terms.missing_documents(present))
    application.save(update_fields=["missing_documents"])


def _delete_on(application: Application, days: int | None, now: datetime) -> Any:
    if days is None:
        return None
    edition = application.call.edition
    last = edition.ends_on or edition.starts_on
    return (last or now.date()) + timedelta(days=days)


def next_number(application: Application, terms: call_terms.Terms) -> str:
    """Return the next number of a call, with its register locked so that two cannot take one."""
    edition = application.call.edition
    Register.objects.get_or_create(
        call=application.call,
        defaults={"prefix": terms.number_prefix or numbers.prefix(edition.slug, edition.year)},
    )
    register = Register.objects.select_for_update().get(call=application.call)
    register.last_serial += 1
    register.save(update_fields=["last_serial"])
    return numbers.number(register.prefix, register.last_serial)
