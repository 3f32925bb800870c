"""What may lie in the tree: nothing of one machine, nothing of others, and a page about each app."""

import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
TEXT = {
    ".py",
    ".html",
    ".txt",
    ".md",
    ".toml",
    ".yaml",
    ".yml",
    ".json",
    ".js",
    ".css",
    ".sh",
    ".cfg",
    ".ini",
    ".po",
}

# Somebody's home, an index named by address.
MACHINE = re.compile(r"(?<![\w.])/(?:home|Users|root)/[\w.-]+|--(?:extra-)?index-url|\"resolved\": \"https?:")
LATER = re.compile(r"\b(?:TODO|FIXME|XXX)\b|type: ignore|# noqa|pragma: no cover|skipif|xfail|pytest\.skip")
# The word is enough: what follows it says why.
REASON = re.compile(
    r"(?:TODO|FIXME|XXX|ignore(?:\[[\w, -]+\])?|noqa(?:: [A-Z0-9, ]+)?|cover)\W+\w{3,}"
    r"|(?:reason=|skip\()[\"']\w+ \w"
)


def tracked() -> list[Path]:
    """Return every file that is in version control, or would be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a checkout: nothing tells which files are the project's own")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def lines(path: Path) -> list[str]:
    """Return a text file's lines; none of a picture's."""
    is_text = path.suffix in TEXT or path.name in {"Makefile", "run", ".npmrc", ".importlinter"}
    return path.read_text(errors="replace").splitlines() if is_text else []


def test_no_path_of_a_machine_and_no_index_by_address():
    this = Path(__file__).resolve()
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        if path != this
        for number, line in enumerate(lines(path), 1)
        if MACHINE.search(line)
    ]
    assert not found


def test_what_is_put_off_or_silenced_says_why():
    this = Path(__file__).resolve()
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in tracked()
        if path.suffix in {".py", ".html", ".js"} and path != this
        for number, line in enumerate(lines(path), 1)
        # A call that goes over several lines gives its reason in one of them.
        if LATER.search(line) and not REASON.search(" ".join(lines(path)[number - 1 : number + 4]))
    ]
    assert not found


def test_no_file_is_heavy():
    heavy = [
        f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KB"
        for path in tracked()
        if path.stat().st_size > 1024**2
    ]
    assert not heavy


def test_no_file_of_code_is_long():
    long = [
        f"{path.relative_to(ROOT)}: {len(lines(path))} lines"
        for path in tracked()
        if path.suffix == ".py"
        and "migrations" not in path.parts
        and len(lines(path)) > (500 if "tests" in path.parts else 400)
    ]
    assert not long


@pytest.mark.parametrize(
    "app", [app for app in apps.get_app_configs() if app.name.startswith("hansa.")], ids=lambda app: app.label
)
def test_an_app_has_a_page_about_itself(app):
    page = Path(app.path) / "README.md"
    assert page.exists(), f"{app.label} has no README.md: purpose, words, doors"
    assert len(page.read_text()) > 200
