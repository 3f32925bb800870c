"""A table of what is taken and what is refused, each through the real child process."""

import io
import os
import threading
import time

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hansa.foundation.storage.adapters.pool import NotParsed, Parsed, Pool, pool
from hansa.foundation.storage.enums import Kind, Refusal
from hansa.foundation.storage.rules import Limits
from hansa.foundation.storage.services import FileRefused, examine
from tests.foundation import samples


def looked_into(data: bytes, name: str = "", **options):
    return examine(upload=SimpleUploadedFile(name or "file", data), purpose="document", **options)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "empty.pdf", Refusal.EMPTY),
        (samples.SVG, "drawing.svg", Refusal.SVG),
        (samples.SVG, "drawing.png", Refusal.SVG),
        (b"PK\x03\x04" + b"\0" * 100, "form.docx", Refusal.OFFICE),
        (b"MZ" + b"\0" * 100, "passport.pdf", Refusal.UNKNOWN),
        (b"<html><body>hello", "passport.jpg", Refusal.UNKNOWN),
        (b"junk" + samples.pdf(), "hidden.pdf", Refusal.UNKNOWN),
        (samples.jpeg(), "passport.pdf", Refusal.NOT_WHAT_IT_SAYS),
        (samples.pdf(), "photo.jpg", Refusal.NOT_WHAT_IT_SAYS),
        (samples.jpeg()[:-200], "photo.jpg", Refusal.DAMAGED),
        (samples.png()[:-40], "photo.png", Refusal.DAMAGED),
        (samples.heic()[:-100], "photo.heic", Refusal.DAMAGED),
        (samples.pdf()[:-60], "passport.pdf", Refusal.DAMAGED),
        (b"%PDF-1.7\n" + b"\xff" * 500, "passport.pdf", Refusal.DAMAGED),
        (b"\xff\xd8\xff" + b"\0" * 500, "photo.jpg", Refusal.DAMAGED),
        (samples.png_bomb(), "small.png", Refusal.TOO_MANY_PIXELS),
        (samples.animated_png(), "moving.png", Refusal.TOO_MANY_FRAMES),
        (samples.pdf(pages=41), "book.pdf", Refusal.TOO_MANY_PAGES),
        (samples.pdf(pages=0), "nothing.pdf", Refusal.NO_PAGES),
        (samples.pdf_with("javascript"), "form.pdf", Refusal.JAVASCRIPT),
        (samples.pdf_with("javascript_deep"), "form.pdf", Refusal.JAVASCRIPT),
        (samples.pdf_with("launch"), "form.pdf", Refusal.LAUNCH),
        (samples.pdf_with("embedded"), "form.pdf", Refusal.EMBEDDED),
        (samples.pdf_with("xfa"), "form.pdf", Refusal.XFA),
        (samples.pdf_with("sends_itself"), "form.pdf", Refusal.ACTIVE),
        (samples.encrypted_pdf(), "locked.pdf", Refusal.ENCRYPTED),
        (samples.encrypted_pdf("secret"), "locked.pdf", Refusal.ENCRYPTED),
    ],
)
def test_file_is_refused_with_a_sentence(data, name, code):
    with pytest.raises(FileRefused) as refused:
        looked_into(data, name)
    assert refused.value.code is code
    assert refused.value.reason.endswith(".")
    assert len(refused.value.reason) > 30


def test_too_large_file_is_refused_with_its_figures():
    with pytest.raises(FileRefused) as refused:
        looked_into(b"%PDF-" + b"\0" * 13_999_995, "passport.pdf")
    assert str(refused.value) == ("The scan is 14 MB; we can take 10. Try a photograph of the page instead.")


def test_file_of_another_kind_is_refused_where_only_one_is_asked_for():
    with pytest.raises(FileRefused) as refused:
        looked_into(samples.pdf(), "face.pdf", kinds=("jpeg", "png", "heic"))
    assert refused.value.code is Refusal.NOT_ALLOWED
    assert "photograph" in refused.value.reason


def test_webp_is_taken_where_it_is_asked_for_and_becomes_a_png_that_one_sees_through():
    clear = samples.saved(Image.new("RGBA", (64, 48), (14, 80, 105, 0)), "WEBP", lossless=True)
    examined = looked_into(clear, "logo.webp", kinds=("png", "webp"))
    assert (examined.name, examined.kind) == ("logo.png", Kind.PNG)
    assert Image.open(io.BytesIO(examined.data)).getpixel((3, 3))[3] == 0
    with pytest.raises(FileRefused) as refused:
        looked_into(clear, "logo.webp")
    assert refused.value.code is Refusal.NOT_ALLOWED
    assert "PDF or a photograph" in refused.value.reason
    moving = samples.saved(
        samples.picture(), "WEBP", save_all=True, append_images=[samples.picture(colour="#9b2d1b")]
    )
    with pytest.raises(FileRefused) as refused:
        looked_into(moving, "logo.webp", kinds=("webp",))
    assert refused.value.code is Refusal.TOO_MANY_FRAMES
    with pytest.raises(FileRefused) as refused:
        looked_into(clear[:-20], "logo.webp", kinds=("webp",))
    assert refused.value.code is Refusal.DAMAGED


@pytest.mark.parametrize(
    ("data", "name", "kept", "kind"),
    [
        (samples.jpeg(), "face.jpeg", "face.jpg", Kind.JPEG),
        (samples.png(), "face.png", "face.png", Kind.PNG),
        (samples.heic(), "IMG_0042.HEIC", "IMG_0042.jpg", Kind.JPEG),
        (samples.heic(), "sent-on.jpg", "sent-on.jpg", Kind.JPEG),
        (samples.pdf(), "passport.pdf", "passport.pdf", Kind.PDF),
        (samples.saved(samples.picture().convert("CMYK"), "JPEG"), "print.jpg", "print.jpg", Kind.JPEG),
        (samples.saved(samples.picture().convert("1"), "PNG"), "fax.png", "fax.png", Kind.PNG),
        (samples.saved(samples.picture().convert("P"), "PNG"), "few.png", "few.png", Kind.PNG),
        (samples.saved(samples.picture().convert("RGBA"), "PNG"), "clear.png", "clear.png", Kind.PNG),
    ],
)
def test_file_is_taken_and_opens_again(data, name, kept, kind):
    examined = looked_into(data, name)
    assert (examined.name, examined.kind) == (kept, kind)
    if kind is Kind.PDF:
        assert len(pikepdf.open(io.BytesIO(examined.data)).pages) == 1
    else:
        image = Image.open(io.BytesIO(examined.data))
        image.load()
        assert image.size == (64, 48)
        assert image.format == kind.value.upper()


def test_photo_loses_place_and_comment_and_stands_upright():
    data = samples.jpeg_with_gps()
    assert b"taken at home" in data
    image = Image.open(io.BytesIO(looked_into(data, "photo.jpg").data))
    assert image.size == (48, 64)
    assert not image.getexif()
    assert "comment" not in image.info
    assert "exif" not in image.info


def test_photograph_in_a_document_loses_the_place_and_keeps_its_pixels():
    photo = samples.jpeg_with_gps()
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(200, 200))
    stream = pikepdf.Stream(
        document,
        photo,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=64,
        Height=48,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=document.make_indirect(stream)))
    out = io.BytesIO()
    document.save(out)
    assert b"Exif" in photo
    assert b"taken at home" in photo
    kept = pikepdf.open(io.BytesIO(looked_into(out.getvalue(), "passport.pdf").data))
    inside = kept.pages[0].Resources.XObject.Im0.read_raw_bytes()
    assert b"Exif" not in inside
    assert b"taken at home" not in inside
    assert not Image.open(io.BytesIO(inside)).getexif()
    assert Image.open(io.BytesIO(inside)).tobytes() == Image.open(io.BytesIO(photo)).tobytes()


def test_archive_behind_a_picture_or_a_document_is_left_out():
    tail = b"PK\x03\x04 hidden archive"
    assert tail not in looked_into(samples.jpeg() + tail, "photo.jpg").data
    assert tail not in looked_into(samples.png() + tail, "photo.png").data
    assert tail not in looked_into(samples.pdf() + b"\n" + tail, "form.pdf").data


def test_child_is_ended_where_it_takes_too_much_memory():
    big = samples.saved(Image.new("RGB", (6000, 6000)), "PNG")
    outcome = pool.parse(big, Kind.PNG, Limits(memory=150_000_000))
    assert isinstance(outcome, NotParsed)
    assert outcome.refusal in {Refusal.TOO_HEAVY, Refusal.DAMAGED}


def test_child_is_ended_where_it_takes_too_long():
    big = samples.saved(Image.effect_noise((7000, 7000), 80), "PNG")
    started = time.monotonic()
    own = Pool()
    try:
        outcome = own.parse(big, Kind.PNG, Limits(seconds=1))
    finally:
        own.close()
    assert time.monotonic() - started < 5
    assert outcome == NotParsed(Refusal.TOO_HEAVY, {})


def test_parser_that_died_is_started_again():
    own = Pool()
    try:
        assert not isinstance(own.parse(samples.jpeg(), Kind.JPEG, Limits()), NotParsed)
        own._process.kill()
        own._process.wait()
        assert not isinstance(own.parse(samples.jpeg(), Kind.JPEG, Limits()), NotParsed)
    finally:
        own.close()


def test_many_threads_share_the_parser():
    own, outcomes = Pool(), []

    def work():
        outcomes.append(own.parse(samples.jpeg(), Kind.JPEG, Limits()))

    threads = [threading.Thread(target=work) for _ in range(12)]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        own.close()
    assert [type(outcome) for outcome in outcomes] == [Parsed] * 12


def test_parser_of_a_forked_server_process_is_its_own():
    own = Pool()
    try:
        own.parse(samples.jpeg(), Kind.JPEG, Limits())
        child = os.fork()
        if child == 0:  # as a gunicorn worker is
            outcome = own.parse(samples.png(), Kind.PNG, Limits())
            own._process.kill()
            os._exit(0 if isinstance(outcome, Parsed) else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert isinstance(own.parse(samples.jpeg(), Kind.JPEG, Limits()), Parsed)
    finally:
        own.close()


def test_child_sees_no_secret_of_the_server(monkeypatch):
    monkeypatch.setenv("HANSA_SECRET_KEY", "not for children")
    own = Pool()
    try:
        own.parse(samples.jpeg(), Kind.JPEG, Limits())
        with open(f"/proc/{own._process.pid}/environ", "rb") as environment:
            assert b"not for children" not in environment.read()
    finally:
        own.close()
