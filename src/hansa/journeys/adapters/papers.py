"""Papers of invented people, drawn with Pillow: each says that it is a specimen."""

from datetime import date
from functools import lru_cache
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from hansa.applications.services.passports import specimen_zone

_SIZES = {"passport": (1400, 985), "headshot": (600, 800), "nomination": (1240, 1754)}
_PAPER, _INK, _BRICK = "#faf6ee", "#211a16", "#9b2d1b"


def paper(kind: str) -> SimpleUploadedFile:
    """Return a paper of this kind as somebody would hand it in."""
    if kind.startswith("nomination"):
        return SimpleUploadedFile(
            "nomination.pdf", _drawn("nomination", "PDF"), content_type="application/pdf"
        )
    name = kind if kind in _SIZES else "paper"
    return SimpleUploadedFile(f"{name}.jpg", _drawn(name, "JPEG"), content_type="image/jpeg")


@lru_cache(maxsize=8)
def _drawn(kind: str, form: str) -> bytes:
    size = _SIZES.get(kind, (1000, 1400))
    sheet = Image.new("RGB", size, _PAPER)
    pen = ImageDraw.Draw(sheet)
    if kind == "headshot":
        across, down = size
        pen.ellipse((across * 0.3, down * 0.18, across * 0.7, down * 0.52), fill=_BRICK)
        pen.pieslice((across * 0.12, down * 0.58, across * 0.88, down * 1.5), 180, 360, fill=_BRICK)
    else:
        pen.rectangle((30, 30, size[0] - 30, size[1] - 30), outline=_BRICK, width=6)
    if kind == "passport":
        _zone(pen)
    pen.text((60, 60), f"SPECIMEN {kind}: nobody is meant", fill=_INK, font_size=36)
    out = BytesIO()
    sheet.save(out, form, **({"quality": 80} if form == "JPEG" else {"resolution": 150}))
    return out.getvalue()


def _zone(pen: ImageDraw.ImageDraw) -> None:
    """Write the two lines at the foot of a passport, in their own typeface where it is there."""
    try:
        face: ImageFont.FreeTypeFont | ImageFont.ImageFont = ImageFont.truetype("OCRB.otf", 40)
    except OSError:
        return
    for place, line in enumerate(specimen_zone(date(2034, 5, 6)).splitlines()):
        pen.text((70, 820 + 66 * place), line, fill=_INK, font=face)
