"""The network's own picture: taken in like any file, drawn small, kept as PNG, and carried in the network's pack."""

import base64
import binascii
import hashlib
import io
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from PIL import Image

from hansa.foundation.storage import services as storage
from hansa.foundation.storage.enums import Kind
from hansa.network.models import Network

MOST_BYTES = 4_000_000
#: Twice the height at which the masthead draws it, and room for a long word.
LARGEST = (640, 160)
_OWNER = uuid.uuid5(uuid.NAMESPACE_URL, "hansa:network")


def small(upload: UploadedFile[Any] | bytes) -> bytes:
    """Return a picture as the PNG that is kept; raises ``FileRefused`` with a sentence for what is no picture."""
    seen = storage.examine(upload=upload, purpose="logo", kinds=("png", "jpeg", "webp"), max_bytes=MOST_BYTES)
    with Image.open(io.BytesIO(seen.data)) as picture:
        drawn = picture.convert(
            "RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB"
        )
    drawn.thumbnail(LARGEST, Image.Resampling.LANCZOS)
    held = io.BytesIO()
    drawn.save(held, "PNG", optimize=True)
    return held.getvalue()


def keep(network: Network, content: bytes | None, now: datetime) -> bool:
    """Let this PNG be the network's picture, or none; tell whether that changed anything."""
    standing = network.logo
    if content is None and standing is None:
        return False
    if (
        content is not None
        and standing is not None
        and standing.sha256 == hashlib.sha256(content).hexdigest()
    ):
        return False
    network.logo = None
    if content is not None:
        network.logo = storage.keep(
            examined=storage.Examined("logo.png", Kind.PNG, content),
            purpose="logo",
            owner_uid=_OWNER,
            personal=False,
            now=now,
        )
    network.save(update_fields=["logo"])
    if standing is not None:
        storage.delete(standing)
    return True


def write(network: Network, said: Mapping[str, Any] | None, now: datetime) -> bool:
    """Take over the picture that a pack carries; one that is no picture is refused as an upload would be."""
    if said is None:
        return keep(network, None, now)
    try:
        content = base64.b64decode(said["png"], validate=True)
    except binascii.Error as wrong:
        raise ValueError("the logo of the pack is no base64") from wrong
    if network.logo is not None and network.logo.sha256 == hashlib.sha256(content).hexdigest():
        return False
    return keep(network, small(content), now)


def said(network: Network) -> dict[str, Any]:
    """Return the picture as a pack carries it: nothing where there is none."""
    if network.logo is None:
        return {}
    return {"logo": {"png": base64.b64encode(storage.read_bytes(network.logo)).decode()}}
