"""What a first page costs: fonts, style, script. Built by ``npm ci && npm run build``, which ``make`` does first."""

import json
import re
from pathlib import Path

import pytest

from hansa.foundation.ui.templatetags.ui import letters

BUILD = Path(__file__).parents[2] / "src/hansa/foundation/ui/static/build"
MANIFEST = BUILD / "manifest.json"
KB = 1024

pytestmark = pytest.mark.skipif(
    not MANIFEST.exists(), reason="the assets are not built: npm ci && npm run build"
)


@pytest.fixture(scope="module")
def manifest() -> dict:
    return json.loads(MANIFEST.read_text())


def size(name: str) -> int:
    return (BUILD / name).stat().st_size


def sheets(manifest: dict) -> list[str]:
    """Return the sheets that only some pages load."""
    return [entry["file"] for source, entry in manifest.items() if source.endswith(".css")]


def everywhere(manifest: dict) -> list[str]:
    return list(manifest["src/main.js"]["css"])


def test_script_of_a_page_is_small(manifest: dict) -> None:
    """No page starts more than three modules beside the one of all pages; here all of them stand together."""
    assert sum(size(entry["file"]) for source, entry in manifest.items() if source.endswith(".js")) <= 60 * KB


def test_style_of_a_page_is_small(manifest: dict) -> None:
    """A page loads the sheet of all pages and the one of its room."""
    shared = sum(size(name) for name in everywhere(manifest))
    assert {name: size(name) + shared for name in sheets(manifest) if size(name) + shared > 40 * KB} == {}


@pytest.mark.parametrize(
    ("language", "beyond"),
    [
        ("en", ()),
        # A city with a ğ or a ș in its name is on the page, in a heading too.
        ("fr", ("sans-latin-ext", "serif-latin-ext")),
        ("de", ("sans-latin-ext", "serif-latin-ext")),
        ("it", ("sans-latin-ext", "serif-latin-ext")),
        ("ar", ("sans-latin-ext", "serif-latin-ext")),
        ("ko", ()),
        ("zh-hans", ("sans-latin-ext", "serif-latin-ext")),
    ],
)
def test_fonts_of_a_first_page_are_under_100_kb(
    manifest: dict, language: str, beyond: tuple[str, ...]
) -> None:
    fonts = {
        re.sub(r"-[\w-]{8}\.woff2$", "", name) for name in re.findall(r"[\w-]+\.woff2", letters(language))
    }
    assert {"sans-latin", "serif-latin"} <= fonts
    total = sum(size(manifest[f"fonts/{name}.woff2"]["file"]) for name in {*fonts, *beyond})
    assert total <= 100 * KB, language


def test_style_embeds_nothing(manifest: dict) -> None:
    for name in [*everywhere(manifest), *sheets(manifest)]:
        assert "data:" not in (BUILD / name).read_text()
