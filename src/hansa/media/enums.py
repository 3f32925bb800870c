"""States and kinds of videos and their captions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VideoState(TextChoices):
    """Whether a video can be watched."""

    TO_MAKE = "to_make", _("To be made")
    READY = "ready", pgettext_lazy("a film", "Ready")
    FAILED = "failed", _("Could not be made")


class RenditionKind(TextChoices):
    """The forms that one video is kept in."""

    VIDEO = "video", _("Video")
    SOUND = "sound", _("Sound only")
    POSTER = "poster", _("First picture")


class CaptionOrigin(TextChoices):
    """Who or what wrote a caption track. Always shown beside the captions."""

    HUMAN = "human", _("By people")
    MACHINE = "machine", _("By machine, not yet checked")
    MACHINE_REVIEWED = "machine_reviewed", _("By machine, then checked by people")


class CaptionState(TextChoices):
    """Whether a promised caption track is there."""

    PRESENT = "present", pgettext_lazy("captions", "Present")
    TO_COME = "to_come", pgettext_lazy("captions", "To come")
