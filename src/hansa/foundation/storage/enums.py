from enum import StrEnum


class Kind(StrEnum):
    """What a file is, by its content; what it calls itself is not asked."""

    JPEG = "jpeg"
    PNG = "png"
    HEIC = "heic"
    WEBP = "webp"
    PDF = "pdf"


class Refusal(StrEnum):
    """Why a file was not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_ALLOWED = "not_allowed"
    SVG = "svg"
    OFFICE = "office"
    UNKNOWN = "unknown"
    NOT_WHAT_IT_SAYS = "not_what_it_says"
    DAMAGED = "damaged"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_FRAMES = "too_many_frames"
    TOO_MANY_PAGES = "too_many_pages"
    NO_PAGES = "no_pages"
    TOO_HEAVY = "too_heavy"
    ENCRYPTED = "encrypted"
    JAVASCRIPT = "javascript"
    LAUNCH = "launch"
    EMBEDDED = "embedded"
    XFA = "xfa"
    ACTIVE = "active"
    VIRUS = "virus"
    UNCHECKED = "unchecked"
