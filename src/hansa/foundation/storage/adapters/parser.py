"""Opens other people's files where nothing can be lost: in a child with little memory, little time and no rights.

This file is run by its path as a process of its own (see ``pool.py``), so it imports no part of Hansa: the secrets of
the server are neither in its memory nor in its environment. It loads the libraries once and then forks a child for
each file, which costs some milliseconds instead of the third of a second that a fresh interpreter would.
"""

import contextlib
import io
import json
import os
import resource
import select
import signal
import socket
import struct
import sys
import time
import warnings
from typing import Any, NoReturn

import pikepdf
import pillow_heif
from PIL import Image, ImageCms, ImageOps

FORBIDDEN_KEYS = {
    "/JS": "javascript", "/JavaScript": "javascript", "/XFA": "xfa",
    "/EmbeddedFiles": "embedded", "/EF": "embedded", "/RichMediaContent": "active",
}  # fmt: skip
FORBIDDEN_VALUES = {
    "/S": {
        "/JavaScript": "javascript", "/Launch": "launch", "/GoToE": "embedded", "/ImportData": "active",
        "/SubmitForm": "active", "/Rendition": "active", "/Movie": "active", "/Sound": "active",
    },
    "/Subtype": {"/FileAttachment": "embedded", "/RichMedia": "active", "/Movie": "active", "/3D": "active"},
    "/Type": {"/EmbeddedFile": "embedded"},
}  # fmt: skip


class Refused(Exception):
    """The file is not taken; ``code`` is one of ``enums.Refusal``."""

    def __init__(self, code: str, **facts: int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


#: What may have been drawn and not photographed: written anew without loss, and with what one sees through.
_DRAWN = ("png", "webp")


def rebuilt_image(data: bytes, kind: str, limits: dict[str, int]) -> tuple[str, bytes]:
    """Return the picture made anew from its pixels, upright, with nothing else of the file in it."""
    Image.MAX_IMAGE_PIXELS = None  # our own bound is exact, and comes before decoding
    formats = {"jpeg": ("JPEG", "MPO"), "png": ("PNG",), "heic": ("HEIF",), "webp": ("WEBP",)}[kind]
    try:
        picture: Image.Image = Image.open(io.BytesIO(data), formats=formats)
    except Exception as fault:
        raise Refused("damaged") from fault
    width, height = picture.size
    if width * height > limits["pixels"]:
        raise Refused("too_many_pixels", width=width, height=height)
    frames = getattr(picture, "n_frames", 1)
    # A telephone's JPEG or HEIC carries a second view or a burst, and the first is the picture; a PNG or a WebP with frames moves.
    if frames > (1 if kind in _DRAWN else limits["frames"]):
        raise Refused("too_many_frames", frames=frames)
    try:
        if kind == "jpeg":
            # Lets the JPEG decoder skip work for pictures far larger than we keep.
            picture.draft(None, (limits["longest_side"], limits["longest_side"]))
        picture.load()
        profile = picture.info.get("icc_profile")
        picture = ImageOps.exif_transpose(picture)
    except Exception as fault:
        raise Refused("damaged") from fault
    see_through = kind != "jpeg" and ("A" in picture.getbands() or "transparency" in picture.info)
    plain = picture.convert(
        "RGBA" if see_through and kind in _DRAWN else "L" if picture.mode in {"1", "L"} else "RGB"
    )
    if profile and plain.mode == "RGB":
        with contextlib.suppress(
            Exception
        ):  # a broken colour profile costs the exact colours, not the picture
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(plain, source, ImageCms.createProfile("sRGB"))
            plain = turned or plain
    plain.thumbnail((limits["longest_side"], limits["longest_side"]))
    # Not a copy of the image object but of its pixels: Pillow carries comments, GPS and profiles along in ``info``.
    clean = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    clean.info.clear()
    out = io.BytesIO()
    if kind in _DRAWN:
        clean.save(out, "PNG", compress_level=3)
        return "png", out.getvalue()
    clean.save(out, "JPEG", quality=90)
    return "jpeg", out.getvalue()


def checked_pdf(data: bytes, limits: dict[str, int]) -> tuple[str, bytes]:
    """Return the document written anew from its pages, or refuse it for what it would do when opened."""
    try:
        # Without recovery: a truncated passport would otherwise come out as a blank page.
        document = pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError as fault:
        raise Refused("encrypted") from fault
    except Exception as fault:
        raise Refused("damaged") from fault
    if document.is_encrypted:
        raise Refused("encrypted")
    if len(document.objects) > limits["objects"]:
        raise Refused("too_heavy")
    try:
        pages = len(document.pages)
        for item in document.objects:
            _refuse_active(item)
        _refuse_active(document.trailer)
    except Refused:
        raise
    except Exception as fault:
        raise Refused("damaged") from fault
    if pages > limits["pages"]:
        raise Refused("too_many_pages", pages=pages, limit=limits["pages"])
    if not pages:
        raise Refused("no_pages")
    out = io.BytesIO()
    try:
        _forget_who_wrote(document)
        # Writing anew leaves out whatever was appended to the document or hidden between its parts.
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except Exception as fault:
        raise Refused("damaged") from fault
    return "pdf", out.getvalue()


TELLING_KEYS = ("/Metadata", "/PieceInfo", "/LastModified")


def _forget_who_wrote(document: pikepdf.Pdf) -> None:
    """Take out who made a document, when and with what: of the whole, of its parts, and of notes on its pages."""
    if "/Info" in document.trailer:
        del document.trailer["/Info"]
    for item in document.objects:
        if not isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
            continue
        for key in TELLING_KEYS:
            if key in item:
                del item[key]
        if isinstance(item, pikepdf.Stream) and item.get("/Filter") in _JPEG_ALONE:
            _forget_where_photographed(item)
        # Of a note this is its author; of a field in a form its name, which stays.
        if item.get("/Type") == "/Annot" and item.get("/Subtype") != "/Widget" and "/T" in item:
            del item["/T"]


_JPEG_ALONE = (pikepdf.Name.DCTDecode, pikepdf.Array([pikepdf.Name.DCTDecode]))


def _forget_where_photographed(item: pikepdf.Stream) -> None:
    """Take out of a photograph in a document what a telephone wrote beside it; its pixels stay as they are."""
    data = item.read_raw_bytes()
    plain = jpeg_without_words(data)
    if plain != data:
        item.write(plain, filter=item.Filter, decode_parms=item.get("/DecodeParms"))


# Exif with the place, XMP, IPTC, comments; what the colours mean (JFIF, ICC, Adobe) stays.
_TELLING_SEGMENTS = frozenset({0xE1, 0xED, 0xFE, *range(0xE3, 0xED), 0xEF})


def jpeg_without_words(data: bytes) -> bytes:
    """Return a JPEG without the segments that tell of it; as it is where it does not begin as a JPEG does."""
    if data[:2] != b"\xff\xd8":
        return data
    kept, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        # From the first scan on there are pixels; what is not a segment is left to whoever shows it.
        if marker == 0xDA or marker == 0xFF or length < 2 or at + 2 + length > len(data):
            break
        if marker not in _TELLING_SEGMENTS:
            kept.append(data[at : at + 2 + length])
        at += 2 + length
    return b"".join((*kept, data[at:]))


def _refuse_active(item: Any, depth: int = 0) -> None:
    if depth > 60:
        raise Refused("too_heavy")
    if isinstance(item, pikepdf.Array):
        for child in item:
            _descend(child, depth)
        return
    if not isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        return
    for key in set(item.keys()):
        if key in FORBIDDEN_KEYS:
            raise Refused(FORBIDDEN_KEYS[key])
        value = item[key]
        if key in FORBIDDEN_VALUES and isinstance(value, pikepdf.Name):
            refusal = FORBIDDEN_VALUES[key].get(str(value))
            if refusal:
                raise Refused(refusal)
        _descend(value, depth)


def _descend(child: Any, depth: int) -> None:
    # Indirect objects are in the list of all objects already; following them here would go round in circles.
    if isinstance(child, pikepdf.Object) and not child.is_indirect:
        _refuse_active(child, depth + 1)


def _bounded(limits: dict[str, int]) -> None:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits["seconds"])
    for what, bound in (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_CPU, limits["seconds"]),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        resource.setrlimit(what, (bound, bound))


def _received(link: socket.socket, length: int) -> bytes:
    parts = []
    while length:
        part = link.recv(min(length, 1 << 20))
        if not part:
            os._exit(3)
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _work(link: socket.socket) -> NoReturn:
    head, body = struct.unpack(">QQ", _received(link, 16))
    order = json.loads(_received(link, head))
    _bounded(order["limits"])
    data = _received(link, body)
    result: dict[str, Any]
    try:
        if order["kind"] == "pdf":
            kind, out = checked_pdf(data, order["limits"])
        else:
            kind, out = rebuilt_image(data, order["kind"], order["limits"])
        result = {"kind": kind}
    except Refused as refused:
        result, out = {"refused": refused.code, "facts": refused.facts}, b""
    except (MemoryError, RecursionError):
        result, out = {"refused": "too_heavy", "facts": {}}, b""
    except Exception:
        result, out = {"refused": "damaged", "facts": {}}, b""
    answer = json.dumps(result).encode()
    link.sendall(struct.pack(">QQ", len(answer), len(out)) + answer + out)
    os._exit(0)


def main() -> None:
    """Fork one child for each file that comes in, and end every child that outlives its time."""
    control = socket.socket(fileno=int(sys.argv[1]))
    patience = float(sys.argv[2])
    warnings.simplefilter("ignore")
    pillow_heif.options.DECODE_THREADS = 1
    pillow_heif.register_heif_opener()
    Image.preinit()
    children: dict[int, float] = {}
    while True:
        ready, _, _ = select.select([control], [], [], 1.0 if children else None)
        for child, end in list(children.items()):
            with contextlib.suppress(ChildProcessError):
                if os.waitpid(child, os.WNOHANG)[0] == child:
                    del children[child]
                    continue
            if time.monotonic() > end:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
        if not ready:
            continue
        message, links, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            return  # the server has gone
        if not links:
            continue
        child = os.fork()
        if child == 0:
            control.close()
            try:
                _work(socket.socket(fileno=links[0]))
            finally:
                os._exit(4)
        os.close(links[0])
        children[child] = time.monotonic() + patience


if __name__ == "__main__":
    main()
