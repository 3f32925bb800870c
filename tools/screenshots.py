"""Photograph the pages that matter: each role, 1280 and 375 px, several languages, light and dark, with axe.

    .venv/bin/python tools/screenshots.py OUT --base http://localhost:8000 [--pages home,edition] [--langs en,ar,ko]

Signs in with the demonstration's accounts (``hansa demo --json``). Prints every axe violation, console error and
request to another host; exit 1 when there is one.
"""

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
SIZES = {"1280": (1280, 900), "375": (375, 800)}
# name: (role or None, key of `hansa demo --json`'s urls, or a path)
PAGES: dict[str, tuple[str | None, str]] = {
    "home": (None, "/"),
    "programmes": (None, "/programmes/"),
    "edition": (None, "call"),
    "programme": (None, "programme"),
    "archive": (None, "/programmes/seoul-program-2016/"),
    "assembly": (None, "/programmes/assembly-2014/"),
    "award": (None, "/programmes/youth-award-2025/"),
    "members": (None, "/members/"),
    "offices": (None, "/offices/"),
    "partners": (None, "/partners/"),
    "about": (None, "/about/"),
    "privacy": (None, "/privacy/"),
    "accessibility": (None, "/accessibility/"),
    "login": (None, "/accounts/login/"),
    "signup": (None, "/accounts/signup/"),
    "reset": (None, "/accounts/password/reset/"),
    "missing": (None, "/nothing-here/"),
    "verify": (None, "/verify/"),
    "certificate": (None, "certificate"),
    "course": (None, "course"),
    "my-learner": ("learner", "/my/"),
    "lecture": ("learner", "lecture"),
    "profile": ("learner", "/my/profile/"),
    "my-applicant": ("applicant", "/my/"),
    "my-coordinator": ("coordinator", "/my/"),
    "my-reviewer": ("reviewer", "/my/"),
    "desk": ("programme_officer", "/office/"),
    "regional-desk": ("regional_officer", "/office/"),
    "people": ("administrator", "/office/people/"),
    "log": ("auditor", "/office/log/"),
}


def demonstration() -> dict[str, Any]:
    """Return accounts and addresses of the running demonstration."""
    done = subprocess.run(
        [ROOT / ".venv/bin/hansa", "demo", "--json"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    facts: dict[str, Any] = json.loads(done.stdout)
    return facts


def totp(secret: str) -> str:
    """Return the code that an authenticator app would show now."""
    import base64
    import hashlib
    import hmac
    import time

    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    counter = int(time.time() // 30).to_bytes(8, "big")
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(int.from_bytes(digest[offset : offset + 4], 'big') & 0x7FFFFFFF) % 10**6:06d}"


def sign_in(page: Page, base: str, account: dict[str, str], fields: dict[str, str]) -> None:
    """Sign in as a person would: address, password, then the code."""
    page.goto(f"{base}/accounts/login/")
    page.fill(f'[name="{fields["email"]}"]', account["email"])
    page.fill(f'[name="{fields["password"]}"]', account["password"])
    page.click("form.card button.act")
    if account.get("totp_secret") and page.locator(f'[name="{fields["totp"]}"]').count():
        page.fill(f'[name="{fields["totp"]}"]', totp(account["totp_secret"]))
        page.click("form.card button.act")
    page.wait_for_load_state()


def contexts(
    browser: Browser, args: argparse.Namespace, role: str | None, demo: dict[str, Any]
) -> Iterator[tuple[str, BrowserContext]]:
    """Yield one browser context for each language, light and size, signed in as the role."""
    host = urlsplit(args.base).hostname
    state = None
    if role:
        first = browser.new_context()
        account = next(a for a in demo["accounts"] if a["role"] == role)
        sign_in(first.new_page(), args.base, account, demo["sign_in"]["fields"])
        state = first.storage_state()
        first.close()
    for language in args.langs.split(","):
        for theme in args.themes.split(","):
            for size in args.sizes.split(","):
                width, height = SIZES.get(size, (int(size), 800))
                context = browser.new_context(
                    viewport={"width": width, "height": height}, storage_state=state, reduced_motion="reduce"
                )
                cookies = {"hansa_language": language, "hansa_theme": theme}
                context.add_cookies(
                    [{"name": k, "value": v, "domain": host, "path": "/"} for k, v in cookies.items()]
                )
                yield f"{language}-{theme}-{size}", context
                context.close()


def look(page: Page, base: str, path: str, shot: Path) -> list[str]:
    """Open one page, photograph it, and return what is wrong with it."""
    wrong: list[str] = []
    page.on(
        "console", lambda m: wrong.append(f"console: {m.text}") if m.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda e: wrong.append(f"script: {e}"))
    page.on(
        "request",
        lambda r: (
            wrong.append(f"outside: {r.url}") if not r.url.startswith((base, "data:", "blob:")) else None
        ),
    )
    answer = page.goto(path if path.startswith("http") else base + path)
    page.wait_for_load_state("networkidle")
    if answer and answer.status >= 400 and "nothing-here" not in path:
        wrong.append(f"status {answer.status}")
    sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if sideways > 0:
        wrong.append(f"scrolls sideways by {sideways}")
    page.screenshot(path=shot, full_page=True)
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    for violation in found["violations"]:
        where = "; ".join(str(node["target"][0]) for node in violation["nodes"][:4])
        wrong.append(f"axe {violation['id']} ({violation['impact']}): {where}")
    return [w for w in wrong if "404 (Not Found)" not in w or "nothing-here" not in path]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--base", default="http://localhost:8000")
    parser.add_argument("--pages", default=",".join(PAGES), help="names of the list, or paths")
    parser.add_argument("--langs", default="en")
    parser.add_argument("--themes", default="light")
    parser.add_argument("--sizes", default="1280,375")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for path in args.pages.split(","):
        if path.startswith("/"):
            PAGES[path] = (None, path)
    demo = (
        demonstration()
        if any(PAGES[p][0] or not PAGES[p][1].startswith("/") for p in args.pages.split(","))
        else {}
    )
    faults = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), headless=True, args=ARGS
        )
        by_role: dict[str | None, list[str]] = {}
        for name in args.pages.split(","):
            by_role.setdefault(PAGES[name][0], []).append(name)
        for role, names in by_role.items():
            for kind, context in contexts(browser, args, role, demo):
                for name in names:
                    where = PAGES[name][1]
                    path = where if where.startswith("/") else urlsplit(demo["urls"][where]).path
                    page = context.new_page()
                    wrong = look(
                        page, args.base, path, args.out / f"{name.strip('/').replace('/', '-')}-{kind}.png"
                    )
                    page.close()
                    for fault in wrong:
                        print(f"{name} {kind}: {fault}")
                    faults += len(wrong)
        browser.close()
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
