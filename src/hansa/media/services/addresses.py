"""Signed, short-lived addresses of films, so that a link copied elsewhere soon leads nowhere."""

from dataclasses import dataclass
from pathlib import Path

from django.core import signing
from django.urls import reverse

from hansa.media.models import Rendition

from .making import media_dir

# Long enough to watch a lecture twice and to sleep over a pause, short enough that a link is not worth passing on.
LIVES_S = 6 * 3600
_SALT = "hansa.media.film"


class BadAddress(ValueError):
    """The address was altered, is too old, or its film is no longer kept."""


@dataclass(frozen=True, slots=True)
class Film:
    """A file to be served: where it lies, what it is, how large."""

    path: Path
    content_type: str
    size: int


def film_address(rendition: Rendition) -> str:
    """Return the path under which this file may be fetched for the next hours."""
    token = signing.dumps([rendition.path, rendition.content_type], salt=_SALT, compress=False)
    return reverse("media:film", args=[token])


def opened_film(token: str) -> Film:
    """Return the file that a signed address stands for, without asking the database.

    Raises ``BadAddress``.
    """
    try:
        name, content_type = signing.loads(token, salt=_SALT, max_age=LIVES_S)
    except (signing.BadSignature, ValueError, TypeError) as fault:
        raise BadAddress from fault
    path = media_dir() / name
    try:
        size = path.stat().st_size
    except OSError as fault:
        raise BadAddress from fault
    return Film(path, content_type, size)
