"""Reads of videos and captions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import QuerySet

from .enums import CaptionState, RenditionKind, VideoState
from .models import CaptionTrack, Rendition, Video
from .rules import webvtt


@dataclass(frozen=True, slots=True)
class Line:
    """A caption as the transcript shows it: where it begins, its clock time, its plain words."""

    start: float
    end: float
    clock: str
    text: str


def video(key: str) -> Video | None:
    """Return the video of that key with its files and caption tracks, or None."""
    return Video.objects.prefetch_related("renditions", "captions").filter(key=key).first()


def videos(keys: Iterable[str]) -> dict[str, Video]:
    """Return the videos of those keys, by key, with their files and caption tracks."""
    found = Video.objects.filter(key__in=list(keys)).prefetch_related("renditions", "captions")
    return {one.key: one for one in found}


def durations(keys: Iterable[str]) -> dict[str, float]:
    """Return how long each video lasts, in seconds, by key."""
    return dict(Video.objects.filter(key__in=list(keys)).values_list("key", "duration_s"))


def caption_languages(keys: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return in which languages each video has captions that are there, by key; one query."""
    found: dict[str, set[str]] = {}
    present = CaptionTrack.objects.filter(video__key__in=list(keys), state=CaptionState.PRESENT).order_by()
    for key, language in present.values_list("video__key", "language"):
        found.setdefault(key, set()).add(language)
    return {key: frozenset(languages) for key, languages in found.items()}


def videos_to_make() -> QuerySet[Video]:
    """The videos that nobody can watch yet."""
    return Video.objects.exclude(state=VideoState.READY)


def rendition(shown: Video, kind: str) -> Rendition | None:
    """Return a prefetched video's file of that kind, the smallest picture first, or None."""
    found = [one for one in shown.renditions.all() if one.kind == kind]
    return min(found, key=lambda one: one.height) if found else None


def megabytes(shown: Video) -> dict[str, float]:
    """Return what the film and its sound alone cost in data, in MB (0 where there is none)."""
    costs = {}
    for kind in (RenditionKind.VIDEO, RenditionKind.SOUND):
        found = rendition(shown, kind)
        costs[str(kind)] = round(found.size / 1_000_000, 1) if found else 0.0
    return costs


def tracks(shown: Video) -> list[CaptionTrack]:
    """Return a prefetched video's caption tracks that are there, English first."""
    present = [one for one in shown.captions.all() if one.state == CaptionState.PRESENT]
    return sorted(present, key=lambda one: (one.language != "en", one.language))


def tracks_to_come(shown: Video) -> list[CaptionTrack]:
    """Return a prefetched video's caption tracks that are promised and not there yet."""
    return [one for one in shown.captions.all() if one.state == CaptionState.TO_COME]


def caption_track(key: str, language: str) -> CaptionTrack | None:
    """Return one caption track that is there, or None."""
    return CaptionTrack.objects.filter(video__key=key, language=language, state=CaptionState.PRESENT).first()


@lru_cache(maxsize=256)
def transcript(content: str) -> Sequence[Line]:
    """Return a track's captions as lines of a transcript."""
    return tuple(
        Line(cue.start, cue.end, clock(cue.start), " ".join(cue.plain.split()))
        for cue in webvtt.parse(content).cues
    )


def clock(seconds: float) -> str:
    """Return seconds as a player shows them: ``1:05``, ``1:02:05``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
