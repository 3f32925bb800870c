"""Pages that persons have only once something happened, which no menu of the demonstration leads to."""

import json
import subprocess
import sys
from typing import Any
from urllib.parse import urlsplit

import pytest

from .conftest import OpenTab
from .people import code_in, newest_mail
from .site import ROOT, Site, surroundings

pytestmark = pytest.mark.browser

PERSONS = ("invited", "booked", "missed", "traveller", "interviewer", "speaker")


@pytest.fixture(scope="module")
def under_way(site: Site) -> dict[str, Any]:
    """Pages by who looks at them, with a session for each."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.under_way"],
        cwd=ROOT,
        env=surroundings(site.data_dir, site.url),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    known: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return known


def test_pages_of_persons_under_way_are_sound(
    site: Site, open_tab: OpenTab, under_way: dict[str, Any], sessions: dict[Any, Any]
) -> None:
    faults: list[str] = []
    for who in PERSONS:
        cookie = {"name": "hansa_session", "value": under_way[who]["session"]}
        place = {"domain": str(urlsplit(site.url).hostname), "path": "/", "expires": -1}
        flags = {"httpOnly": True, "secure": False, "sameSite": "Lax"}
        sessions[site.url, who] = {"cookies": [cookie | place | flags], "origins": []}
        for window in (open_tab(role=who), open_tab(role=who, width=375, language="ar")):
            for path in under_way[who]["paths"]:
                assert window.open(path).status == 200, path
                assert urlsplit(window.page.url).path == path
                try:
                    window.assert_sound()
                # One unsound page must not hide the next.
                except AssertionError as fault:
                    faults.append(str(fault))
    assert not faults, "\n".join(faults)


def test_juror_goes_by_the_link_and_a_code_to_a_sheet(
    site: Site, open_tab: OpenTab, under_way: dict[str, Any]
) -> None:
    link, listing, sheet = under_way["juror"]["paths"]
    tab = open_tab(width=375, language="ar")
    tab.may_answer |= {403, 410}
    tab.open(listing)
    tab.assert_sound()
    tab.open(link)
    tab.assert_sound()
    tab.submit("main form")
    tab.assert_sound()
    code = code_in(newest_mail(open_tab(), "wanjiku@example.org"))
    tab.hand.write(tab.page.locator("[name=code]"), code)
    tab.submit("[name=code]")
    assert urlsplit(tab.page.url).path == listing
    for path in (listing, sheet):
        tab.open(path)
        tab.assert_sound()
