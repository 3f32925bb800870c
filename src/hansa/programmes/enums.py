"""States and kinds of programmes, calls and rehearsals."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProgrammeKind(models.TextChoices):
    """What a programme is, which decides the words of its page."""

    TRAINING = "training", pgettext_lazy("kind of programme", "Training")
    COURSE = "course", pgettext_lazy("kind of programme", "Course")
    AWARD = "award", pgettext_lazy("kind of programme", "Award")
    ASSEMBLY = "assembly", pgettext_lazy("kind of programme", "Assembly")


class CallState(models.TextChoices):
    """Where a call stands; the moves between are in ``rules/calls.py``."""

    DRAFT = "draft", pgettext_lazy("a call", "Draft")
    APPROVED = "approved", pgettext_lazy("a call", "Approved")
    PUBLISHED = "published", pgettext_lazy("a call", "Announced")
    OPEN = "open", pgettext_lazy("state", "Open")
    PAUSED = "paused", pgettext_lazy("a call", "Paused")
    CLOSED = "closed", pgettext_lazy("a call", "Closed")
    SCREENING = "screening", pgettext_lazy("a call", "Screening")
    REVIEW = "review", pgettext_lazy("a call", "Under review")
    INTERVIEWS = "interviews", _("Interviews")
    SELECTION = "selection", pgettext_lazy("a call", "Selection")
    DECIDED = "decided", _("Decided, sealed")
    RELEASED = "released", _("Decisions sent")
    CONFIRMED = "confirmed", _("Places confirmed")
    COMPLETED = "completed", pgettext_lazy("a call", "Completed")
    ARCHIVED = "archived", pgettext_lazy("a call", "Archived")
    CANCELLED = "cancelled", pgettext_lazy("a call", "Cancelled")


class RehearsalState(models.TextChoices):
    """How far a dress rehearsal has come."""

    QUEUED = "queued", _("Waiting to run")
    RUNNING = "running", _("Running")
    PASSED = "passed", _("Went well")
    JAMMED = "jammed", _("Got stuck")
    FAILED = "failed", _("Could not run")


class ChangeKind(models.TextChoices):
    """What a plan will do to one thing."""

    CREATED = "created", pgettext_lazy("a line of a plan", "Created")
    CHANGED = "changed", pgettext_lazy("a line of a plan", "Changed")
    RETIRED = "retired", pgettext_lazy("a line of a plan", "Retired")


#: What may be amended of an announced call, as people read it.
AMENDED = {
    "interviews_open": _("Interviews begin"),
    "interviews_close": _("Interviews end"),
    "decisions_on": _("Decisions are sent"),
    "starts_on": _("The edition begins"),
    "ends_on": _("The edition ends"),
    "closes_at": _("Applications close"),
    "places": _("Places"),
    "reviews_per_application": _("Reviews for each application"),
    "state": _("Taking applications"),
}


class MailingKind(models.TextChoices):
    """What a call's letter to the members says."""

    ANNOUNCEMENT = "announcement", _("The call is announced")
    EXTENSION = "extension", _("The call is extended")
