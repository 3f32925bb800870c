"""Pages that persons have only once something happened, which no menu of the demonstration leads to."""

import json
import subprocess
import sys
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import pytest

from .conftest import OpenTab
from .hands import Keys
from .people import code_in, newest_mail
from .site import ROOT, Account, Site, surroundings
from .tabs import Tab

pytestmark = pytest.mark.browser

PERSONS = ("invited", "booked", "missed", "traveller", "interviewer", "speaker", "asking", "unasked")


@pytest.fixture(scope="module")
def under_way(site: Site) -> dict[str, Any]:
    """Pages by who looks at them, with a session for each."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.under_way"],
        cwd=ROOT,
        env=surroundings(site.data_dir, site.url),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    known: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return known


def sound(tabs: Iterable[Tab], paths: Iterable[str], *, who: Account | None = None) -> None:
    """Open every page in every tab; one unsound page does not hide the next."""
    faults: list[str] = []
    for tab, path in ((tab, path) for tab in tabs for path in paths):
        status = tab.open(path).status
        if who:
            tab.prove(who)
        assert status in {200, *tab.may_answer}, path
        assert urlsplit(tab.page.url).path == urlsplit(path).path
        try:
            tab.assert_sound()
            tab.assert_reachable()
        except AssertionError as fault:
            faults.append(str(fault))
    assert not faults, "\n".join(faults)


def test_pages_of_persons_under_way_are_sound(
    site: Site, open_tab: OpenTab, under_way: dict[str, Any], sessions: dict[Any, Any]
) -> None:
    for who in PERSONS:
        cookie = {"name": "hansa_session", "value": under_way[who]["session"]}
        place = {"domain": str(urlsplit(site.url).hostname), "path": "/", "expires": -1}
        flags = {"httpOnly": True, "secure": False, "sameSite": "Lax"}
        sessions[site.url, who] = {"cookies": [cookie | place | flags], "origins": []}
        tabs = (open_tab(role=who), open_tab(role=who, width=375, language="ar"))
        sound(tabs, under_way[who]["pages"].values())


def test_pages_behind_a_link_and_with_photographs_are_sound(
    open_tab: OpenTab, under_way: dict[str, Any]
) -> None:
    tabs = (open_tab(), open_tab(width=375, language="ar"))
    for tab in tabs:
        tab.may_answer |= {410}
    sound(tabs, [*under_way["referee"]["pages"].values(), *under_way["everybody"]["pages"].values()])


def test_pages_of_the_office_under_way_are_sound(
    site: Site, open_tab: OpenTab, under_way: dict[str, Any]
) -> None:
    officer = "programme_officer"
    tabs = (open_tab(role=officer), open_tab(role=officer, width=375, language="ar"))
    sound(tabs, under_way[officer]["pages"].values(), who=site.account(officer))


def test_referee_is_thanked_and_a_photograph_without_consent_refused_by_keys(
    open_tab: OpenTab, under_way: dict[str, Any]
) -> None:
    letter = open_tab(width=375, language="ar", hand=Keys())
    letter.may_answer |= {422}
    letter.open(under_way["referee"]["pages"]["referee"])
    letter.submit("form:has([name=text])")
    letter.assert_sound()
    letter.hand.write(letter.page.locator("[name=text]"), "She led the flood board.")
    letter.submit("form:has([name=text])")
    letter.assert_sound()
    assert not letter.page.locator("main form").count()

    office = open_tab(role="programme_officer", hand=Keys())
    office.may_answer |= {422}
    office.open(under_way["programme_officer"]["pages"]["photographs-none"])
    office.hand.write(office.page.locator("[name=shows]"), "A table with maps")
    office.submit("form:has([name=agreed])")
    office.assert_sound()
    assert office.page.locator(".summary a[href*=agreed]").count() == 1


def test_juror_goes_by_the_link_and_a_code_to_a_sheet(
    site: Site, open_tab: OpenTab, under_way: dict[str, Any]
) -> None:
    link, listing, sheet = under_way["juror"]["pages"].values()
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
