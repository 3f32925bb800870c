"""What a page costs its reader: bytes of script, style and type, how soon it is read, whether anything moves.

    .venv/bin/python -m tools.vitals

Opens the main kinds of pages in a browser that has seen none of them before, on the demonstration, and writes
`build/vitals.json`. The same measure holds the pages to their limits in tests/browser.
"""

import json
import shutil
import sys
from dataclasses import asdict
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tools.bench import DATA, Figure, prepare, table
from tools.serving import CHROMIUM, running
from tools.steps import BUILD, ROOT

REPORT = BUILD / "vitals.json"
KB = 1024
LIMITS_KB = {"script": 60, "style": 40, "type": 100}
LCP_GOAL_MS, SHIFT_GOAL = 1500.0, 0.0
PUBLIC = ("home", "programme", "call", "course", "certificate", "verify")
LANGUAGES = ("en", "ar", "ko")

# Runs before the page's own scripts.
LISTEN = """
  window.seen = {lcp: 0, shift: 0};
  new PerformanceObserver(list => { for (const entry of list.getEntries()) window.seen.lcp = entry.startTime; })
    .observe({type: 'largest-contentful-paint', buffered: true});
  new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.seen.shift += entry.value; })
    .observe({type: 'layout-shift', buffered: true});
"""
# Raw bytes, as they are before the connection packs them.
WEIGH = """() => {
  const bytes = {script: 0, style: 0, type: 0};
  const kinds = {js: 'script', css: 'style', woff2: 'type'};
  for (const entry of performance.getEntriesByType('resource')) {
    const kind = kinds[new URL(entry.name).pathname.split('.').pop()];
    if (kind) bytes[kind] += entry.decodedBodySize;
  }
  return bytes;
}"""


def weight(page: Page) -> dict[str, float]:
    """Return the kilobytes of script, style and type that a page has loaded so far."""
    found: dict[str, int] = page.evaluate(WEIGH)
    return {kind: round(size / KB, 1) for kind, size in found.items()}


def too_heavy(page: Page) -> dict[str, float]:
    """Return what of a page weighs more than it may."""
    return {kind: size for kind, size in weight(page).items() if size > LIMITS_KB[kind]}


def seen(page: Page) -> dict[str, float]:
    """Return when the largest part was painted, in ms, and how far things moved; ``LISTEN`` must have run."""
    page.wait_for_load_state("networkidle")
    found: dict[str, float] = page.evaluate("window.seen")
    return found


def measure(browser: Browser, url: str, name: str, language: str) -> list[Figure]:
    """Open a page as somebody who was never here before and return what it costs them."""
    context = browser.new_context(viewport={"width": 375, "height": 812})
    context.add_init_script(LISTEN)
    context.add_cookies([{"name": "hansa_language", "value": language, "url": url}])
    page = context.new_page()
    strangers: list[str] = []
    origin = "/".join(url.split("/")[:3])
    page.on(
        "request", lambda request: None if request.url.startswith(origin) else strangers.append(request.url)
    )
    page.goto(url)
    painted = seen(page)
    weights = weight(page)
    context.close()
    assert not strangers, f"{name} asks others: {strangers}"
    key = f"page.{name}.{language}"
    figures: list[Any] = [
        Figure(f"{key}.lcp", round(painted["lcp"]), "ms", LCP_GOAL_MS),
        Figure(f"{key}.shift", round(painted["shift"], 4), "", SHIFT_GOAL),
    ]
    return figures + [Figure(f"{key}.{kind}", size, "KB", LIMITS_KB[kind]) for kind, size in weights.items()]


def main() -> int:
    """Measure the pages, print and write what was found."""
    program = shutil.which("chromium")
    if program is None:
        print(
            "  Chromium is missing, so what pages cost their readers is not measured: apt-get install chromium"
        )
        return 0
    prepare()
    with running(DATA, BUILD / "vitals-data") as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM)
        # What is started is warm before anything is timed.
        for name in PUBLIC:
            browser.new_page().goto(site.links[name])
        figures = [
            figure
            for name in PUBLIC
            for language in LANGUAGES
            for figure in measure(browser, site.links[name], name, language)
        ]
        browser.close()
    REPORT.write_text(json.dumps([asdict(figure) for figure in figures], indent=1) + "\n")
    print(table(figures))
    print(f"\nWritten to {REPORT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
