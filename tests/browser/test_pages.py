"""Every page of both journeys, and every page that a role's menus lead to: sound in each language and width."""

from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from .conftest import OpenTab
from .site import Site

pytestmark = pytest.mark.browser

PUBLIC = ("home", "programme", "call", "course", "lecture", "certificate", "verify", "mailbox")
LANGUAGES = {"en": "ltr", "ar": "rtl", "ko": "ltr"}
WIDTHS = (1280, 375)
ROLES = (
    "learner",
    "applicant",
    "coordinator",
    "reviewer",
    "juror",
    "programme_officer",
    "regional_officer",
    "administrator",
    "auditor",
)
# A menu leads to pages, and these to one more of each kind; deeper there is nothing new.
DEPTH = 2


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


@pytest.fixture(scope="module")
def looked_at() -> set[str]:
    """The kinds of pages looked at so far: what several roles share is looked at once."""
    return set()


@pytest.mark.parametrize("role", ROLES)
def test_pages_of_a_role_are_sound(open_tab: OpenTab, looked_at: set[str], role: str):
    tab = open_tab(role=role)
    phone = open_tab(role=role, width=375, language="ar")
    # These two differ by role; the rest is the same page with other rows.
    seen = looked_at - {"portal:my", "portal:desk"}
    is_staff = role.endswith(("officer", "administrator", "auditor"))
    waiting = ["/my/", "/office/"] if is_staff else ["/my/"]
    faults: list[str] = []
    for _ in range(DEPTH):
        found: list[str] = []
        for path in waiting:
            if (kind := kind_of(path)) is None or kind in seen:
                continue
            seen.add(kind)
            for window in (tab, phone):
                window.open(path)
                try:
                    window.assert_sound()
                # One unsound page must not hide the next.
                except AssertionError as fault:
                    faults.append(str(fault))
            found += tab.page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        waiting = [urlsplit(url).path for url in found if url.startswith(tab.origin)]
    looked_at |= seen
    assert not faults, "\n".join(faults)


def kind_of(path: str) -> str | None:
    """Return the name of the page at a path; nothing where it is a file, or ends the session."""
    try:
        name = resolve(path).view_name
    except Resolver404:
        return None
    files = (
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
    )
    return None if name == "account_logout" or any(word in name for word in files) else name


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
