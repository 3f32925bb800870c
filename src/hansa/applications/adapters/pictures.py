"""Pictures that have been written anew on their way in: made smaller, and cut to a part."""

import io

from PIL import Image

#: Enough for 35 × 45 mm in print when a third of the picture is taken; a telephone loads it in a moment.
LONGEST_SIDE = 1600


def reduced(data: bytes) -> tuple[bytes, int, int]:
    """Return a picture as a JPEG of at most ``LONGEST_SIDE`` pixels, and its width and height."""
    with Image.open(io.BytesIO(data)) as picture:
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        plain = _on_white(picture)
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return _jpeg(plain), plain.width, plain.height


def cut(data: bytes, *, left: int, top: int, width: int, height: int) -> bytes:
    """Return a part of a picture as a JPEG that carries nothing but pixels."""
    with Image.open(io.BytesIO(data)) as picture:
        return _jpeg(_on_white(picture).crop((left, top, left + width, top + height)))


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        ground = Image.new("RGB", picture.size, "white")
        ground.paste(seen, mask=seen.getchannel("A"))
        return ground
    return picture.convert("RGB")


def _jpeg(picture: Image.Image) -> bytes:
    picture.info.clear()
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90)
    return out.getvalue()
