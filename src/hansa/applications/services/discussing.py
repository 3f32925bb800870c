"""Talk after scoring: notes among those who have sent their scores, while an officer keeps the discussion open."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hansa.applications import permissions, selectors
from hansa.applications.enums import ApplicationState, ReviewState
from hansa.applications.models import Discussion, DiscussionNote, Review
from hansa.applications.rules.transitions import ActRefused
from hansa.applications.services.refusals import NotYours, Refused
from hansa.applications.services.rubrics import rubric_of
from hansa.applications.services.versions import keep_version
from hansa.foundation.audit.services import record
from hansa.questionnaires import services as questions

LONGEST = 4000


class NotEverybodyHasScored(Refused):
    """Talk before the last sheet is in would colour it."""

    @property
    def reason(self) -> str:
        return _("Not everybody has sent their scores yet. They can talk once the last sheet is in.")


@transaction.atomic
def open_discussion(*, application_id: int, by: Any, now: datetime) -> Discussion:
    """Let the readers of an application talk about it; opening it twice changes nothing."""
    application = selectors.locked(application_id)
    if not permissions.can_handle(by, application):
        raise NotYours
    if application.state != ApplicationState.UNDER_REVIEW:
        raise ActRefused("discuss", application.state)
    states = list(
        Review.objects.filter(application=application)
        .exclude(state=ReviewState.CONFLICT)
        .values_list("state", flat=True)
    )
    if not states or any(state != ReviewState.SUBMITTED for state in states):
        raise NotEverybodyHasScored
    discussion, created = Discussion.objects.select_for_update().get_or_create(
        application=application, defaults={"opened_by": by, "opened_at": now}
    )
    if created or discussion.closed_at is not None:
        discussion.closed_at = None
        discussion.save(update_fields=["closed_at"])
        record(by, "discussion.open", application)
    return discussion


@transaction.atomic
def close_discussion(*, application_id: int, by: Any, now: datetime) -> Discussion:
    """End the talk; what was said stays, and scores stay as they are from then on."""
    application = selectors.locked(application_id)
    if not permissions.can_handle(by, application):
        raise NotYours
    discussion = Discussion.objects.select_for_update().get(application=application)
    if discussion.closed_at is None:
        discussion.closed_at = now
        discussion.save(update_fields=["closed_at"])
        record(by, "discussion.close", application)
    return discussion


@transaction.atomic
def say(*, review_id: int, text: str, by: Any, now: datetime) -> DiscussionNote | None:
    """Add a note to the talk about an application that one has scored; nothing said is no note."""
    review, discussion = _taking_part(review_id, by)
    if not text.strip():
        return None
    note = DiscussionNote.objects.create(
        discussion=discussion, author=by, text=text.strip()[:LONGEST], written_at=now
    )
    record(by, "discussion.say", review, application=review.application_id)
    return note


@transaction.atomic
def change_review(
    *, review_id: int, scores: Mapping[str, Any], comment: str, by: Any, now: datetime
) -> Review:
    """Change sent scores while the talk is open; the earlier ones stay on record. The same scores change nothing."""
    review, _discussion = _taking_part(review_id, by)
    definition = rubric_of(review.application.call)
    found = questions.problems(definition, scores)
    if found:
        raise questions.Incomplete(found)
    if dict(scores) == review.scores and comment == review.comment:
        return review
    before = review.total
    keep_version(review)
    review.scores, review.comment, review.submitted_at = dict(scores), comment, now
    review.total = questions.rubric_total(definition, scores)
    review.revision += 1
    review.save()
    record(by, "review.change", review, application=review.application_id, before=before, total=review.total)
    return review


def _taking_part(review_id: int, by: Any) -> tuple[Review, Discussion]:
    """Return one's own sent sheet, locked, and the open talk about it; raises ``NotYours``."""
    if by is None:
        raise NotYours
    review = (
        Review.objects.select_for_update(of=("self",))
        .select_related("application__call__edition")
        .filter(pk=review_id, pk__in=selectors.open_readings(by.pk).values("pk"), state=ReviewState.SUBMITTED)
        .first()
    )
    if review is None:
        raise NotYours
    discussion = Discussion.objects.filter(application=review.application_id, closed_at__isnull=True).first()
    if discussion is None or review.application.state != ApplicationState.UNDER_REVIEW:
        raise ActRefused("discuss", review.application.state)
    return review, discussion
