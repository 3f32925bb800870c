"""Public pages of both journeys: sound in each language and width, and readable without a script."""

import pytest

from .conftest import OpenTab
from .site import Site

pytestmark = pytest.mark.browser

PUBLIC = ("home", "programme", "call", "course", "lecture", "certificate", "verify", "mailbox")
LANGUAGES = {"en": "ltr", "ar": "rtl", "ko": "ltr"}
WIDTHS = (1280, 375)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_public_pages_are_sound(site: Site, open_tab: OpenTab, language: str, width: int):
    tab = open_tab(width=width, language=language)
    for name in PUBLIC:
        # A lecture is for those who enrolled; without an account it leads to the sign-in page.
        assert tab.open(site.page(name)).status == 200
        root = tab.page.locator("html")
        assert root.get_attribute("dir") == LANGUAGES[language]
        assert (root.get_attribute("lang") or "").split("-")[0] == language
        tab.assert_sound()


def test_pages_work_without_a_script(site: Site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for name in PUBLIC:
        answer = page.goto(site.page(name))
        assert answer.status == 200
        assert page.locator("h1").count() == 1
    context.close()


def test_an_unknown_page_says_so_and_offers_a_way_on(open_tab: OpenTab):
    tab = open_tab()
    tab.may_answer.add(404)
    assert tab.open("/no/such/page/").status == 404
    tab.assert_sound()
    assert tab.page.locator("main a").count() > 0
