"""What a page may cost its reader: bytes by kind, and nothing that moves while it is read."""

import pytest
from tools.vitals import LISTEN, seen, too_heavy

from .conftest import OpenTab
from .site import Site

pytestmark = pytest.mark.browser

PUBLIC = ("home", "programme", "call", "course", "certificate", "verify")
OWN = {
    "learner": ("/my/", "/my/certificates/", "lecture"),
    "applicant": ("/my/",),
    "coordinator": ("/my/",),
    "reviewer": ("/my/",),
    "programme_officer": ("/office/", "/office/applications/"),
}
MORE = ("/members/", "/offices/", "/search/?q=seoul", "/accounts/login/")
CHAPTERS = ("", "forms/", "standing/", "learning/", "lists/", "office/", "frame/")


@pytest.mark.parametrize("language", ["en", "ar", "ko", "zh-hans"])
def test_public_pages_stay_within_their_weight_and_still(site: Site, open_tab: OpenTab, language: str):
    faults = {}
    for path in [*map(site.page, PUBLIC), *MORE]:
        # A fresh tab each: what the page before has loaded would count for nothing.
        tab = open_tab(width=375, language=language)
        tab.page.add_init_script(LISTEN)
        if language == "ko":
            # A slow phone paints between two parts of a page, which is when things move.
            slow = tab.page.context.new_cdp_session(tab.page)
            slow.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        tab.open(path)
        moved = seen(tab.page)["shift"]
        if heavy := too_heavy(tab.page) | ({"shift": moved} if moved > 0.001 else {}):
            faults[path] = heavy
    assert not faults


@pytest.mark.parametrize("role", OWN)
def test_pages_of_a_role_stay_within_their_weight_and_still(site: Site, open_tab: OpenTab, role: str):
    tab = open_tab(role=role, width=375)
    tab.page.add_init_script(LISTEN)
    faults = {}
    for name in OWN[role]:
        path = name if name.startswith("/") else site.page(name)
        tab.open(path)
        moved = seen(tab.page)["shift"]
        if heavy := too_heavy(tab.page) | ({"shift": moved} if moved > 0.001 else {}):
            faults[path] = heavy
    assert not faults


@pytest.mark.parametrize("language", ["en", "fr", "de", "it", "ar", "ko", "zh-hans"])
def test_style_guide_is_sound(open_tab: OpenTab, language: str):
    """One width for a language, wide and narrow in turn: the pages themselves are looked at in both."""
    tab = open_tab(width=375 if language in ("ar", "de") else 1280, language=language)
    for chapter in CHAPTERS:
        tab.open(f"/styleguide/{chapter}")
        tab.assert_sound()
