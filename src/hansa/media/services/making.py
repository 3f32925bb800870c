"""Making a lecture's film from its English captions: slides drawn, words spoken, both put together."""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from hansa.foundation.audit.services import record
from hansa.media import signals
from hansa.media.adapters import espeak, ffmpeg, slides
from hansa.media.enums import CaptionState, RenditionKind, VideoState
from hansa.media.models import CaptionTrack, Rendition, Video
from hansa.media.rules import slides as script
from hansa.media.rules import webvtt

# Raised when the films would come out otherwise, so that they are all made again.
MAKER = 1
HEIGHT = 480
_NAMES = {
    RenditionKind.VIDEO: ("mp4", "video/mp4"),
    RenditionKind.SOUND: ("m4a", "audio/mp4"),
    RenditionKind.POSTER: ("png", "image/png"),
}


@dataclass(frozen=True, slots=True)
class Equipment:
    """What the studio has: paths of the programs, None where one is missing."""

    ffmpeg: str | None
    espeak: str | None

    @property
    def can_film(self) -> bool:
        return self.ffmpeg is not None

    @property
    def can_speak(self) -> bool:
        return self.espeak is not None


@dataclass(frozen=True, slots=True)
class _Order:
    key: str
    title: str
    captions: str
    recipe: str


@dataclass(frozen=True, slots=True)
class _Made:
    order: _Order
    duration_s: float
    files: dict[str, Path]
    trouble: str = ""


def equipment() -> Equipment:
    """Say which programs for making films are here; ``doctor`` shows it."""
    return Equipment(ffmpeg=ffmpeg.program(), espeak=espeak.program())


def media_dir() -> Path:
    """Return the folder in which films lie."""
    return Path(settings.HANSA_DATA_DIR) / "media"


def make_lecture_video(key: str) -> Video:
    """Make a lecture's film, its sound alone and its first picture, where they are missing or outdated.

    Each file is finished before it takes its name: cut off anywhere, a second run goes on from there.
    Without espeak-ng the film is silent; without ffmpeg it stays to be made, and the row says why.
    """
    order = _order(Video.objects.get(key=key))
    return _keep(_make(order))


def make_lecture_videos(
    keys: Iterable[str] | None = None, *, workers: int = 2, told: Callable[[str], None] = lambda key: None
) -> int:
    """Make the films of several lectures at once (of all that are missing, without ``keys``).

    ``told`` hears each key as it is done. Returns how many can be watched now.
    """
    videos = Video.objects.order_by("key")
    videos = videos.exclude(state=VideoState.READY) if keys is None else videos.filter(key__in=list(keys))
    orders = [_order(video) for video in videos]
    ready = 0
    # Only files are made in the threads; rows are written here, where the connection belongs.
    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        for made in pool.map(_make, orders):
            ready += _keep(made).state == VideoState.READY
            told(made.order.key)
    return ready


def make_all_videos() -> int:
    """Make every film that is missing and has English captions, on all processors; return how many can be watched now."""
    keys = CaptionTrack.objects.filter(language="en", state=CaptionState.PRESENT).values_list(
        "video__key", flat=True
    )
    missing = Video.objects.exclude(state=VideoState.READY).filter(key__in=list(keys))
    return make_lecture_videos(missing.values_list("key", flat=True), workers=os.cpu_count() or 2)


def _order(video: Video) -> _Order:
    track = CaptionTrack.objects.filter(video=video, language="en", state=CaptionState.PRESENT).first()
    title = video.title.get("en") or next(iter(video.title.values()), video.key)
    captions = track.content if track else ""
    # A film made silent for want of espeak-ng is made again once it speaks.
    parts = [MAKER, title, captions, espeak.program() is not None]
    recipe = hashlib.sha256(json.dumps(parts).encode()).hexdigest()
    return _Order(video.key, title, captions, recipe)


def _make(order: _Order) -> _Made:
    if not order.captions:
        return _Made(order, 0, {}, "There are no English captions to speak.")
    document = webvtt.parse(order.captions)
    length = script.length(document.cues)
    targets = {
        str(kind): media_dir() / order.key / f"{order.recipe[:16]}.{ending}"
        for kind, (ending, _type) in _NAMES.items()
    }
    missing = {kind: path for kind, path in targets.items() if not path.is_file()}
    if missing:
        if ffmpeg.program() is None:
            return _Made(order, length, {}, "ffmpeg is not installed.")
        media_dir().joinpath(order.key).mkdir(parents=True, exist_ok=True)
        try:
            _film(order, document, length, missing)
        except subprocess.SubprocessError as fault:
            said = getattr(fault, "stderr", b"") or b""
            return _Made(order, length, {}, f"{fault} {said.decode(errors='replace')}"[:500])
    return _Made(order, length, targets)


def _film(order: _Order, document: webvtt.Document, length: float, missing: dict[str, Path]) -> None:
    shown = script.slides(document.cues, document.comments)
    # On the same disk as the target: a rename then either happens whole or not at all.
    with tempfile.TemporaryDirectory(dir=media_dir(), prefix=".making-") as name:
        room = Path(name)
        pictures = []
        for number, (picture, slide) in enumerate(zip(slides.draw(order.title, shown), shown, strict=True)):
            path = room / f"{number:02d}.png"
            path.write_bytes(picture)
            pictures.append((path, slide.duration))
        if RenditionKind.POSTER in missing:
            shutil.copyfile(pictures[0][0], room / "poster")
            os.replace(room / "poster", missing[RenditionKind.POSTER])
        if not {RenditionKind.SOUND, RenditionKind.VIDEO} & missing.keys():
            return
        espeak.narration(document.cues, length, room / "narration.wav")
        sound = room / "sound.m4a"
        ffmpeg.sound(room / "narration.wav", sound)
        if RenditionKind.VIDEO in missing:
            ffmpeg.film(pictures, sound, length, room / "film.mp4")
            os.replace(room / "film.mp4", missing[RenditionKind.VIDEO])
        if RenditionKind.SOUND in missing:
            os.replace(sound, missing[RenditionKind.SOUND])


@transaction.atomic
def _keep(made: _Made) -> Video:
    video = Video.objects.select_for_update().get(key=made.order.key)
    video.trouble = made.trouble
    if made.trouble:
        video.state = VideoState.FAILED if made.order.captions else VideoState.TO_MAKE
        video.duration_s = made.duration_s
        video.save(update_fields=["state", "trouble", "duration_s"])
        signals.video_changed.send(sender=Video, video=video)
        return video
    outdated = _write_renditions(video, made)
    was_ready = video.state == VideoState.READY
    video.state = VideoState.READY
    video.duration_s = made.duration_s
    video.is_silent = espeak.program() is None
    video.save(update_fields=["state", "trouble", "duration_s", "is_silent"])
    if outdated or not was_ready:
        record(None, "video.make", video, recipe=made.order.recipe)
        signals.video_made.send(sender=Video, video=video)
        transaction.on_commit(partial(_remove, outdated))
    return video


def _remove(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _write_renditions(video: Video, made: _Made) -> list[Path]:
    """Write a row for each file, and return the files that they take the place of."""
    outdated = []
    for kind, path in made.files.items():
        height = HEIGHT if kind == RenditionKind.VIDEO else 0
        relative = str(path.relative_to(media_dir()))
        before = Rendition.objects.filter(video=video, kind=kind, height=height).first()
        if before and before.path != relative:
            outdated.append(media_dir() / before.path)
        Rendition.objects.update_or_create(
            video=video,
            kind=kind,
            height=height,
            defaults={
                "path": relative,
                "content_type": _NAMES[RenditionKind(kind)][1],
                "size": path.stat().st_size,
                "recipe": made.order.recipe,
            },
        )
    return outdated
