"""What somebody said before they began is carried into their application: the answers of the check, the city, the wish.

It waits in the visitor's own session, never in an address, and is forgotten an hour after it was said. Signing up or
signing in keeps the session, so that one press leads from the call's page to the form.
"""

from collections.abc import MutableMapping
from datetime import datetime, timedelta
from typing import Any

from django.http import QueryDict

from hansa.applications import selectors
from hansa.applications.models import Application
from hansa.applications.services import eligibility
from hansa.applications.services.applying import save_answers, start_application
from hansa.applications.services.refusals import REFUSALS
from hansa.network.selectors import members
from hansa.programmes.selectors import calls
from hansa.programmes.services import Finding
from hansa.questionnaires import selectors as questionnaires
from hansa.questionnaires import services as questions

Session = MutableMapping[str, Any]

HOLDS = timedelta(hours=1)
"""For how long what a visitor said is there to go on with."""

_CHECKED, _WAITING, _BROUGHT = "may_i_apply", "application_to_begin", "brought_along"
# Nobody's honest answers to a handful of questions are longer.
MOST_CHARACTERS = 2000


def keep_check(*, session: Session, slug: str, said: QueryDict, now: datetime) -> None:
    """Remember what a visitor answered to "may I apply?", until they begin or an hour has passed."""
    written = said.urlencode()
    if len(written) <= MOST_CHARACTERS:
        session[_CHECKED] = {"slug": slug, "said": written, "at": now.isoformat()}


def check_of(session: Session, slug: str, now: datetime) -> QueryDict | None:
    """Return what this visitor answered for this call within the hour, or None."""
    return _said(session.get(_CHECKED), slug, now)


def let_wait(*, session: Session, slug: str, member_id: int, now: datetime) -> None:
    """Remember that a visitor wants to begin an application, until they have signed in."""
    session[_WAITING] = {"slug": slug, "member": member_id, "at": now.isoformat()}


def begin(*, session: Session, call: Any, applicant: Any, member_id: int, now: datetime) -> Application:
    """Begin an application with what its applicant has answered in the check; raises as ``start_application`` does."""
    application = start_application(call_id=call.pk, applicant=applicant, member_id=member_id, now=now)
    said = check_of(session, call.edition.slug, now)
    if said is not None:
        session.pop(_CHECKED, None)
        brought = _bring(application, said, now)
        if brought:
            session[_BROUGHT] = {"uid": str(application.uid), "keys": brought}
    return application


def begin_what_waits(*, session: Session, person: Any, now: datetime) -> Application | None:
    """Begin what somebody wanted to begin before they signed in; None where nothing waits or it cannot be begun.

    The page they come back to says why it cannot.
    """
    waiting = session.pop(_WAITING, None)
    if not waiting or _is_past(waiting, now):
        return None
    call = calls().filter(edition__slug=waiting["slug"]).first()
    member = members().filter(pk=waiting["member"]).first()
    if call is None or member is None or is_barred(session, call, person, member, now):
        return None
    try:
        return begin(session=session, call=call, applicant=person, member_id=member.pk, now=now)
    except REFUSALS:
        return None


def is_barred(session: Session, call: Any, person: Any, member: Any, now: datetime) -> bool:
    """Whether what is known of somebody who begins keeps them from applying for this city."""
    found = findings_before(session, call, person, member, {}, now)
    return eligibility.is_barred(found)


def findings_before(
    session: Session, call: Any, person: Any, member: Any, answers: dict[str, Any], now: datetime
) -> list[Finding]:
    """Return how each rule stands by the account, the city, the answers given and those of the check."""
    terms = selectors.terms_of(call)
    said = check_of(session, call.edition.slug, now)
    if said is not None:
        told = {name: said[name] for name in ("birth_date", "residence") if said.get(name)}
        answers = told | _answers_in(said, _definition(call, terms.questionnaire)) | answers
    return eligibility.findings(terms, eligibility.known_of(person, member, answers))


def brought_into(session: Session, application: Application) -> list[str]:
    """Return which questions of an application were answered by the check, until its applicant has saved it."""
    brought = session.get(_BROUGHT) or {}
    keys: list[str] = brought.get("keys", []) if brought.get("uid") == str(application.uid) else []
    return keys


def forget_brought(session: Session) -> None:
    """Say no more where the answers came from: their applicant has read and saved them."""
    if _BROUGHT in session:
        del session[_BROUGHT]


def _bring(application: Application, said: QueryDict, now: datetime) -> list[str]:
    terms = selectors.terms_of(application.call)
    if not terms.questionnaire or selectors.answers_of(application):
        # Whoever has answered already knows better.
        return []
    answers = _answers_in(said, _definition(application.call, terms.questionnaire))
    if not answers:
        return []
    try:
        save_answers(
            application_id=application.pk, answers=answers, revision=0, by=application.applicant, now=now
        )
    except (questions.Conflict, questions.AlreadySubmitted):
        # Tapped twice: the other tap has brought them.
        return []
    return list(answers)


def _definition(call: Any, name: str) -> dict[str, Any]:
    if not name:
        return {"questions": []}
    definition: dict[str, Any] = questionnaires.definition(selectors.questionnaire_key(call, name))
    return definition


def _answers_in(said: QueryDict, definition: dict[str, Any]) -> dict[str, Any]:
    """Return what of the check the form asks as well, as far as it fits the form's own choices."""
    form = questions.form_class(definition, "en", draft=True)()
    data = QueryDict(mutable=True)
    for name in form.fields:
        if name in said:
            data.setlist(form.add_prefix(name), said.getlist(name))
    answers = questions.answers_of(questions.form_class(definition, "en", draft=True)(data))
    return {key: value for key, value in answers.items() if key in said}


def _said(kept: dict[str, str] | None, slug: str, now: datetime) -> QueryDict | None:
    if not kept or kept.get("slug") != slug or _is_past(kept, now):
        return None
    return QueryDict(kept["said"])


def _is_past(kept: dict[str, Any], now: datetime) -> bool:
    return now - datetime.fromisoformat(kept["at"]) > HOLDS
