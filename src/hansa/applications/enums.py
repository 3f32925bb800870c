"""States and kinds of an application and of what hangs on it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ApplicationState(models.TextChoices):
    """Where an application stands, as its applicant may know it.

    What a selection decided but nobody released is not a state: it lives in ``Decision`` alone,
    so that no list, filter or export can show it early.
    """

    DRAFT = "draft", pgettext_lazy("an application", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("an application", "Sent")
    RETURNED = "returned", _("Returned to be completed")
    ELIGIBLE = "eligible", pgettext_lazy("an application", "Eligible")
    INELIGIBLE = "ineligible", _("Not eligible")
    UNDER_REVIEW = "under_review", _("Under review")
    OFFERED = "offered", _("Place offered")
    RESERVE = "reserve", _("On the reserve")
    NOT_SELECTED = "not_selected", _("Not selected")
    CONFIRMED = "confirmed", _("Place accepted")
    DECLINED = "declined", _("Place declined")
    LAPSED = "lapsed", _("Offer lapsed")
    WITHDRAWN = "withdrawn", pgettext_lazy("an application", "Withdrawn")
    DISQUALIFIED = "disqualified", _("Disqualified")


class NominationState(models.TextChoices):
    """What the city says of its applicant; runs beside the application's state."""

    REQUESTED = "requested", _("Waiting for the city")
    ENDORSED = "endorsed", _("Endorsed by the city")
    REFUSED = "refused", _("Not endorsed by the city")
    REVOKED = "revoked", _("Endorsement ended")


class NominationWay(models.TextChoices):
    """How the city's word reached us."""

    COORDINATOR = "coordinator", _("By the city's coordinator")
    FORM = "form", _("By the signed nomination form")


class ReviewState(models.TextChoices):
    """How far one reader has come with one application."""

    ASSIGNED = "assigned", _("To do")
    DRAFT = "draft", _("Begun")
    SUBMITTED = "submitted", pgettext_lazy("a sheet of scores", "Sent")
    CONFLICT = "conflict", _("Conflict declared")


class ConflictKind(models.TextChoices):
    """Why a reader may not judge an application."""

    DECLARED = "declared", _("Declared by the reader")
    CITY = "city", _("Same city")
    INSTITUTION = "institution", _("Same institution")
    NOMINATOR = "nominator", _("Spoke for the city")
    OWN = "own", _("Their own application")
    OFFICE = "office", _("Noted by the office")


class InterviewState(models.TextChoices):
    """How far an applicant's interview has come; runs beside the application's state."""

    INVITED = "invited", pgettext_lazy("an interview", "Invited, no time chosen yet")
    SCHEDULED = "scheduled", pgettext_lazy("an interview", "Time chosen")
    HELD = "held", pgettext_lazy("an interview", "Interviewed")
    NO_SHOW = "no_show", pgettext_lazy("an interview", "Did not come")
    CALLED_OFF = "called_off", pgettext_lazy("an interview", "Called off")


class InterviewWay(models.TextChoices):
    """How people meet for an interview."""

    VIDEO = "video", _("By video")
    IN_PERSON = "in_person", _("In person")
    PHONE = "phone", _("By phone")


class SheetState(models.TextChoices):
    """How far one interviewer has come with the scores of one interview."""

    OPEN = "open", pgettext_lazy("an interviewer's scores", "Not begun")
    DRAFT = "draft", pgettext_lazy("an interviewer's scores", "Begun")
    SENT = "sent", pgettext_lazy("an interviewer's scores", "Sent")


class Outcome(models.TextChoices):
    """What a selection decided for one application."""

    SELECTED = "selected", pgettext_lazy("outcome of a selection", "Place")
    RESERVE = "reserve", pgettext_lazy("outcome of a selection", "Reserve")
    NOT_SELECTED = "not_selected", _("No place")


class RunKind(models.TextChoices):
    """What a list was computed for."""

    SELECTION = "selection", pgettext_lazy("kind of list", "Selection")
    REPLACEMENT = "replacement", pgettext_lazy("kind of list", "Places given back")
    APPEAL = "appeal", pgettext_lazy("kind of list", "Appeal")
    SCENARIO = "scenario", pgettext_lazy("kind of list", "What if")


class RunState(models.TextChoices):
    """From a computed list to letters that are on their way."""

    COMPUTING = "computing", _("Being computed")
    COMPUTED = "computed", _("Computed")
    NO_COHORT = "no_cohort", _("No list keeps all rules")
    SEALED = "sealed", _("Sealed")
    RELEASED = "released", _("Released")
    SUPERSEDED = "superseded", _("Replaced by a later list")
    ENDED = "ended", _("Ended without a list")


class OfferState(models.TextChoices):
    """What became of an offered place."""

    OPEN = "open", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    LAPSED = "lapsed", _("Lapsed")


class AppealState(models.TextChoices):
    """What became of somebody's appeal against a decision; runs beside the application's state."""

    LODGED = "lodged", pgettext_lazy("an appeal", "Waiting for its decision")
    UPHELD = "upheld", pgettext_lazy("an appeal", "Upheld")
    DISMISSED = "dismissed", pgettext_lazy("an appeal", "Dismissed")


class AppealOutcome(models.TextChoices):
    """What follows for the applicant from an appeal that was decided."""

    PLACE = "place", pgettext_lazy("an appeal", "A place that is free")
    ADDED = "added", pgettext_lazy("an appeal", "A place beside the others")
    RESERVE = "reserve", pgettext_lazy("an appeal", "On the reserve")
    STANDS = "stands", pgettext_lazy("an appeal", "The decision stands")


class Visa(models.TextChoices):
    """How a participant stands with the visa."""

    NOT_NEEDED = "not_needed", pgettext_lazy("a visa", "Not needed")
    NEEDED = "needed", pgettext_lazy("a visa", "Needed, not asked for yet")
    ASKED = "asked", pgettext_lazy("a visa", "Asked for")
    GRANTED = "granted", pgettext_lazy("a visa", "Granted")


class SheetStep(models.TextChoices):
    """How far a spreadsheet of applicants has come."""

    MAPPING = "mapping", pgettext_lazy("a spreadsheet", "Handed in")
    TAKING = "taking", pgettext_lazy("a spreadsheet", "Being taken over")
    TAKEN = "taken", pgettext_lazy("a spreadsheet", "Taken over")


class RefereeState(models.TextChoices):
    """How it stands with a letter that a referee is asked for."""

    ASKED = "asked", pgettext_lazy("a referee", "Asked")
    RECEIVED = "received", pgettext_lazy("a referee", "Letter received")
    DECLINED = "declined", pgettext_lazy("a referee", "Declined")
    REPLACED = "replaced", pgettext_lazy("a referee", "Replaced by somebody else")


class ReadingOutcome(models.TextChoices):
    """What became of reading a passport's zone."""

    READ = "read", pgettext_lazy("a passport", "Read")
    NO_ZONE = "no_zone", _("No two lines found")
    UNSURE = "unsure", _("Its check digits contradict it")
