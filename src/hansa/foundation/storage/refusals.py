"""Why a file was not taken, in words that say what to do."""

import errno
from collections.abc import Callable, Iterable

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .enums import Kind, Refusal

PICTURES = {"image", "photo", "headshot", "logo", "portrait"}


class FileRefused(Exception):
    """A file was not taken. ``reason`` is a whole sentence in the reader's language; ``code`` is for programs."""

    def __init__(self, code: Refusal, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class StorageFull(OSError):
    """The disk has reached its reserve: nothing is taken in, everything else goes on.

    It carries the number of a full disk, so that the pages answer it as they answer that.
    """

    def __init__(self) -> None:
        super().__init__(errno.ENOSPC, "The disk has reached its reserve.")


def refused(
    code: Refusal, *, purpose: str, kinds: Iterable[str], facts: dict[str, int] | None = None
) -> FileRefused:
    """Return the refusal with its sentence, written now in the language of the request."""
    facts = facts or {}
    if code is Refusal.TOO_LARGE:
        return FileRefused(code, _too_large(purpose, facts["size"], facts["limit"]))
    if code is Refusal.TOO_MANY_PAGES:
        return FileRefused(code, _too_many_pages(facts["pages"], facts["limit"]))
    if code in {Refusal.NOT_ALLOWED, Refusal.UNKNOWN}:
        return FileRefused(code, _unknown(kinds))
    return FileRefused(code, SENTENCES[code]())


def megabytes(size: int) -> str:
    """Return a size in MB as people read it: whole from 10 on, one decimal below."""
    value = size / 1_000_000
    places = 0 if abs(value - round(value)) < 0.05 else 1
    return number_format(round(value, places), decimal_pos=places)


def _too_large(purpose: str, size: int, limit: int) -> str:
    figures = {"size": megabytes(size), "limit": megabytes(limit)}
    if figures["size"] == figures["limit"]:
        figures["size"] = megabytes(size + 100_000)
    if purpose in PICTURES:
        return _("The picture is %(size)s MB; we can take %(limit)s. Try a smaller copy of it.") % figures
    return (
        _("The scan is %(size)s MB; we can take %(limit)s. Try a photograph of the page instead.") % figures
    )


def _too_many_pages(pages: int, limit: int) -> str:
    return ngettext(
        "The PDF has %(pages)d page; we can take %(limit)d. Send only the pages we ask for.",
        "The PDF has %(pages)d pages; we can take %(limit)d. Send only the pages we ask for.",
        pages,
    ) % {"pages": pages, "limit": limit}


def _unknown(kinds: Iterable[str]) -> str:
    known = set(kinds)
    if known == {Kind.PDF}:
        return _("We can take a PDF here, and this file is something else.")
    if Kind.WEBP in known:
        return _("We can take a picture here (PNG, JPEG or WebP), and this file is something else.")
    if Kind.PDF in known:
        return _("We can take a PDF or a photograph (JPEG, PNG or HEIC), and this file is something else.")
    return _("We can take a photograph here (JPEG, PNG or HEIC), and this file is something else.")


SENTENCES: dict[Refusal, Callable[[], str]] = {
    Refusal.EMPTY: lambda: _("The file is empty. Choose it again, or take a new scan."),
    Refusal.SVG: lambda: _("This is an SVG drawing, which can carry a program. Send it as a PNG or a JPEG."),
    Refusal.OFFICE: lambda: _("This is an office document or an archive. Save it as a PDF and send that."),
    Refusal.NOT_WHAT_IT_SAYS: lambda: _(
        "The file’s name promises another kind of file than its content is. Save it anew and send that."
    ),
    Refusal.DAMAGED: lambda: _(
        "The file is damaged or ends too early, so we cannot read it. Scan or save it anew."
    ),
    Refusal.TOO_MANY_PIXELS: lambda: _(
        "The picture is larger than 50 million pixels. Try a smaller copy of it."
    ),
    Refusal.TOO_MANY_FRAMES: lambda: _("The picture moves. We need one that stands still."),
    Refusal.NO_PAGES: lambda: _("The PDF has no page. Scan or save it anew."),
    Refusal.TOO_HEAVY: lambda: _(
        "The file takes more time or memory to open than we allow. Try a photograph of the page instead."
    ),
    Refusal.ENCRYPTED: lambda: _("The PDF is locked with a password. Save a copy without one and send that."),
    Refusal.JAVASCRIPT: lambda: _(
        "The PDF carries a program (JavaScript). Print it to a new PDF and send that."
    ),
    Refusal.LAUNCH: lambda: _("The PDF would start another program. Print it to a new PDF and send that."),
    Refusal.EMBEDDED: lambda: _("The PDF has other files inside. Print it to a new PDF and send that."),
    Refusal.XFA: lambda: _(
        "The PDF is a form that only some programs can show (XFA). Print it to a new PDF and send that."
    ),
    Refusal.ACTIVE: lambda: _(
        "The PDF has video, sound or a form that sends itself. Print it to a new PDF and send that."
    ),
    Refusal.VIRUS: lambda: _("Our virus check stopped this file. Try a photograph of the page instead."),
    Refusal.UNCHECKED: lambda: _(
        "Our virus check does not answer, so we cannot take files now. Try again in some minutes."
    ),
}
