"""The captions that the packs carry: readable, within their language's limits, long enough."""

from pathlib import Path

import pytest

from hansa.media.rules import limits, slides, webvtt

PACKS = Path(__file__).parents[2] / "packs"
FILES = sorted(PACKS.glob("*/*/captions/*.vtt"))


def read(path: Path) -> webvtt.Document:
    return webvtt.parse(path.read_bytes())


def test_captions_of_the_seeds_lectures_are_all_here():
    lectures = {path.name.partition(".")[0] for path in FILES}
    assert len(lectures) == 21
    assert len({path.name.split(".")[0] for path in FILES if path.name.endswith(".ko.vtt")}) == 3


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_captions_keep_their_languages_limits(path):
    language = path.name.split(".")[1]
    assert limits.findings(read(path).cues, language) == []


@pytest.mark.parametrize("path", [path for path in FILES if ".en." in path.name], ids=lambda path: path.name)
def test_english_captions_carry_a_whole_lecture(path):
    document = read(path)
    assert len(document.cues) >= 8
    assert slides.length(document.cues) >= 60
    assert len(slides.slides(document.cues, document.comments)) >= 6


@pytest.mark.parametrize(
    "path", [path for path in FILES if ".en." not in path.name], ids=lambda path: path.name
)
def test_translated_captions_stand_at_the_times_of_the_english(path):
    english = path.with_name(path.name.split(".")[0] + ".en.vtt")
    times = [(cue.start, cue.end) for cue in read(english).cues]
    assert [(cue.start, cue.end) for cue in read(path).cues] == times
