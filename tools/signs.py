"""Draw the signs that stand outside the pages: icon of a window, icon of a phone, picture for whoever shares a page.

    .venv/bin/python -m tools.signs

They are committed; run this again after a change of the mark or of the house colours. The picture carries no word, so
that it serves every network and language: a row of gables by the water.
"""

import io
import shutil
import sys

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from hansa.portal.rules.gables import GROUND, WIDTH, houses
from tools.steps import ROOT

SIGNS = ROOT / "src/hansa/foundation/ui/static/ui"
MARK = (
    '<path d="M14 2h4v4h4v4h4v4h2v6H18v-6a2 2.6 0 0 0-4 0v6H4v-6h2v-4h4V6h4z"/>'
    '<path d="M2 22h28c-.6 4.6-4 8-9 8H11c-5 0-8.4-3.4-9-8z"/>'
)
BRICK, PAPER, DEEP, LAMP, PANE = "#9b2d1b", "#faf6ee", "#0c2e3d", "#f0b14a", "#54180d"
WALLS = ("#9b2d1b", "#b0452f", "#84241a", "#a5351f", "#c05a3e", "#8b2614", "#9b2d1b")
CARD = (1200, 630)


def mark(size: int, ground: str, colour: str, margin: float) -> str:
    """Return the mark on a square ground."""
    inner = 32 / (1 - 2 * margin)
    shift = -inner * margin
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="{shift} {shift} {inner} {inner}">'
        f'<rect x="{shift}" y="{shift}" width="{inner}" height="{inner}" fill="{ground}"/>'
        f'<g fill="{colour}">{MARK}</g></svg>'
    )


def card() -> str:
    """Return the picture for whoever shares a page."""
    row = houses((True, False, True, True, False, True, False))
    walls = "".join(
        f'<path fill="{WALLS[house.shade]}" d="{house.wall}"/><path fill="{PANE}" d="{house.dark}"/>'
        f'<path fill="{LAMP}" d="{house.lit}"/>'
        for house in row
    )
    width, height = CARD
    scale = (width - 160) / WIDTH
    foot = 500
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>'
        f'<g transform="translate(80 {foot - GROUND * scale:.1f}) scale({scale:.4f})">{walls}</g>'
        f'<rect y="{foot}" width="{width}" height="{height - foot}" fill="{DEEP}"/>'
        f'<g transform="translate(564 {foot + 29}) scale(2.25)" fill="{PAPER}">{MARK}</g></svg>'
    )


def drawn(browser: Browser, svg: str, size: tuple[int, int]) -> Image.Image:
    """Return a drawing as pixels."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{svg}")
    image = Image.open(io.BytesIO(page.screenshot(omit_background=True)))
    page.close()
    return image


def main() -> int:
    """Draw all signs anew."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        small = [drawn(browser, mark(size, "none", BRICK, 0), (size, size)) for size in (16, 32)]
        small[1].save(SIGNS / "favicon.ico", append_images=small[:1], sizes=[(16, 16), (32, 32)])
        touch = drawn(browser, mark(180, PAPER, BRICK, 0.14), (180, 180))
        touch.convert("RGB").quantize(32).save(SIGNS / "touch.png", optimize=True)
        drawn(browser, card(), CARD).convert("RGB").quantize(64).save(SIGNS / "card.png", optimize=True)
        browser.close()
    for name in ("favicon.ico", "touch.png", "card.png"):
        print(f"{name}: {(SIGNS / name).stat().st_size / 1024:.1f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
