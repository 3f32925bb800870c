"""Files of every kind that people, and others, hand in; all made here."""

import io
import zlib

import pikepdf
import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener()


def picture(size: tuple[int, int] = (64, 48), colour: str = "#0e5069") -> Image.Image:
    """A plain picture with a stripe, so that turning it round shows."""
    image = Image.new("RGB", size, colour)
    image.paste("#9b2d1b", (0, 0, size[0], max(1, size[1] // 4)))
    return image


def saved(image: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def jpeg(**options) -> bytes:
    return saved(picture(), "JPEG", **options)


def png(**options) -> bytes:
    return saved(picture(), "PNG", **options)


def heic() -> bytes:
    return saved(picture(), "HEIF")


def jpeg_with_gps() -> bytes:
    """A telephone's photo: lying on its side, with the place where it was taken, and a comment."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Telephone"
    exif.get_ifd(0x8825).update({1: "N", 2: (37.0, 33.0, 58.0), 3: "E", 4: (126.0, 58.0, 40.0)})
    return jpeg(exif=exif, comment=b"taken at home")


def png_bomb(side: int = 60_000) -> bytes:
    """Some kilobytes that would be 3,600 million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = side.to_bytes(4, "big") * 2 + b"\x01\x00\x00\x00\x00"
    body = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def animated_png() -> bytes:
    return saved(picture(), "PNG", save_all=True, append_images=[picture(colour="#ffffff")])


def pdf(pages: int = 1, change=None, **options) -> bytes:
    """A PDF of empty pages; ``change`` may put things into it."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out, **options)
    return out.getvalue()


def _javascript(document: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    document.Root.OpenAction = document.make_indirect(action)


def _javascript_deep(document: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9],
        AA=pikepdf.Dictionary(E=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("1"))),
    )  # fmt: skip
    document.pages[0].Annots = pikepdf.Array([link])


def _launch(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc.exe"))


def _embedded(document: pikepdf.Pdf) -> None:
    document.attachments["other.exe"] = b"MZ"


def _xfa(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=pikepdf.String("<xdp/>"))


def _sends_itself(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.SubmitForm, F=pikepdf.String("http://example.org")
    )


def pdf_with(what: str) -> bytes:
    """A PDF that would do something when it is opened."""
    changes = {
        "javascript": _javascript, "javascript_deep": _javascript_deep, "launch": _launch, "embedded": _embedded,
        "xfa": _xfa, "sends_itself": _sends_itself,
    }  # fmt: skip
    return pdf(change=changes[what])


def encrypted_pdf(user: str = "") -> bytes:
    return pdf(encryption=pikepdf.Encryption(owner="owner", user=user))


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
