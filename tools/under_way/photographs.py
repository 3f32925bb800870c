"""Photographs of an edition, drawn here: gables by the water at three times of the day."""

import io
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from hansa.accounts.models import Person
from hansa.programmes.models import Edition
from hansa.programmes.services import add_photograph

WITH, WITHOUT = "champions-2022", "seoul-program-2016"
#: What each shows, who took it, sky, houses, water, width and height.
PICTURES = (
    (
        {"en": "Gables on the quay in the morning, seen from the water", "ar": "واجهات البيوت على الرصيف صباحًا، من جهة الماء",
         "ko": "물에서 바라본 아침 부두의 집들"},
        "Wanjiku Mwangi", "#cfe0e6", "#9b2d1b", "#0e5069", (1600, 1067),
    ),
    ({"en": "The same quay at noon"}, "", "#f2ebde", "#7f4c00", "#1c5f4c", (1600, 900)),
    ({"en": "A house by itself at night, upright"}, "서울시", "#0c2e3d", "#f29a83", "#08141a", (900, 1200)),
)  # fmt: skip


def play(*, officer: Person, now: datetime) -> dict[str, tuple[Any, dict[str, str]]]:
    """Put three photographs on an edition's page; return who looks at which pages."""
    edition = Edition.objects.get(slug=WITH)
    for shows, credit, sky, house, water, size in PICTURES:
        upload = SimpleUploadedFile("quay.jpg", _drawn(sky, house, water, size), "image/jpeg")
        add_photograph(edition_id=edition.pk, shows=shows, credit=credit, upload=upload, by=officer, now=now)
    return {
        "programme_officer": (
            None,
            {
                "photographs": f"/office/packs/{WITH}/photographs/",
                "photographs-none": f"/office/packs/{WITHOUT}/photographs/",
            },
        ),
        "everybody": (None, {"edition-with-photographs": f"/programmes/{WITH}/"}),
    }


def _drawn(sky: str, house: str, water: str, size: tuple[int, int]) -> bytes:
    picture = Image.new("RGB", size, sky)
    draw = ImageDraw.Draw(picture)
    wide, high = size
    quay, step = high * 3 // 4, wide // 36
    for left in range(step * 2, wide - step * 7, step * 8):
        for number in range(4):
            draw.rectangle(
                (left + step * number, quay - step * (6 + 2 * number), left + step * (7 - number), quay),
                house,
            )
    draw.rectangle((0, quay, wide, high), water)
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=88)
    return held.getvalue()
