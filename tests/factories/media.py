"""Videos and captions for tests."""

from datetime import UTC, datetime
from typing import Any

from hansa.media import signals
from hansa.media.models import CaptionTrack, Rendition, Video
from hansa.media.services import define_caption, define_video, media_dir

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
ENGLISH = """WEBVTT

1
00:00:00.500 --> 00:00:03.000
A city is more
than its <b>streets</b> &amp; squares.

NOTE slide
Who lives there?
People, water, trees

2
00:00:03.200 --> 00:00:06.000
It is whoever lives there.
"""


def a_video(key: str = "cities", *, english: str | None = ENGLISH) -> Video:
    """A video to be made, with English captions."""
    video = define_video(key=key, title={"en": key.title()}, by=None, now=NOW)
    if english:
        a_track(key, "en", content=english)
    return video


def a_track(key: str, language: str, *, content: str | None = ENGLISH, **fields: Any) -> CaptionTrack:
    """A caption track of a video."""
    return define_caption(video_key=key, language=language, content=content, by=None, now=NOW, **fields)


def a_film(
    video: Video, data: bytes = b"0123456789", *, kind: str = "video", seconds: float = 60
) -> Rendition:
    """A file of a video, without the making of it."""
    folder = media_dir() / video.key
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{kind}.bin").write_bytes(data)
    Video.objects.filter(pk=video.pk).update(state="ready", duration_s=seconds)
    rendition, _created = Rendition.objects.update_or_create(
        video=video,
        kind=kind,
        height=480 if kind == "video" else 0,
        defaults={
            "path": f"{video.key}/{kind}.bin",
            "content_type": {"video": "video/mp4", "sound": "audio/mp4"}.get(kind, "image/png"),
            "size": len(data),
            "recipe": "test",
        },
    )
    signals.video_made.send(sender=Video, video=video)
    return rendition
