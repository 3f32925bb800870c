"""WebVTT, read and written by the algorithm of the W3C recommendation.

https://www.w3.org/TR/webvtt1/#file-parsing. A malformed cue is dropped and the rest kept, exactly
as a browser does, so that the transcript on the page and the captions over the video never differ.
"""

from .cues import Comment, Cue, Document, escape, plain_text
from .parsing import NotWebVTT, parse
from .writing import Unwritable, timestamp, write

__all__ = [
    "Comment",
    "Cue",
    "Document",
    "NotWebVTT",
    "Unwritable",
    "escape",
    "parse",
    "plain_text",
    "timestamp",
    "write",
]
