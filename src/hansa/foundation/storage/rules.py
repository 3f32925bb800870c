"""What a file is, by its first bytes, and what it may be called. No Django, no decoding."""

import re
import unicodedata
from dataclasses import dataclass

from .enums import Kind, Refusal

# The brands by which HEIF containers announce a still picture coded in HEVC. AVIF and video brands are not among them.
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
CONTENT_TYPES = {Kind.JPEG: "image/jpeg", Kind.PNG: "image/png", Kind.PDF: "application/pdf"}
SUFFIXES = {Kind.JPEG: ".jpg", Kind.PNG: ".png", Kind.PDF: ".pdf"}
CLAIMS = {
    "jpg": Kind.JPEG, "jpeg": Kind.JPEG, "jpe": Kind.JPEG, "png": Kind.PNG,
    "heic": Kind.HEIC, "heif": Kind.HEIC, "webp": Kind.WEBP, "pdf": Kind.PDF,
}  # fmt: skip
LONGEST_NAME = 120


@dataclass(frozen=True)
class Limits:
    """The bounds that hold before anything is decoded, and for the process that decodes."""

    pixels: int = 50_000_000
    frames: int = 20
    pages: int = 40
    objects: int = 50_000
    longest_side: int = 5_000
    seconds: int = 10
    memory: int = 1_500_000_000


def kind_of(head: bytes) -> Kind | Refusal:
    """Return what the first bytes show the file to be, or why it cannot be taken."""
    if not head:
        return Refusal.EMPTY
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Kind.WEBP
    # The mark must stand first: readers accept it within the first 1024 bytes, which is how a PDF hides in other files.
    if head.startswith(b"%PDF-"):
        return Kind.PDF
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return Kind.HEIC
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")):
        return Refusal.OFFICE
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<svg", b"<?xml", b"<!doctype svg")) and b"svg" in text:
        return Refusal.SVG
    return Refusal.UNKNOWN


def claimed_kind(name: str) -> Kind | None:
    """Return what the name says the file is, where it says anything we know."""
    _, dot, suffix = name.rpartition(".")
    return CLAIMS.get(suffix.lower()) if dot else None


def safe_name(given: str, kind: Kind) -> str:
    """Return the name under which a file is handed out: the person's own words, with the ending of its true kind.

    Letters of any script stay. Folders, control and direction-turning characters go: with a right-to-left override a
    name can be made to look as if it ended otherwise.
    """
    name = unicodedata.normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(
        mark for mark in name if unicodedata.category(mark) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    )
    name = re.sub(r'[<>:"|?*]', "", name).strip(" .")
    if claimed_kind(name) is not None:
        name = name.rpartition(".")[0].strip(" .")
    return (name[:LONGEST_NAME] or "file") + SUFFIXES[kind]
