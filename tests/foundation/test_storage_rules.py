import pytest
from hypothesis import given
from hypothesis import strategies as st

from hansa.foundation.storage import rules
from hansa.foundation.storage.enums import Kind, Refusal
from tests.foundation import samples


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (samples.jpeg(), Kind.JPEG),
        (samples.png(), Kind.PNG),
        (samples.heic(), Kind.HEIC),
        (samples.pdf(), Kind.PDF),
        (samples.saved(samples.picture(), "WEBP"), Kind.WEBP),
        (b"RIFF\0\0\0\0WAVEfmt ", Refusal.UNKNOWN),
        (samples.SVG, Refusal.SVG),
        (b"\xef\xbb\xbf  <svg onload=alert(1)>", Refusal.SVG),
        (b"PK\x03\x04rest", Refusal.OFFICE),
        (b"", Refusal.EMPTY),
        (b"GIF89a", Refusal.UNKNOWN),
        (b"MZ\x90", Refusal.UNKNOWN),
        (b"junk before %PDF-1.7", Refusal.UNKNOWN),
        (b"<html><script>", Refusal.UNKNOWN),
        (b"\0\0\0\x1cftypavif", Refusal.UNKNOWN),
    ],
)
def test_kind_is_read_from_the_content(data, kind):
    assert rules.kind_of(data[:2048]) is kind


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("passport.pdf", "passport.pdf"),
        ("C:\\Users\\me\\여권.PDF", "여권.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("صورة.pdf", "صورة.pdf"),
        ("scan\r\nX-Evil: 1.pdf", "scanX-Evil 1.pdf"),
        ("gpj.\u202efdp.exe", "gpj.fdp.exe.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        ("photo.heic", "photo.pdf"),
    ],
)
def test_name_keeps_its_script_and_loses_what_deceives(given_name, kept):
    assert rules.safe_name(given_name, Kind.PDF) == kept


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_is_safe_to_hand_out(name):
    kept = rules.safe_name(name, Kind.JPEG)
    assert kept.endswith(".jpg")
    assert len(kept) <= rules.LONGEST_NAME + 4
    assert not set(kept) & set('/\\\r\n\0"<>')
