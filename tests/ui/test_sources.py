"""What the style sheet, the scripts and the templates may not contain."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHEETS = sorted((ROOT / "frontend/src").rglob("*.css"))
# A letter goes out by mail, where no style sheet follows it.
TEMPLATES = sorted(
    p for p in (ROOT / "src/hansa").rglob("templates/**/*.html") if not p.name.startswith("letter")
)
SPRITE = (ROOT / "src/hansa/foundation/ui/static/ui/icons.svg").read_text()
# Left and right belong to one direction of writing; start and end to both. Gradients and fixed pictures are spared.
PHYSICAL = re.compile(
    r"(?<![\w-])(margin|padding|border)-(left|right)\b|(?<![\w-])(left|right)\s*:|text-align:\s*(left|right)"
)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda p: p.name)
def test_sheet_serves_both_directions(sheet: Path) -> None:
    # Rules for one direction alone may name a side.
    lines = [line for line in sheet.read_text().splitlines() if '[dir="rtl"]' not in line]
    assert not PHYSICAL.findall("\n".join(lines))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT / "src/hansa")))
def test_template_carries_no_inline_style_or_handler(template: Path) -> None:
    text = template.read_text()
    assert not re.search(r"<[a-z][^>]*\sstyle\s*=", text)
    assert not re.search(r"<[a-z][^>]*\son[a-z]+\s*=\s*[\"']", text)
    assert "<style" not in text


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT / "src/hansa")))
def test_template_asks_only_for_icons_of_the_sprite(template: Path) -> None:
    wanted = set(re.findall(r"{% icon [\"'](\w+)[\"']", template.read_text()))
    assert wanted <= set(re.findall(r'<symbol id="(\w+)"', SPRITE))


def test_no_template_or_sheet_names_another_host() -> None:
    for path in [*TEMPLATES, *SHEETS]:
        text = path.read_text()
        outside = re.findall(r"(?:src|href|url)\s*[=(]\s*[\"']?https?://[^\"')\s]+", text)
        assert not [address for address in outside if "w3.org" not in address], path
