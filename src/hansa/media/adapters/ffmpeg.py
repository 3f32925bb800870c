"""ffmpeg: puts slides and narration together into files that every browser plays."""

import importlib
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

# Still pictures change every dozen seconds: two frames a second are plenty and cost little to make.
FRAMES_A_SECOND = 2


class NoFfmpeg(RuntimeError):
    """ffmpeg is neither installed nor carried by imageio-ffmpeg."""


def program() -> str | None:
    """Return the path of ffmpeg: the system's, else the one that imageio-ffmpeg carries."""
    found = shutil.which("ffmpeg")
    if found:
        return found
    try:
        carried: str = importlib.import_module("imageio_ffmpeg").get_ffmpeg_exe()
    except (ImportError, RuntimeError):
        return None
    return carried


def film(pictures: Sequence[tuple[Path, float]], spoken: Path, length: float, target: Path) -> None:
    """Write an MP4 (H.264 and AAC) in which each picture stands for its seconds, over ``sound``'s file.

    A key frame every five seconds keeps seeking exact to a bucket of watched time; the index stands
    first, so that playing begins before the whole file has come.
    """
    listing = target.with_suffix(".txt")
    lines = [f"file '{picture.resolve()}'\nduration {seconds:.3f}" for picture, seconds in pictures]
    # The concat reader ignores the last duration unless another file follows.
    lines.append(f"file '{pictures[-1][0].resolve()}'")
    listing.write_text("\n".join(lines) + "\n")
    _run(
        *("-f", "concat", "-safe", "0", "-i", str(listing), "-i", str(spoken)),
        *("-vf", f"format=yuv420p,fps={FRAMES_A_SECOND}", "-c:v", "libx264", "-preset", "veryfast"),
        *("-tune", "stillimage", "-crf", "27", "-g", str(FRAMES_A_SECOND * 5), "-c:a", "copy"),
        *("-t", f"{length:.3f}", "-movflags", "+faststart", "-f", "mp4", str(target)),
    )
    listing.unlink()


def sound(narration: Path, target: Path) -> None:
    """Write the narration alone as AAC in an MP4 container, for the smallest data budget."""
    _run(
        *("-i", str(narration), "-c:a", "aac", "-aac_coder", "fast", "-b:a", "36k", "-ac", "1"),
        *("-movflags", "+faststart", "-f", "mp4", str(target)),
    )


def _run(*arguments: str) -> None:
    ffmpeg = program()
    if ffmpeg is None:
        raise NoFfmpeg
    subprocess.run(  # noqa: S603  # a fixed program, arguments of ours, no shell
        [ffmpeg, "-nostdin", "-hide_banner", "-loglevel", "error", "-y", *arguments],
        check=True,
        capture_output=True,
        timeout=300,
    )
