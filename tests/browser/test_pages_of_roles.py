"""Every page that a role's menus lead to: sound on a wide window and on a phone, in both directions."""

from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from .conftest import OpenTab

pytestmark = pytest.mark.browser

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
            found += tab.page.eval_on_selector_all(
                "a[href]", "links => links.map(link => new URL(link.getAttribute('href'), location).href)"
            )
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


def test_guest_list_stands_on_paper_with_its_boxes_and_nothing_to_press(open_tab: OpenTab):
    tab = open_tab(role="programme_officer")
    page = tab.page
    tab.open("/office/events/")
    for path in [link.get_attribute("href") for link in page.locator("tbody th a").all()]:
        tab.open(str(path))
        if page.locator("[name=ticked]").count():
            break
    page.emulate_media(media="print")
    assert page.locator("tbody th").first.is_visible()
    assert page.locator("[name=ticked]").first.is_visible()
    assert not page.locator("main button:visible").count()
