"""Scores that were sent are never lost: before they change, they are kept as an earlier version."""

from hansa.applications.models import Review, ReviewVersion


def keep_version(review: Review) -> ReviewVersion:
    """Keep what a locked review said until now."""
    # The database holds sent reviews to both.
    assert review.total is not None
    assert review.submitted_at is not None
    return ReviewVersion.objects.create(
        review=review,
        number=ReviewVersion.objects.filter(review=review).count() + 1,
        scores=review.scores,
        comment=review.comment,
        total=review.total,
        submitted_at=review.submitted_at,
    )
