"""Journey of a city official: from the open call to a certificate, with nothing but the printed accounts.

The tabs know how it is walked: with a pointer or by the keys, with scripts or without.
"""

import re
from collections.abc import Iterator
from itertools import chain, repeat
from pathlib import Path

from .conftest import OpenTab
from .hands import Hand, Pointer
from .people import assert_genuine, download_certificate, fill, newest_mail, picture
from .site import Site
from .tabs import Tab

CITY, OTHER_CITY = "Bucharest", "Barcelona"
ANSWERS = {"role_level": "managerial", "fields": ["smart_city"], "costs": True, "privacy": True}
UPLOADS = {
    "passport": ("PNG", "scan.png"),
    "headshot": ("JPEG", "me.jpg"),
    "nomination_form": ("PDF", "form.pdf"),
}


def apply(tab: Tab, site: Site, city: str) -> str:
    """Apply for a city with all documents; return the address of the application."""
    page = tab.page
    tab.open(site.page("call"))
    tab.assert_sound()
    tab.open(site.page("apply"))
    tab.hand.choose(page.get_by_label(re.compile("city", re.IGNORECASE)).first, label=city)
    tab.press("button", "Go on")
    tab.assert_sound()

    fill(page.locator("form[data-draft]"), tab.hand, **ANSWERS)
    tab.press("button", "Save and go on")
    assert page.url.endswith("/documents/"), page.locator(".summary").all_inner_texts()
    for kind, (form, name) in UPLOADS.items():
        asked = page.locator(f'form:has(input[name=kind][value="{kind}"])')
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": picture(kind, form)}
        tab.hand.attach(asked.locator("input[type=file]"), file)
        # It goes by a script with a bar; the page comes anew when it is there.
        with page.expect_navigation():
            tab.hand.press(asked.locator("button"))
        if page.url.endswith("/frame/"):
            tab.assert_sound()
            with page.expect_navigation():
                tab.press("button", "Show this part")
    tab.assert_sound()
    assert "All documents are there" in page.locator("h1").inner_text()
    tab.press("link", "Go on")
    tab.assert_sound()
    tab.press("button", "Send the application")
    tab.assert_sound()
    return page.url


def hands(tab: Tab) -> Iterator[Hand]:
    """Return who works one page after the other of the same kind: a person for the first two, then the quicker pointer."""
    return chain(repeat(tab.hand, 2), repeat(Pointer()))


def score_all(tab: Tab) -> None:
    """Score every application that waits for this reader."""
    page = tab.page
    tab.open("/reviews/")
    tab.assert_sound()
    links = page.locator("main tbody a").evaluate_all(
        "links => links.map(link => new URL(link.getAttribute('href'), location).href)"
    )
    assert links
    for link, hand in zip(links, hands(tab), strict=False):
        tab.open(link)
        sheet = page.locator("form[data-draft]")
        if sheet.count():
            fill(sheet, hand)
            hand.press(sheet.get_by_role("button", name="Send your scores"))
            tab.assert_clean()
    tab.assert_sound()


def walk(site: Site, open_tab: OpenTab, folder: Path) -> None:
    """Apply from two cities, endorse, screen, score, select, release, accept, attend, and be certified."""
    slug = site.page("call").rstrip("/").rpartition("/")[2]

    # Two officials apply: one from a city with a coordinator here, one from a city without.
    applicant = open_tab(role="applicant")
    application = apply(applicant, site, CITY)
    other = open_tab(role="applicant_other_city")
    other_application = apply(other, site, OTHER_CITY)

    # The coordinator endorses.
    coordinator = open_tab(role="coordinator")
    coordinator.open("/nominations/")
    coordinator.assert_sound()
    coordinator.press("button", "Endorse")
    coordinator.assert_sound()
    applicant.open(application)
    applicant.assert_sound()

    # The secretariat endorses by the signed form, closes the call early, and screens.
    officer = open_tab(role="programme_officer")
    officer.open(f"/office/calls/{slug}/")
    officer.assert_sound()
    officer.hand.press(officer.page.locator("summary", has_text="Close the call early"))
    close = officer.page.locator(f'form[action$="/calls/{slug}/close/"]')
    fill(close, officer.hand, reason="The demonstration is walked through to its end.")
    officer.press("button", None, close)
    officer.assert_sound()
    screen_all(officer, slug)

    # Two readers score; one officer computes and seals the list, another releases it.
    officer.open(f"/office/reviews/{slug}/")
    officer.press("button", "Give out")
    officer.assert_sound()
    for role in ("reviewer", "reviewer_2"):
        score_all(open_tab(role=role))
    officer.open(f"/office/selection/{slug}/")
    officer.press("button", "Compute")
    # A worker computes it; the page comes anew by itself when the list is there.
    officer.page.get_by_role("button", name="Seal it").wait_for()
    officer.assert_sound()
    officer.press("button", "Seal it")
    officer.assert_sound()
    administrator = open_tab(role="administrator")
    administrator.open(f"/office/selection/{slug}/")
    administrator.press("link", "See the letters")
    administrator.prove(site.account("administrator"))
    administrator.assert_sound()
    administrator.press("button", "Release")
    administrator.assert_sound()
    assert "released" in administrator.page.locator("h1").inner_text()

    # Both accept the place they are offered, and a letter says so.
    for tab, where in ((applicant, application), (other, other_application)):
        tab.open(where)
        tab.press("button", "Take the place")
        tab.assert_sound()
    email = site.account("applicant").email
    assert newest_mail(open_tab(), email)

    # The officer marks the first one present at the workshop.
    officer.open("/office/events/")
    officer.assert_sound()
    event = site.page("call") + "events/workshop/"
    officer.open(find_event(officer, event))
    officer.assert_sound()
    row = officer.page.get_by_role("row").filter(has_text=email)
    officer.press("button", "Mark present", row)
    officer.assert_sound()

    # The certificate is there; its file is genuine, on the page and on the command line.
    certificate = download_certificate(applicant, folder / "credential.json")
    assert_genuine(certificate, site)


def screen_all(officer: Tab, slug: str) -> None:
    """Find every application eligible; endorse by the signed form where the city has no coordinator."""
    page = officer.page
    officer.open(f"/office/applications/?call={slug}")
    officer.assert_sound()
    links = page.locator("main tbody th a").evaluate_all(
        "links => links.map(link => new URL(link.getAttribute('href'), location).href)"
    )
    assert len(links) >= 2
    for link, hand in zip(links, hands(officer), strict=False):
        officer.open(link)
        by_form = page.get_by_role("button", name="Endorse by the signed form")
        if by_form.count():
            hand.press(by_form)
        hand.press(page.get_by_role("button", name="Eligible", exact=True))
        officer.assert_clean()


def find_event(officer: Tab, public: str) -> str:
    """Return the office page of an event, by the link to its public page."""
    page = officer.page
    links = page.locator("main a").evaluate_all(
        "links => links.map(link => new URL(link.getAttribute('href'), location).href)"
    )
    for link in dict.fromkeys(link for link in links if re.search(r"/office/events/\d+/$", link)):
        officer.open(link)
        if page.locator(f'main a[href="{public.removeprefix(officer.origin)}"]').count():
            return link
    raise AssertionError(f"no event in the office leads to {public}")
