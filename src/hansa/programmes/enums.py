"""States and kinds of programmes, calls and rehearsals."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProgrammeKind(models.TextChoices):
    """What a programme is, which decides the words of its page."""

    TRAINING = "training", _("Training")
    COURSE = "course", _("Course")
    AWARD = "award", _("Award")
    ASSEMBLY = "assembly", _("Assembly")


class CallState(models.TextChoices):
    """Where a call stands; the moves between are in ``rules/calls.py``."""

    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Announced")
    OPEN = "open", pgettext_lazy("state", "Open")
    PAUSED = "paused", _("Paused")
    CLOSED = "closed", _("Closed")
    SCREENING = "screening", _("Screening")
    REVIEW = "review", _("Under review")
    INTERVIEWS = "interviews", _("Interviews")
    SELECTION = "selection", _("Selection")
    DECIDED = "decided", _("Decided, sealed")
    RELEASED = "released", _("Decisions sent")
    CONFIRMED = "confirmed", _("Places confirmed")
    COMPLETED = "completed", _("Completed")
    ARCHIVED = "archived", _("Archived")
    CANCELLED = "cancelled", _("Cancelled")


class RehearsalState(models.TextChoices):
    """How far a dress rehearsal has come."""

    QUEUED = "queued", _("Waiting to run")
    RUNNING = "running", _("Running")
    PASSED = "passed", _("Ended well")
    JAMMED = "jammed", _("Jammed")
    FAILED = "failed", _("Could not run")


class ChangeKind(models.TextChoices):
    """What a plan will do to one thing."""

    CREATED = "created", _("Created")
    CHANGED = "changed", _("Changed")
    RETIRED = "retired", _("Retired")
