"""Photograph every kind of page: each role, three widths, three languages, light and dark, from the demonstration.

    .venv/bin/python -m tools.screenshots [--only home,my] [--langs en,ar,ko] [--themes light,dark] [--widths 1280,768,375]
    .venv/bin/python -m tools.screenshots --docs

Finds the kinds of pages as the browser tests do: what a role's menus lead to, and what these pages lead to. What stands
only after somebody did something (``tools.staged``) comes after them, then an empty house. Writes
`build/screenshots` with a contact sheet, `index.html`; ``--docs`` makes only the few pictures that the docs show.
"""

import argparse
import html
import io
import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Error, sync_playwright

from tools import staged
from tools.bench import DATA, prepare
from tools.serving import CHROMIUM, running
from tools.steps import BUILD, ROOT
from tools.visitor import Visitor

OUT = BUILD / "screenshots"
DOCS = ROOT / "docs" / "pictures"
# A menu leads to pages, and these to one more of each kind; deeper there is nothing new.
DEPTH = 2
# Pages that differ by role stand once for each.
BY_ROLE = frozenset({"portal:my", "portal:desk"})
FILES = frozenset(
    (
        "pdf",
        "json",
        "export",
        "file",
        "document",
        "download",
        "media",
        "captions",
        "photo",
        "calendar",
        "logout",
    )
)
STATES = {
    "guide-forms": "/styleguide/forms/",
    "guide-standing": "/styleguide/standing/",
    "missing": "/no/such/page/",
}
# name of the picture: page, role, language, theme, width, height; a quarter of a screen says enough in a text.
CHOSEN: dict[str, tuple[str, str | None, str, str, int, int]] = {
    "home": ("home", None, "en", "light", 1280, 900),
    "home-dark-ar": ("home", None, "ar", "dark", 375, 812),
    "call": ("call", None, "en", "light", 1280, 900),
    "course": ("course", None, "ko", "light", 1280, 900),
    "lecture": ("lecture", "learner", "ar", "light", 1280, 900),
    "my": ("/my/", "applicant", "en", "light", 1280, 900),
    "desk": ("/office/", "programme_officer", "en", "light", 1280, 900),
    "applications": ("/office/applications/", "programme_officer", "en", "light", 1280, 900),
    "list-in-pictures": (
        "/office/selection/chengdu-moved/pictures/",
        "programme_officer",
        "en",
        "light",
        1280,
        1000,
    ),
    "certificate": ("certificate", None, "en", "light", 1280, 900),
    "style-guide": ("/styleguide/standing/", None, "en", "light", 1280, 900),
}


@dataclass(frozen=True)
class Shot:
    """A page to photograph: the name of its kind, where it lies, who looks."""

    name: str
    path: str
    role: str | None


def kind_of(path: str) -> str | None:
    """Return the name of the page at a path; nothing where it is a file, or ends the session."""
    from django.urls import Resolver404, resolve

    try:
        name = resolve(path).view_name
    except Resolver404:
        return None
    return None if not FILES.isdisjoint(re.split("[:_]", name)) else name


def kinds(visitor: Visitor, role: str | None, known: set[str]) -> list[Shot]:
    """Return one page of each kind that this role's menus lead to and nobody before it has shown."""
    site = visitor.site
    seen = known - BY_ROLE
    # A page that is known to nobody is asked of each role anew: it may be theirs alone.
    waiting = [urlsplit(url).path for url in site.links.values()] + (["/my/", "/office/"] if role else [])
    shots = [Shot(name, path, None) for name, path in STATES.items()] if role is None else []
    context = visitor.window(role, "en", "light", 1280)
    page = context.new_page()
    for _ in range(DEPTH + 1):
        found: list[str] = []
        for path in waiting:
            kind = kind_of(path)
            if kind is None or kind in seen:
                continue
            seen.add(kind)
            try:
                answer = page.goto(site.url + path)
            except Error:
                continue  # a file that is saved and not shown
            if answer is None or not answer.ok or kind_of(urlsplit(page.url).path) != kind:
                continue
            if "html" not in answer.headers.get("content-type", ""):
                continue
            known.add(kind)
            name = kind.replace(":", "-") + (f"-{role}" if kind in BY_ROLE else "")
            shots.append(Shot(name, path, role))
            found += page.eval_on_selector_all(
                "a[href]", "links => links.map(link => new URL(link.getAttribute('href'), location).href)"
            )
        waiting = [urlsplit(url).path for url in found if url.startswith(site.url)]
    context.close()
    return shots


def take(visitor: Visitor, shots: list[Shot], args: argparse.Namespace) -> list[Path]:
    """Photograph the pages in every language, light and width that is asked for."""
    taken = []
    for role in dict.fromkeys(shot.role for shot in shots):
        for language in args.langs.split(","):
            for theme in args.themes.split(","):
                for width in map(int, args.widths.split(",")):
                    context = visitor.window(role, language, theme, width)
                    page = context.new_page()
                    for shot in shots:
                        if shot.role != role:
                            continue
                        page.goto(visitor.site.url + shot.path, wait_until="networkidle")
                        if page.locator("iframe").count():
                            page.locator("iframe").first.scroll_into_view_if_needed()
                        file = OUT / f"{shot.name}--{language}-{theme}-{width}.png"
                        page.screenshot(path=file, full_page=True)
                        taken.append(file)
                    context.close()
                    print(f"  {role or 'everybody'}: {language}, {theme}, {width}", flush=True)
    return taken


def contact_sheet(taken: list[Path]) -> None:
    """Lay all pictures out on one page, a row for each kind of page."""
    rows: dict[str, list[Path]] = {}
    for file in taken:
        rows.setdefault(file.stem.split("--")[0], []).append(file)
    body = "".join(
        f"<h2>{html.escape(name)}</h2><p>"
        + "".join(
            f'<a href="{file.name}"><img src="{file.name}" loading="lazy" alt="{file.stem}"><br>{file.stem.split("--")[1]}</a>'
            for file in files
        )
        + "</p>"
        for name, files in rows.items()
    )
    style = (
        "body{font:14px system-ui;margin:2rem;background:#eee}p{display:flex;gap:1rem;overflow-x:auto}"
        "img{height:22rem;width:auto;max-width:none;object-fit:cover;object-position:top;border:1px solid #999}"
    )
    (OUT / "index.html").write_text(
        f"<!doctype html><meta charset=utf-8><title>Pages</title><style>{style}</style><h1>Pages</h1>{body}"
    )


def take_staged(visitor: Visitor, args: argparse.Namespace) -> list[Path]:
    """Photograph the pages that stand only after somebody did something, stage by stage."""
    taken = []
    for stage in staged.stages(visitor):
        shots = [Shot(f"staged-{name}", path, role) for name, path, role in stage.pages]
        taken += take(visitor, _wanted(shots, args), args)
    return taken


def take_under_way(browser: Browser, args: argparse.Namespace) -> list[Path]:
    """Photograph the pages that no menu leads to: people invited, travelling, asked for letters, twice on record."""
    with running(DATA, BUILD / "screenshots-under-way") as site:
        visitor = Visitor(browser, site)
        stage = staged.under_way(visitor)
        shots = [Shot(f"under-way-{name}", path, role) for name, path, role in stage.pages]
        return take(visitor, _wanted(shots, args), args)


def take_empty(browser: Browser, args: argparse.Namespace) -> list[Path]:
    """Photograph an empty house as its first administrator finds it."""
    with running(None, BUILD / "screenshots-empty") as site:
        visitor = Visitor(browser, site)
        context = visitor.window(None, "en", "light", 1280)
        staged.open_house(context.new_page(), site.links["set-up"])
        visitor.keep("first", context.storage_state())
        context.close()
        shots = [
            Shot(f"empty-{path.strip('/').replace('/', '-') or 'home'}", path, "first")
            for path in staged.EMPTY
        ]
        return take(visitor, _wanted(shots, args), args)


def _wanted(shots: list[Shot], args: argparse.Namespace) -> list[Shot]:
    parts = args.only.split(",")
    return [shot for shot in shots if any(part in shot.name for part in parts)]


def for_docs(visitor: Visitor) -> None:
    """Make the pictures of the docs anew: small, in 128 colours."""
    DOCS.mkdir(exist_ok=True)
    for name, (where, role, language, theme, width, height) in CHOSEN.items():
        context = visitor.window(role, language, theme, width, height)
        page = context.new_page()
        url = visitor.site.url + where if where.startswith("/") else visitor.site.links[where]
        page.goto(url, wait_until="networkidle")
        image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        image.quantize(128).save(DOCS / f"{name}.png", optimize=True)
        print(f"  {name}.png: {(DOCS / f'{name}.png').stat().st_size // 1024} KB", flush=True)
        context.close()


def main() -> int:
    """Find the pages, photograph them, lay them out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default="", help="names of kinds of pages, or parts of them")
    parser.add_argument("--langs", default="en,ar,ko")
    parser.add_argument("--themes", default="light,dark")
    parser.add_argument("--widths", default="1280,768,375")
    parser.add_argument("--docs", action="store_true", help="only the pictures of the docs")
    args = parser.parse_args()
    prepare()
    os.environ["DJANGO_SETTINGS_MODULE"] = "hansa.config.settings"
    import django

    django.setup()
    OUT.mkdir(parents=True, exist_ok=True)
    with running(DATA, BUILD / "screenshots-data") as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        visitor = Visitor(browser, site)
        for_docs(visitor)
        if not args.docs:
            known: set[str] = set()
            shots = [shot for role in (None, *site.accounts) for shot in kinds(visitor, role, known)]
            shots = _wanted(shots, args)
            print(f"{len(shots)} kinds of pages")
            taken = take(visitor, shots, args)
            if not args.only or "staged" in args.only:
                taken += take_staged(visitor, args)
            if not args.only or "under-way" in args.only:
                taken += take_under_way(browser, args)
            if not args.only or "empty" in args.only:
                taken += take_empty(browser, args)
            contact_sheet(taken)
            print(f"\nOpen {OUT.relative_to(ROOT)}/index.html")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
