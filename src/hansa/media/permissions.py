"""Who may watch. A lecture's film is shown to whoever has been handed its signed, short-lived address.

Captions are text about public lectures, so anyone may read them.
"""

from typing import Any

from django.db.models import QuerySet

from hansa.foundation import scope

from .models import CaptionTrack, Video


@scope.for_model("media.Video")
def videos_visible(videos: QuerySet[Video], person: Any) -> QuerySet[Video]:
    """Every video may be named; whether its film may be streamed is for the signed address to say."""
    return videos


@scope.for_model("media.CaptionTrack")
def captions_visible(captions: QuerySet[CaptionTrack], person: Any) -> QuerySet[CaptionTrack]:
    """Captions are public."""
    return captions
