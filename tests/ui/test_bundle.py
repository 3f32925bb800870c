"""What a first page costs: fonts, style, script. Built by ``npm ci && npm run build``, which ``make`` does first."""

import gzip
import json
from pathlib import Path

import pytest

BUILD = Path(__file__).parents[2] / "src/hansa/foundation/ui/static/build"
MANIFEST = BUILD / "manifest.json"
KB = 1024

pytestmark = pytest.mark.skipif(
    not MANIFEST.exists(), reason="the assets are not built: npm ci && npm run build"
)


@pytest.fixture(scope="module")
def manifest() -> dict:
    return json.loads(MANIFEST.read_text())


def size(name: str, *, encoded: bool = True) -> int:
    content = (BUILD / name).read_bytes()
    return len(gzip.compress(content)) if encoded else len(content)


def test_script_of_a_page_is_small(manifest: dict) -> None:
    entry = manifest["src/main.js"]
    partial_updates = manifest["src/requests.js"]["file"]
    assert size(entry["file"]) + size(partial_updates) <= 60 * KB


def test_style_is_small(manifest: dict) -> None:
    assert sum(size(name) for name in manifest["src/main.js"]["css"]) <= 40 * KB


@pytest.mark.parametrize(
    ("language", "fonts"),
    [
        ("en", ("sans-latin", "serif-latin")),
        ("de", ("sans-latin", "serif-latin", "sans-latin-ext", "serif-latin-ext")),
        ("ar", ("arabic-400", "arabic-600", "sans-latin", "serif-latin")),
        ("ko", ("sans-latin", "serif-latin")),
    ],
)
def test_fonts_of_a_first_page_are_under_100_kb(
    manifest: dict, language: str, fonts: tuple[str, ...]
) -> None:
    total = sum(size(manifest[f"fonts/{name}.woff2"]["file"], encoded=False) for name in fonts)
    assert total <= 100 * KB, language


def test_style_embeds_nothing(manifest: dict) -> None:
    for name in manifest["src/main.js"]["css"]:
        assert "data:" not in (BUILD / name).read_text()
