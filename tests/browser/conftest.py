"""What tests in a browser may use: one real site for all, a browser, tabs of any width, language and person."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from .hands import Hand, Pointer
from .site import Site, built, served
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
def demonstration(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder with the demonstration, built once for all workers: sites are served from copies of it.

    Building it takes a minute or two: HANSA_BUILT names a folder that has one already.
    """
    if ready := os.environ.get("HANSA_BUILT"):
        return Path(ready)
    run = tmp_path_factory.getbasetemp()
    folder = (run if worker_id == "master" else run.parent) / "demonstration"
    folder.mkdir(exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        built(folder)
    return folder


@pytest.fixture(scope="session")
def site(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A real site with the demonstration, served for the whole run."""
    with served(tmp_path_factory.mktemp("site"), demonstration) as running:
        yield running


@pytest.fixture(scope="module")
def own_site(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of a file's own: what its journeys change nobody else sees."""
    with served(tmp_path_factory.mktemp("own"), demonstration) as running:
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
def sessions() -> dict[Any, Any]:
    """Who is signed in already, and where: a code of the second factor works only once, so each signs in once."""
    return {}


@pytest.fixture
def open_tab(request: pytest.FixtureRequest, browser: Browser, sessions: dict[Any, Any]) -> Iterator[OpenTab]:
    """Open a tab: ``open_tab(width=375, language="ar", role="coordinator", hand=Keys(), script=False)``.

    It shows the test's own site, where it asks for one.
    """
    contexts: list[BrowserContext] = []
    where: Site = request.getfixturevalue("own_site" if "own_site" in request.fixturenames else "site")

    def make(
        *,
        width: int = 1280,
        language: str = "en",
        role: str | None = None,
        hand: Hand | None = None,
        script: bool = True,
    ) -> Tab:
        known = (where.url, role)
        if role and known not in sessions:
            first = browser.new_context(java_script_enabled=script)
            tab = Tab(first.new_page(), where.url, hand=hand or Pointer(), has_script=script)
            tab.sign_in(where.account(role))
            sessions[known] = first.storage_state()
            first.close()
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHT.get(width, 900)},
            storage_state=sessions[known] if role else None,
            reduced_motion="reduce",
            java_script_enabled=script,
        )
        # Two workers and their servers share what cores there are.
        context.set_default_timeout(30_000)
        context.add_cookies([{"name": "hansa_language", "value": language, "url": where.url}])
        contexts.append(context)
        return Tab(context.new_page(), where.url, hand=hand or Pointer(), has_script=script)

    yield make
    for context in contexts:
        context.close()
