"""Every page that a role's menus lead to: sound on a wide window and on a phone, in both directions."""

from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from .conftest import OpenTab
from .tabs import Tab

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


WORKSHOP, TRAINING = "nia-workshop-moved", "chengdu-moved"
APPLICANTS = "E-mail,Name,City,Post\nama@city.example,Ama Mensah,Dakar,Head of data\nnobody,,Atlantis,\n"
INNER = (
    *(f"/office/calls/{WORKSHOP}/{page}" for page in ("", "letters/", "papers/", "texts/")),
    *(f"/office/reviews/{TRAINING}/{page}" for page in ("", "scores/", "invite/")),
    *(f"/office/interviews/{WORKSHOP}/{page}" for page in ("", "lay/")),
    *(f"/office/selection/{slug}/" for slug in (WORKSHOP, TRAINING)),
    *("/office/applications/?documents=complete", "/office/people/", "/office/offices/"),
)


def test_pages_behind_the_lists_are_sound_and_reached_by_keys(open_tab: OpenTab):
    """What stands behind the menus' pages: a call's letters, papers, panel, scores, interviews, travel, a list handed in."""
    wide = open_tab(role="programme_officer")
    phone = open_tab(role="programme_officer", width=375, language="ar")
    faults: list[str] = []
    for number, path in enumerate((*INNER, *_followed(wide), *_handed_in(wide))):
        for tab in (wide, phone):
            try:
                # Axe takes longest: it looks at each page once, by turns on a wide window and on a phone.
                _assert_sound_all_open(tab, path, is_asked=(tab is wide) == (number % 2 == 0))
            # One unsound page must not hide the next.
            except AssertionError as fault:
                faults.append(str(fault))
    assert not faults, "\n".join(faults)


def _assert_sound_all_open(tab: Tab, path: str, *, is_asked: bool) -> None:
    """Look at a page with all its folds open, then at the same in a window of the other width."""
    tab.open(path)
    tab.page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
    tab.assert_reachable()
    if is_asked:
        tab.assert_sound()
    tab.assert_clean()
    tab.assert_fits()
    size = tab.page.viewport_size
    assert size
    tab.page.set_viewport_size({"width": 375 + 1280 - size["width"], "height": size["height"]})
    tab.assert_fits()
    tab.page.set_viewport_size(size)


def _followed(tab: Tab) -> list[str]:
    """The first application, its journey, a reader's seat, an edition's files: each stands in a list."""
    found = []
    for page in (
        f"/office/applications/?call={TRAINING}",
        "/office/travel/",
        f"/office/reviews/{TRAINING}/",
        "/office/packs/",
    ):
        tab.open(page)
        found.append(str(tab.page.locator("tbody th a").first.get_attribute("href")))
    return found


def _handed_in(tab: Tab) -> list[str]:
    """A spreadsheet of applicants with a bad row, to be mapped, and an edition that waits to be published."""
    tab.open(f"/office/applicants/{WORKSHOP}/")
    sheet = {"name": "list.csv", "mimeType": "text/csv", "buffer": APPLICANTS.encode()}
    tab.page.locator("[name=sheet]").set_input_files(sheet)  # type: ignore[arg-type]  # a TypedDict there
    tab.submit("[name=sheet]")
    mapping = urlsplit(tab.page.url).path
    tab.open(f"/office/packs/{WORKSHOP}/")
    tab.submit("form[action$='/next/']")
    plan = urlsplit(tab.page.url).path
    return [mapping, plan, f"{plan}days/"]


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
