from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventKind(models.TextChoices):
    """What sort of gathering it is."""

    WORKSHOP = "workshop", pgettext_lazy("kind of event", "Workshop")
    WEBINAR = "webinar", _("Webinar")
    ASSEMBLY = "assembly", _("General Assembly")
    ORIENTATION = "orientation", _("Orientation")
    KICK_OFF = "kick_off", _("Kick-off")
    FORUM = "forum", _("Forum")
    CEREMONY = "ceremony", _("Ceremony")
    TRAINING = "training", pgettext_lazy("kind of event", "Training")


class SessionKind(models.TextChoices):
    """What sort of part of a gathering it is."""

    PLENARY = "plenary", _("Plenary")
    WORKSHOP = "workshop", _("Workshop")
    MASTERCLASS = "masterclass", _("Masterclass")
    LECTURE = "lecture", _("Lecture")
    TOUR = "tour", _("Tour")
    MEETINGS = "meetings", _("Meetings")
    CEREMONY = "ceremony", _("Ceremony")
    TEAM = "team", _("Work in teams")


class Entry(models.TextChoices):
    """Who may register."""

    OPEN = "open", _("Open to everyone")
    OFFER = "offer", _("For those chosen in the call")
    INVITATION = "invitation", _("By invitation")
    CLOSED = "closed", pgettext_lazy("an event", "Closed")


class RegistrationState(models.TextChoices):
    """How somebody stands towards an event."""

    CONFIRMED = "confirmed", _("Has a seat")
    WAITING = "waiting", _("Waits for a seat")
    CANCELLED = "cancelled", pgettext_lazy("a registration", "Cancelled")


class Source(models.TextChoices):
    """By which way somebody came onto the list."""

    SELF = "self", _("Registered themselves")
    OFFER = "offer", _("Accepted an offer")
    INVITATION = "invitation", _("Invited")
    WALK_IN = "walk_in", _("Came on the day")
