"""Setting up videos and captions: what a pack names, and what staff bring."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hansa.foundation.audit.services import record
from hansa.media import signals
from hansa.media.enums import CaptionOrigin, CaptionState, VideoState
from hansa.media.models import CaptionTrack, Video
from hansa.media.rules import slides, webvtt


class UnreadableCaptions(ValueError):
    """The captions are no WebVTT, or hold no cue; the message says which."""


@transaction.atomic
def define_video(*, key: str, title: dict[str, str], by: Any, now: datetime) -> Video:
    """Name a video, or give it another title. The film itself is made or uploaded later.

    A new title is drawn on the slides, so the film is then made anew.
    """
    video, created = Video.objects.select_for_update().get_or_create(key=key, defaults={"title": title})
    if not created and video.title != title:
        remake = video.title.get("en") != title.get("en")
        video.title = title
        if remake:
            video.state = VideoState.TO_MAKE
        video.save(update_fields=["title", "state"])
    elif not created:
        return video
    record(by, "video.define", video, key=key)
    signals.video_changed.send(sender=Video, video=video)
    return video


@transaction.atomic
def define_caption(
    *,
    video_key: str,
    language: str,
    content: str | None,
    by: Any,
    now: datetime,
    origin: str = CaptionOrigin.HUMAN,
    engine: str = "",
    source_language: str = "",
) -> CaptionTrack:
    """Set a caption track, or announce that it will come (``content=None``).

    Another text raises the track's revision. A track that is there stays, whatever is announced:
    an older edition that promised it does not take it away. Raises ``UnreadableCaptions``.
    """
    video = Video.objects.select_for_update().get(key=video_key)
    track = CaptionTrack.objects.filter(video=video, language=language).first()
    if content is None:
        if track is None:
            track = CaptionTrack.objects.create(
                video=video, language=language, origin=origin, engine=engine,
                source_language=source_language, state=CaptionState.TO_COME,
            )  # fmt: skip
            record(by, "caption.announce", track, language=language)
            signals.video_changed.send(sender=Video, video=video)
        return track
    cues = _readable(content)
    fields = {
        "content": content,
        "origin": origin,
        "engine": engine,
        "source_language": source_language,
        "state": CaptionState.PRESENT,
    }
    if track is None:
        track = CaptionTrack.objects.create(video=video, language=language, **fields)
    elif all(getattr(track, name) == value for name, value in fields.items()):
        return track
    else:
        changed_text = track.content != content
        for name, value in fields.items():
            setattr(track, name, value)
        track.revision += 1 if changed_text else 0
        track.save()
    if language == "en":
        # The English words are what the film speaks: they say how long it lasts, and it must be made again.
        video.duration_s = slides.length(cues)
        if video.state == VideoState.READY:
            video.state = VideoState.TO_MAKE
        video.save(update_fields=["state", "duration_s"])
    record(by, "caption.define", track, language=language, origin=origin, revision=track.revision)
    signals.video_changed.send(sender=Video, video=video)
    return track


def _readable(content: str) -> Sequence[webvtt.Cue]:
    try:
        cues = webvtt.parse(content).cues
    except webvtt.NotWebVTT as fault:
        raise UnreadableCaptions(
            _("These captions are not a WebVTT file: it begins with the word WEBVTT.")
        ) from fault
    if not cues:
        raise UnreadableCaptions(_("These captions hold no cue that can be read."))
    return cues
