"""QR codes by segno."""

import segno


def code_svg(text: str) -> str:
    """Return the QR code of a text as an SVG that fills its box, quiet zone included."""
    code = segno.make_qr(text, error="m")
    svg: str = code.svg_inline(border=2, dark="#211a16", light="#ffffff", omitsize=True)
    return svg if "xmlns" in svg else svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
