"""Reads of questionnaires and responses."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from hansa.foundation.prepared import Prepared
from hansa.questionnaires.models import Questionnaire, Response, SentVersion

_definitions = Prepared(
    lambda key: Questionnaire.objects.filter(key=key).values_list("definition", flat=True)
)
_responses = Prepared(
    lambda key, respondent, subject: Response.objects.select_related("questionnaire").filter(
        questionnaire__key=key, respondent=respondent, subject=subject
    )
)


_answers = Prepared(
    lambda key, respondent, subject: Response.objects.filter(
        questionnaire__key=key, respondent=respondent, subject=subject
    ).values_list("answers", flat=True)
)
_answered = Prepared(
    lambda key, respondent, subject: Response.objects.filter(
        questionnaire__key=key, respondent=respondent, subject=subject
    ).values_list("questionnaire__definition", "answers")
)
_drafts = Prepared(
    lambda key, respondent, subject: Response.objects.filter(
        questionnaire__key=key, respondent=respondent, subject=subject
    ).values_list("pk", "answers", "revision", "state", Cast("questionnaire__definition", TextField()))
)
_versions = Prepared(
    lambda key, respondent, subject: (
        SentVersion.objects.filter(
            response__questionnaire__key=key, response__respondent=respondent, response__subject=subject
        )
        .order_by("number")
        .values_list("answers", "sent_at")
    )
)


def questionnaire(key: str) -> Questionnaire:
    """Return the questionnaire of this key; raises ``Questionnaire.DoesNotExist``."""
    return Questionnaire.objects.get(key=key)


def questionnaires_under(prefix: str) -> QuerySet[Questionnaire]:
    """Return the questionnaires whose key begins so, for an export."""
    return Questionnaire.objects.filter(key__startswith=prefix).order_by("key")


def definition(key: str) -> dict[str, Any]:
    """Return the definition of this key."""
    for found in _definitions.ask(key):
        return dict(found)
    raise Questionnaire.DoesNotExist(key)


def response(*, questionnaire_key: str, respondent: Any, subject: str) -> Response | None:
    """Return somebody's response for a subject, or None before the first draft."""
    rows = _responses.ask(questionnaire_key, respondent.pk, subject)
    return rows[0] if rows else None


def draft(*, questionnaire_key: str, respondent_id: int, subject: str) -> tuple[Response, str] | None:
    """Return somebody's response as far as writing on it needs, and the questions as the database writes them."""
    for pk, given, revision, state, asked in _drafts.ask(questionnaire_key, respondent_id, subject):
        return Response(pk=pk, answers=given, revision=revision, state=state), asked
    return None


def answers(*, questionnaire_key: str, respondent_id: int, subject: str) -> dict[str, Any]:
    """Return what somebody answered so far on a subject; nothing before the first draft."""
    for found in _answers.ask(questionnaire_key, respondent_id, subject):
        return dict(found)
    return {}


def answered(
    *, questionnaire_key: str, respondent_id: int, subject: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a questionnaire's definition and what somebody answered so far on a subject."""
    for asked, given in _answered.ask(questionnaire_key, respondent_id, subject):
        return dict(asked), dict(given)
    return definition(questionnaire_key), {}


def sent_versions(response: Response) -> QuerySet[SentVersion]:
    """Return every version that was sent, first to last."""
    return SentVersion.objects.filter(response=response).order_by("number")


def versions_sent(
    *, questionnaire_key: str, respondent_id: int, subject: str
) -> list[tuple[dict[str, Any], datetime]]:
    """Return the answers of each version that somebody sent on a subject and when, first to last."""
    return _versions.ask(questionnaire_key, respondent_id, subject)


def answers_sent_by_subject(*, questionnaire_key: str, subjects: list[str]) -> dict[str, dict[str, Any]]:
    """Return what was sent last on each of many subjects, whatever its writer has begun to change since."""
    rows = SentVersion.objects.filter(
        response__questionnaire__key=questionnaire_key, response__subject__in=subjects
    ).order_by("number")
    return dict(rows.values_list("response__subject", "answers"))


def export_of(person: Any) -> list[dict[str, Any]]:
    """Return a person's answers for their own data download."""
    rows = Response.objects.filter(respondent=person).select_related("questionnaire").order_by("id")
    return [
        {
            "questionnaire": row.questionnaire.key,
            "subject": row.subject,
            "state": row.state,
            "updated_at": row.updated_at.isoformat(),
            "answers": row.answers,
        }
        for row in rows
    ]


def answers_by_subject(*, questionnaire_key: str, subjects: list[str]) -> dict[str, dict[str, Any]]:
    """Return the answers of many responses at once, by subject: one query for a whole call."""
    rows = Response.objects.filter(questionnaire__key=questionnaire_key, subject__in=subjects)
    return dict(rows.values_list("subject", "answers"))
