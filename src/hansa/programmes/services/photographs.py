"""Photographs of an edition: drawn anew in two sizes, without where and with what they were taken."""

import io
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from PIL import Image

from hansa.foundation.audit.services import record
from hansa.foundation.storage import services as storage
from hansa.foundation.storage.enums import Kind
from hansa.programmes.models import Edition, Photograph

MOST_BYTES = 15_000_000
MOST = 24
#: The longer side in pixels: filling a screen, and three beside each other on a page.
LARGE, SMALL = 1600, 640
_QUALITY = 82
#: They belong to the house and stay when the officer who put them there goes.
_OWNER = uuid.uuid5(uuid.NAMESPACE_URL, "hansa:photographs")


class TooManyPhotographs(ValueError):
    """An edition has as many photographs as anybody looks at."""


def add_photograph(
    *, edition_id: int, shows: Mapping[str, str], credit: str, upload: Any, by: Any, now: datetime
) -> Photograph:
    """Put a photograph on an edition's page. Raises ``FileRefused`` with a sentence, or ``TooManyPhotographs``."""
    storage.require_room()
    seen = storage.examine(
        upload=upload, purpose="photograph", kinds=("jpeg", "heic", "png", "webp"), max_bytes=MOST_BYTES
    )
    with Image.open(io.BytesIO(seen.data)) as opened:
        picture = opened.convert("RGB")
    (large, _size), (small, (width, height)) = _drawn(picture, LARGE), _drawn(picture, SMALL)
    with transaction.atomic():
        edition = Edition.objects.select_for_update().get(pk=edition_id)
        if edition.photographs.count() >= MOST:
            raise TooManyPhotographs(str(MOST))
        files = [
            storage.keep(
                examined=storage.Examined("photograph.jpg", Kind.JPEG, drawn),
                purpose="photograph",
                owner_uid=_OWNER,
                personal=False,
                now=now,
            )
            for drawn in (large, small)
        ]
        kept = Photograph.objects.create(
            edition=edition,
            shows={code: said.strip() for code, said in shows.items() if said.strip()},
            credit=credit.strip(),
            large=files[0],
            small=files[1],
            width=width,
            height=height,
            added_by=by,
            added_at=now,
        )
        record(by, "edition.photograph", edition, photograph=str(kept.uid), sha256=files[0].sha256)
        return kept


@transaction.atomic
def remove_photograph(*, uid: Any, edition_id: int, by: Any) -> None:
    """Take a photograph away with both its files; the log keeps that it was there."""
    edition = Edition.objects.select_for_update().get(pk=edition_id)
    kept = edition.photographs.select_related("large", "small").filter(uid=uid).first()
    if kept is None:
        return
    files = (kept.large, kept.small)
    record(by, "edition.photograph-away", edition, photograph=str(kept.uid), sha256=files[0].sha256)
    kept.delete()
    for file in files:
        storage.delete(file)


def _drawn(picture: Image.Image, longest: int) -> tuple[bytes, tuple[int, int]]:
    """Return the picture as a JPEG no longer than that on its longer side, with its size in pixels."""
    drawn = picture.copy()
    drawn.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    held = io.BytesIO()
    drawn.save(held, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return held.getvalue(), drawn.size
