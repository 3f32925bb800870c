"""A list before its board, in a browser: its pictures, one person, what if, and appeals; sound, and by keys alone."""

import json
import re
import subprocess
import sys
from typing import Any
from urllib.parse import urlsplit

import pytest

from .conftest import OpenTab
from .hands import Keys
from .site import ROOT, Site, surroundings

pytestmark = pytest.mark.browser

OFFICER = "programme_officer"
ON_A_PHONE = ("list-pictures", "list-person", "list-what-if")
DECIDED = re.compile("costs|gains|no list")


@pytest.fixture(scope="module")
def listed(own_site: Site) -> dict[str, Any]:
    """Pages by who looks at them, with a session for each."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.under_way", "lists"],
        cwd=ROOT,
        env=surroundings(own_site.data_dir, own_site.url),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    known: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return known


def test_pages_of_a_list_are_sound_and_done_by_keys(
    own_site: Site, open_tab: OpenTab, listed: dict[str, Any], sessions: dict[Any, Any]
) -> None:
    for who in ("turned-down", "appealing"):
        cookie = {"name": "hansa_session", "value": listed[who]["session"]}
        place = {"domain": str(urlsplit(own_site.url).hostname), "path": "/", "expires": -1}
        flags = {"httpOnly": True, "secure": False, "sameSite": "Lax"}
        sessions[own_site.url, who] = {"cookies": [cookie | place | flags], "origins": []}
    office, phone = open_tab(role=OFFICER, hand=Keys()), open_tab(role=OFFICER, width=375, language="ar")
    own = open_tab(role="turned-down", width=375)
    for tabs, who in (((office, phone), OFFICER), ((own,), "turned-down")):
        for tab in tabs:
            for name, path in listed[who]["pages"].items():
                if tab is phone and name not in ON_A_PHONE:
                    continue
                assert tab.open(path).status == 200, path
                tab.assert_sound()
                tab.assert_reachable()

    pages = listed[OFFICER]["pages"]
    office.open(pages["list-what-if"])
    office.submit("button[name=more]")
    assert DECIDED.search(office.page.inner_text("h1"))
    office.open(urlsplit(pages["list-person"]).path)
    office.submit("button[name=work]")
    assert office.page.locator("[role=status] .swap, [role=status] p").count()

    by_keys = open_tab(role="turned-down", width=375, hand=Keys())
    by_keys.open(listed["turned-down"]["pages"]["appeal-to-lodge"])
    by_keys.hand.write(by_keys.page.locator("[name=grounds]"), "One sheet was added up wrongly.")
    by_keys.submit("form:has([name=grounds])")
    by_keys.assert_sound()
    assert by_keys.page.locator("#appeal").count()
