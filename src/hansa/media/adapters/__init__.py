"""The outside programs that make a lecture: Typst draws, espeak-ng speaks, ffmpeg puts together."""
