"""The code on a sheet: the quick way and segno's own draw the same."""

import random
import re
from uuid import UUID

import pytest
from tests.credentials.sheets import needs, run

from hansa.credentials.adapters import code

ADDRESSES = [("http://localhost:8000/verify/", "/"), ("https://certificates.example.org/hansa/verify/", "/")]


@pytest.mark.parametrize(("before", "after"), ADDRESSES)
def test_many_codes_are_those_of_segno(before, after, monkeypatch):
    chance = random.Random(5)
    monkeypatch.setattr(code, "_SINGLE", 0)
    for _ in range(50):
        number = UUID(int=chance.getrandbits(128))
        assert code.code_of_id(before, number, after) == code.code_svg(f"{before}{number}{after}")


@needs("zbarimg")
def test_code_is_read(tmp_path):
    import io

    from PIL import Image, ImageDraw

    before, after = ADDRESSES[0]
    number = UUID(int=random.Random(3).getrandbits(128))
    drawn = code.code_of_id(before, number, after)
    side = int(drawn.split('viewBox="0 0 ')[1].split()[0])
    picture = Image.new("L", (side * 8, side * 8), 255)
    pen = ImageDraw.Draw(picture)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1", drawn):
        left, top = int(x) * 8, int(y) * 8
        pen.rectangle((left, top, left + int(width) * 8 - 1, top + 7), fill=0)
    out = io.BytesIO()
    picture.save(out, "PNG")
    (tmp_path / "code.png").write_bytes(out.getvalue())
    read = run("zbarimg", "-q", "--raw", tmp_path / "code.png").decode().strip()
    assert read == f"{before}{number}{after}"
