"""Journey of a student: from signing up to both certificates, with nothing but an address of their own.

The tabs know how it is walked: with a pointer or by the keys, with scripts or without.
"""

import re
from pathlib import Path
from typing import Any

import yaml

from .conftest import OpenTab
from .hands import Keys
from .people import assert_genuine, code_in, download_certificate, fill, newest_mail
from .site import ROOT, Site
from .tabs import Tab

EMAIL, MISTYPED = "student@example.org", "studnet@example.org"
QUIZZES = ROOT / "packs" / "wego" / "champions-2025" / "questionnaires"


def right_answers(part: int) -> dict[str, Any]:
    """Return what somebody answers who has learned it: the pack's own key of the coursework."""
    quiz = yaml.safe_load((QUIZZES / f"quiz-part-{part}.yaml").read_text())
    answers: dict[str, Any] = {}
    for question in quiz["questions"]:
        key, right = question["key"], question["right"]
        if question["kind"] == "ordering":
            answers |= {f"{key}-{option}": number for number, option in enumerate(right, 1)}
        else:
            answers[key] = right if question["kind"] == "multiple" else right[0]
    return answers


def sign_up(tab: Tab, site: Site) -> None:
    """Sign up with a mistyped address, mend it, and prove the right one by its code."""
    page = tab.page
    tab.open(site.page("course"))
    tab.press("link", "Sign up and enrol")
    tab.assert_sound()
    form = page.locator("form:has(input[name=password1])")
    fill(form, tab.hand, name="Zoë Đặng-O'Connor", email=MISTYPED, password1="a-harbour-of-bricks-7")
    tab.press("button", None, form)
    tab.assert_sound()
    mend = page.locator("form:has(button[name=action][value=change])")
    fill(mend, tab.hand, email=EMAIL)
    tab.press("button", None, mend)
    tab.assert_sound()
    # The mail is read in another tab: this one waits for the code.
    reader = Tab(page.context.new_page(), tab.origin, has_script=tab.has_script)
    code = code_in(newest_mail(reader, EMAIL))
    reader.page.close()
    tab.hand.write(page.locator("input[name=code]"), code)
    tab.press("button", "Go on")
    tab.assert_sound()


def play(tab: Tab) -> None:
    """Start the film as one does who has no script and no mouse: the browser's own player takes the space bar."""
    tab.page.evaluate("document.querySelector('video').muted = true")
    Keys().reach(tab.page.locator("video"))
    tab.page.keyboard.press("Space")


def do_coursework(tab: Tab, course: str, part: int) -> None:
    """Pass one piece of coursework."""
    tab.open(f"{course}coursework/quiz-{part}/")
    tab.assert_sound()
    form = tab.page.locator("main form:has(input[name=number])")
    fill(form, tab.hand, **right_answers(part))
    tab.press("button", None, form)
    tab.assert_sound()
    assert "Passed" in tab.page.locator("h1").inner_text()


def walk(site: Site, open_tab: OpenTab, folder: Path) -> None:
    """Sign up, enrol, watch, read, do the coursework, attend a workshop, and be certified twice."""
    tab = open_tab()
    page, course = tab.page, site.page("course")
    sign_up(tab, site)

    tab.open(course)
    tab.press("button", "Enrol")
    tab.assert_sound()

    # A lecture: the film plays with its captions, the transcript can be read instead.
    tab.open(site.page("lecture"))
    tab.assert_sound()
    assert page.locator("video track[kind=captions]").count() == 7
    play(tab)
    tab.wait_until("document.querySelector('video').currentTime > 1")
    tab.wait_until(
        "[...document.querySelector('video').textTracks].some(track => track.cues && track.cues.length >= 8)"
    )
    tab.press("button", "I have read the transcript")
    tab.assert_sound()

    for reading in sorted(set(links_to(tab, course, "/readings/"))):
        tab.open(reading)
        tab.assert_sound()
        tab.press("button", "I have read it")
    for part in (1, 2, 3):
        do_coursework(tab, course, part)

    # The course's certificate, by the form at its end.
    tab.open(f"{course}certificate/")
    tab.assert_sound()
    form = page.locator("main form").last
    fill(form, tab.hand)
    tab.press("button", None, form)
    tab.assert_sound()
    assert_genuine(download_certificate(tab, folder / "course.json"), site)

    # The workshop that is on today: registered, marked present, and the co-signed certificate claimed.
    edition = course.replace("/courses/", "/programmes/")
    event = find_event_of_today(tab, edition)
    tab.open(event)
    tab.assert_sound()
    tab.press("button", "Register")
    tab.assert_sound()
    mark_present(open_tab(role="programme_officer"), event)
    tab.open("/my/")
    tab.assert_sound()
    tab.press("link", "Ask for it")
    tab.assert_sound()
    while page.locator("main form:not([action*=verify])").count() and "/certificates/workshop/" in page.url:
        form = page.locator("main form").last
        fill(form, tab.hand, birth_date="2003-04-12")
        tab.hand.press(form.get_by_role("button").last)
        tab.assert_sound()
    text = page.locator("main").inner_text()
    assert "Mayor of Seoul" in text
    assert "Secretary General" in text
    assert_genuine(download_certificate(tab, folder / "workshop.json"), site)


def links_to(tab: Tab, page: str, part: str) -> list[str]:
    """Return the links of a page that have something in their address."""
    tab.open(page)
    links: list[str] = tab.page.eval_on_selector_all(
        "main a[href]", "all => all.map(link => new URL(link.getAttribute('href'), location).href)"
    )
    return [link for link in links if part in link]


def find_event_of_today(tab: Tab, edition: str) -> str:
    """Return the edition's event that is on today and takes registrations."""
    for link in dict.fromkeys(links_to(tab, edition, "/events/")):
        tab.open(link)
        is_today = tab.page.locator("main .lead").get_by_text("today", exact=True).count()
        if is_today and tab.page.get_by_role("button", name="Register").count():
            return link
    raise AssertionError("no event of the edition is on today")


def mark_present(officer: Tab, event: str) -> None:
    """Mark the student present at an event, from the office's list."""
    page = officer.page
    for link in dict.fromkeys(
        link for link in links_to(officer, "/office/events/", "/office/events/") if re.search(r"/\d+/$", link)
    ):
        officer.open(link)
        if page.locator(f'main a[href="{event.removeprefix(officer.origin)}"]').count():
            break
    officer.assert_sound()
    officer.press("button", "Mark present", page.get_by_role("row").filter(has_text=EMAIL))
    officer.assert_sound()
