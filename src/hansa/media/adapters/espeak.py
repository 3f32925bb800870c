"""espeak-ng, Debian's speech synthesiser: reads a lecture's captions aloud."""

import array
import shutil
import subprocess
import tempfile
import wave
from collections.abc import Sequence
from pathlib import Path

from hansa.media.rules.webvtt import Cue

SAMPLE_RATE = 22050
WORDS_A_MINUTE = 158
FASTEST = 320
VOICES = {"en": "en-gb", "zh-hans": "cmn"}


def program() -> str | None:
    """Return the path of espeak-ng, or None where it is not installed."""
    return shutil.which("espeak-ng")


def narration(cues: Sequence[Cue], length: float, path: Path, language: str = "en") -> bool:
    """Write a WAV file as long as the lecture in which each cue is spoken from its own start.

    A cue that would outlast its time is spoken faster. Without espeak-ng the file is silence, and the
    answer is False.
    """
    track = array.array("h", bytes(2 * round(length * SAMPLE_RATE)))
    speaks = program() is not None
    for cue in cues if speaks else ():
        spoken = _fitting(" ".join(cue.plain.split()), cue.end - cue.start, language)
        at = round(cue.start * SAMPLE_RATE)
        room = min(len(spoken), round((cue.end - cue.start) * SAMPLE_RATE), len(track) - at)
        track[at : at + room] = spoken[:room]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(track.tobytes())
    return speaks


def _fitting(text: str, seconds: float, language: str) -> "array.array[int]":
    """Speak at an even pace, and once more at the pace that fits where the first was too slow."""
    spoken = _spoken(text, WORDS_A_MINUTE, language)
    needed = len(spoken) / SAMPLE_RATE / seconds
    if needed > 1:
        spoken = _spoken(text, min(FASTEST, round(WORDS_A_MINUTE * needed * 1.08)), language)
    return spoken


def _spoken(text: str, words_a_minute: int, language: str) -> "array.array[int]":
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        # The words go in by standard input, so that none of them can be taken for an option.
        voice, pace = VOICES.get(language, language), str(words_a_minute)
        subprocess.run(  # noqa: S603  # a fixed program, arguments of ours, no shell
            [program() or "espeak-ng", "-v", voice, "-s", pace, "-w", file.name, "--stdin"],
            input=text.encode(),
            check=True,
            capture_output=True,
            timeout=30,
        )
        with wave.open(file.name, "rb") as sound:
            samples = array.array("h", sound.readframes(sound.getnframes()))
            rate = sound.getframerate()
    return samples if rate == SAMPLE_RATE else _resampled(samples, rate)


def _resampled(samples: "array.array[int]", rate: int) -> "array.array[int]":
    """Other voices have another rate; the nearest sample is good enough for speech."""
    count = len(samples) * SAMPLE_RATE // rate
    return array.array("h", (samples[index * rate // SAMPLE_RATE] for index in range(count)))
