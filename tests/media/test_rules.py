"""WebVTT by the W3C's algorithm, caption limits, slides and byte ranges: no database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hansa.media.rules import limits, slides, webvtt
from hansa.media.rules.ranges import ByteRange, RangeNotSatisfiable, requested_range
from hansa.media.rules.webvtt import Comment, Cue, parse, write
from hansa.media.rules.webvtt.settings import ASCII_SPACE

ONE = "00:00:01.000 --> 00:00:02.000"


def cues(text: str) -> tuple[Cue, ...]:
    return parse("WEBVTT\n\n" + text).cues


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"WEBVT",
        b"webvtt\n",
        b" WEBVTT\n",
        b"WEBVTTX\n",
        b"\nWEBVTT\n",
        b"WEBVTT\xff\n",
        b"\xef\xbb\xbfhello",
    ],
)
def test_parse_refuses_what_is_no_webvtt(data):
    with pytest.raises(webvtt.NotWebVTT):
        parse(data)


@pytest.mark.parametrize(
    "head", ["WEBVTT", "\ufeffWEBVTT", "WEBVTT\n", "WEBVTT a title\n", "WEBVTT\ttitle\nKind: captions\n"]
)
def test_parse_takes_every_header(head):
    assert parse(head).cues == ()
    assert len(parse(f"{head}\n\n{ONE}\nHello").cues) == 1


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_parse_knows_every_end_of_line(newline):
    text = f"WEBVTT\n\nname\n{ONE}\none\ntwo\n\n{ONE}\nthree".replace("\n", newline)
    assert [(cue.id, cue.text) for cue in parse(text).cues] == [("name", "one\ntwo"), ("", "three")]


def test_parse_turns_nul_into_the_replacement_character():
    assert cues(f"{ONE}\na\0b")[0].text == "a\ufffdb"


@pytest.mark.parametrize(
    "timing",
    [
        "00:01.000 --> 00:02.000",
        "00:01.000-->00:02.000",
        "\t00:01.000\t-->\t00:02.000\t",
        "00:00:01.000 --> 00:00:02.000",
        "00:01.000 --> 00:02.000 junk: :x a:b",
    ],
)
def test_parse_reads_timings_as_browsers_do(timing):
    (cue,) = cues(f"{timing}\nx")
    assert (cue.start, cue.end) == (1.0, 2.0)


@pytest.mark.parametrize(
    "timing",
    [
        "0:01.000 --> 00:02.000",
        "00:1.000 --> 00:02.000",
        "00:01.00 --> 00:02.000",
        "00:01,000 --> 00:02,000",
        "00:60.000 --> 00:61.000",
        "00:60:00.000 --> 01:00:00.000",
        "99:00.000 --> 99:01.000",
        "00:01.0000 --> 00:02.000",
        "00:01.000 -- > 00:02.000",
        "00:01.000 -->",
        "--> 00:02.000",
        "\u0660\u0660:01.000 --> 00:02.000",
    ],
)
def test_parse_drops_a_malformed_cue_and_keeps_the_next(timing):
    assert [cue.text for cue in cues(f"{timing}\nlost\n\n{ONE}\nkept")] == ["kept"]


def test_parse_begins_a_new_cue_at_an_arrow_without_an_empty_line():
    assert [cue.text for cue in cues(f"{ONE}\none\n{ONE}\ntwo")] == ["one", "two"]


def test_parse_reads_the_name_that_stands_before_the_arrow():
    assert [cue.id for cue in cues(f"NOTE 7\n{ONE}\nx\n\nSTYLE\n{ONE}\ny")] == ["NOTE 7", "STYLE"]


def test_parse_reads_hours_of_any_length():
    (cue,) = cues("100:00:00.000 --> 123456:00:00.500\nx")
    assert (cue.start, cue.end) == (360_000.0, 444_441_600.5)


def test_parse_reads_settings():
    (cue,) = cues(f"{ONE} align:left line:10%,end position:20.5%,line-right size:50% vertical:rl\nx")
    assert (cue.align, cue.line, cue.snap_to_lines, cue.line_align) == ("left", 10, False, "end")
    assert (cue.position, cue.position_align, cue.size, cue.direction) == (20.5, "line-right", 50, "rl")


@pytest.mark.parametrize(
    "setting",
    [
        *(
            "line:",
            "line:a",
            "line:1.",
            "line:.5",
            "line:1-",
            "line:--1",
            "line:101%",
            "line:1,middle",
            "line:-1%",
        ),
        *("size:50", "size:-1%", "size:100.1%", "size:1.%", "position:50%,left", "position:,center"),
        *("align:middle", "vertical:tb", ":x", "region:none", "align"),
    ],
)
def test_parse_passes_over_a_setting_that_says_nothing(setting):
    assert cues(f"{ONE} {setting}\nx") == (Cue(1, 2, "x"),)


def test_parse_keeps_a_region_only_where_it_may_stand():
    text = "REGION\nid:low width:50%\n\n" + f"{ONE} region:low\nx\n\n{ONE} region:low line:1\ny"
    document = parse("WEBVTT\n\n" + text)
    assert document.regions == ("low",)
    assert [cue.region for cue in document.cues] == ["low", ""]


def test_parse_takes_style_sheets_only_before_the_first_cue():
    document = parse(f"WEBVTT\n\nSTYLE\n::cue {{ color: red }}\n\n{ONE}\nx\n\nSTYLE\nlate")
    assert document.styles == ("::cue { color: red }",)
    assert len(document.cues) == 1


def test_parse_keeps_comments_with_their_place():
    document = parse(f"WEBVTT\n\nNOTE first\n\n{ONE}\nx\n\nNOTE\nsecond\nline\n\nNOTEBOOK")
    assert document.comments == (Comment("first", 0), Comment("second\nline", 1))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<v Ann>Hi <i.loud>there</i></v>", "Hi there"),
        ("a &amp; b &lt;c&gt; &nbsp;d", "a & b <c> \xa0d"),
        ("1 <00:00:05.000>2", "1 2"),
        ("open <b", "open "),
    ],
)
def test_plain_text_is_words_alone(text, plain):
    assert webvtt.plain_text(text) == plain


# A line of a cue: whatever stands in one, without the arrow, which would begin the next cue.
LINE = st.text(
    st.characters(blacklist_characters="\n\r\0", blacklist_categories=("Cs",)), min_size=1, max_size=30
).filter(lambda line: "-->" not in line)
PERCENT = st.integers(0, 1000).map(lambda tenths: tenths / 10)
CUE = st.builds(
    Cue,
    start=st.integers(0, 10**9).map(lambda ms: ms / 1000),
    end=st.integers(0, 10**9).map(lambda ms: ms / 1000),
    text=st.lists(LINE, max_size=3).map("\n".join),
    id=st.one_of(st.just(""), LINE),
    align=st.sampled_from(["start", "center", "end", "left", "right"]),
    position=st.one_of(st.just("auto"), PERCENT),
    size=PERCENT,
    direction=st.sampled_from(["", "rl", "lr"]),
)
NOTE = st.builds(
    Comment,
    text=st.lists(LINE.map(str.strip).filter(bool), min_size=1, max_size=3).map("\n".join),
    cues_before=st.integers(0, 3),
)


@given(st.lists(CUE, max_size=6), st.lists(NOTE, max_size=3))
def test_written_captions_parse_back_to_the_same(given_cues, notes):
    kept = sorted(
        (note for note in notes if note.cues_before <= len(given_cues)), key=lambda n: n.cues_before
    )
    kept = [Comment(note.text.strip(ASCII_SPACE), note.cues_before) for note in kept]
    document = parse(write(given_cues, kept).encode())
    assert list(document.cues) == given_cues
    assert list(document.comments) == kept


@given(st.one_of(st.binary(max_size=300).map(lambda rest: b"WEBVTT\n\n" + rest), st.binary(max_size=60)))
def test_parse_answers_any_bytes(data):
    try:
        document = parse(data)
    except webvtt.NotWebVTT:
        return
    assert all(cue.start >= 0 and cue.end >= 0 and "-->" not in cue.text for cue in document.cues)


@given(st.text(alphabet="WEBVT NOTE\n:.0123456789->%,align", max_size=200))
def test_parse_of_what_was_written_from_a_parse_is_the_same(text):
    document = parse("WEBVTT\n\n" + text)
    again = parse(write(document.cues, document.comments))
    assert again.cues == document.cues


@given(st.text(max_size=50))
def test_escaped_words_come_back(words):
    assert webvtt.plain_text(webvtt.escape(words)) == words


@pytest.mark.parametrize(
    "cue",
    [Cue(0, 1, "a\n\nb"), Cue(0, 1, "a --> b"), Cue(0, 1, "x", id="a\nb"), Cue(-1, 1, "x"), Cue(0, 1, "\r")],
)
def test_write_refuses_what_no_file_can_carry(cue):
    with pytest.raises(webvtt.Unwritable):
        write([cue])


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("abc", 3),
        ("é", 1),
        ("e\u0301", 1),
        ("한국", 2),
        ("\u1112\u1161\u11ab", 1),
        ("👩‍👩‍👧", 1),
        ("🇰🇷🇪🇺", 2),
        ("مرحبًا", 5),
    ],
)
def test_graphemes_are_what_a_reader_sees(text, count):
    assert limits.graphemes(text) == count


def test_limits_find_each_fault():
    given_cues = [
        Cue(0, 0.5, "x"),
        Cue(0.52, 8.52, "y\ny\ny"),
        Cue(8, 10, "한" * 17),
        Cue(10.2, 11.2, "가나다라마바사아자차\n카타파하"),
    ]
    found = {(finding.cue, finding.rule) for finding in limits.findings(given_cues, "ko")}
    assert found == {
        (0, "shortest"), (0, "gap"), (1, "lines"), (1, "longest"), (1, "overlap"), (2, "line_length"), (3, "per_second"),
    }  # fmt: skip


def test_limits_of_a_variant_are_its_languages():
    assert limits.limits_of("zh-hans") == limits.limits_of("zh")


def test_slides_last_as_long_as_the_lecture():
    given_cues = [Cue(1, 3, "a"), Cue(4, 6, "b"), Cue(7, 9, "c")]
    notes = [Comment("slide\nWater\nFact one\nFact two", 1), Comment("a remark", 2), Comment("slide\nEnd", 2)]
    shown = slides.slides(given_cues, notes)
    assert [(slide.headline, slide.start) for slide in shown] == [("", 0), ("Water", 4), ("End", 7)]
    assert shown[1].facts == ("Fact one", "Fact two")
    assert sum(slide.duration for slide in shown) == pytest.approx(slides.length(given_cues))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", None),
        ("bytes=0-3", ByteRange(0, 3)),
        ("bytes=4-", ByteRange(4, 9)),
        ("bytes=-3", ByteRange(7, 9)),
        ("bytes=-30", ByteRange(0, 9)),
        ("bytes=0-99", ByteRange(0, 9)),
        ("bytes=5-4", None),
        ("bytes=0-1,3-4", None),
        ("items=0-1", None),
        ("bytes=-", None),
        ("bytes=a-b", None),
    ],
)
def test_requested_range_follows_the_standard(header, expected):
    assert requested_range(header, 10) == expected


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=99-100", "bytes=-0"])
def test_requested_range_beyond_the_end_is_refused(header):
    with pytest.raises(RangeNotSatisfiable):
        requested_range(header, 10)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 40))
def test_requested_range_never_leaves_the_file(first, last, size):
    for header in (f"bytes={first}-{last}", f"bytes={first}-", f"bytes=-{last}"):
        try:
            part = requested_range(header, size)
        except RangeNotSatisfiable:
            continue
        assert part is None or 0 <= part.first <= part.last < size
