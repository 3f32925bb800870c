"""What tests in a browser may use: one real site for all, a browser, tabs of any width, language and person."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from .site import Site, served
from .tabs import Tab

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
HEIGHT = {1280: 900, 375: 812}

OpenTab = Callable[..., Tab]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A real site with the demonstration, served for the whole run.

    Building it takes a minute or two: HANSA_BUILT names a folder that has one already, of which a copy is served.
    """
    data_dir = tmp_path_factory.mktemp("site")
    if built := os.environ.get("HANSA_BUILT"):
        shutil.copytree(built, data_dir, dirs_exist_ok=True)
    with served(data_dir) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    program = shutil.which("chromium")
    assert program, "Chromium is missing: apt-get install chromium"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, headless=True, args=CHROMIUM)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def sessions() -> dict[str, Any]:
    """Who is signed in already: a code of the second factor works only once, so each signs in once."""
    return {}


@pytest.fixture
def open_tab(site: Site, browser: Browser, sessions: dict[str, Any]) -> Iterator[OpenTab]:
    """Open a tab: ``open_tab(width=375, language="ar", role="coordinator")``."""
    contexts: list[BrowserContext] = []

    def make(*, width: int = 1280, language: str = "en", role: str | None = None) -> Tab:
        if role and role not in sessions:
            first = browser.new_context()
            tab = Tab(first.new_page(), site.url)
            tab.sign_in(site.account(role))
            sessions[role] = first.storage_state()
            first.close()
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHT.get(width, 900)},
            storage_state=sessions[role] if role else None,
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        context.add_cookies([{"name": "hansa_language", "value": language, "url": site.url}])
        contexts.append(context)
        return Tab(context.new_page(), site.url)

    yield make
    for context in contexts:
        context.close()
