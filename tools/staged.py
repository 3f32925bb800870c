"""Pages that stand only after somebody did something: previews and results, a selection step by step, an empty house.

Each stage does its act by clicks in the copy that is served, and names the pages to photograph before the next one.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from playwright.sync_api import Page

from tools.serving import totp
from tools.steps import ROOT
from tools.visitor import Visitor

Answer = TypeVar("Answer")
SLUG = "nia-workshop-moved"
SELECTION, PANEL = f"/office/selection/{SLUG}/", f"/office/reviews/{SLUG}/"
OFFICER, SECOND = "programme_officer", "administrator"
READERS = ("reviewer", "reviewer_2")
TICKED = 3
APPLICANTS = "E-mail,Name,City,Your post\nama@city.example,Ama Mensah,Dakar,Head of data\nnobody,,Atlantis,\n"
PASSWORD = "quay and crane at dawn"
BEHIND_A_CODE = frozenset({"jury", "jury-sheet"})
EMPTY = (
    *("/", "/programmes/", "/courses/", "/members/", "/office/", "/office/start/", "/office/applications/"),
    *("/office/calls/", "/office/events/", "/office/packs/", "/office/texts/", "/office/letters/"),
    *("/office/members/", "/office/offices/", "/office/packs/templates/"),
)


@dataclass(frozen=True)
class Stage:
    """Pages to photograph as they stand now: the name of each, where it lies, who looks."""

    pages: tuple[tuple[str, str, str | None], ...]


def stages(visitor: Visitor) -> Iterator[Stage]:
    """Play the office's longest work, from the ticks in a list to a list that waits for its release."""
    yield Stage((("selection-before", SELECTION, OFFICER), ("panel-before", PANEL, OFFICER)))
    yield Stage((*_with(visitor, OFFICER, _previews), *_with(visitor, OFFICER, _waiting)))
    _with(visitor, OFFICER, _keep_a_view)
    yield Stage((("saved-view", "/office/applications/?state=submitted&word=endorsed", OFFICER),))
    yield Stage((("bulk-done", _with(visitor, OFFICER, _found_eligible), OFFICER),))
    _with(visitor, OFFICER, _give_out)
    yield Stage(
        (
            ("panel-reading", PANEL, OFFICER),
            ("score-sheet-open", _with(visitor, READERS[0], _first_sheet), READERS[0]),
        )
    )
    for reader in READERS:
        _with(visitor, reader, _score_all)
    sheet = _with(visitor, READERS[0], _first_sheet)
    yield Stage((("panel-read", PANEL, OFFICER), ("score-sheet-sent", sheet, READERS[0])))
    _with(visitor, OFFICER, lambda page: _press(page, SELECTION, "run"))
    yield Stage((("selection-computed", SELECTION, OFFICER),))
    _with(visitor, OFFICER, lambda page: _press(page, SELECTION, "seal"))
    yield Stage((("selection-sealed", SELECTION, OFFICER), ("selection-to-release", SELECTION, SECOND)))


def under_way(visitor: Visitor) -> Stage:
    """Bring people where no menu leads, in the copy that is served: letters, interviews, journeys, lists."""
    env = os.environ | {"HANSA_DATA_DIR": str(visitor.site.data), "HANSA_BASE_URL": visitor.site.url}
    pages: list[tuple[str, str, str | None]] = []
    for scenes in ([], ["lists"]):
        said = subprocess.run(
            [sys.executable, "-m", "tools.under_way", *scenes],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            check=True,
        )
        for who, known in json.loads(said.stdout.splitlines()[-1]).items():
            if known["session"]:
                visitor.keep_session(who, known["session"])
            role = who if known["session"] or (who != "juror" and who in visitor.site.accounts) else None
            # Behind a juror's link stands a code that goes by mail; the tests go there.
            pages += [
                (name, path, role) for name, path in known["pages"].items() if name not in BEHIND_A_CODE
            ]
    prove(visitor, OFFICER, next(path for name, path, _role in pages if name == "merge-confirm"))
    return Stage(tuple(pages))


def prove(visitor: Visitor, role: str, path: str) -> None:
    """Answer "Is it you?" once, so that what stands behind it is open to this role for a quarter of an hour."""

    def act(page: Page) -> None:
        _open(page, path)
        page.fill("[name=password]", visitor.site.accounts[role]["password"])
        page.press("[name=password]", "Enter")
        page.wait_for_load_state()

    _with(visitor, role, act)


def _with(visitor: Visitor, role: str, act: Callable[[Page], Answer]) -> Answer:
    context = visitor.window(role, "en", "light", 1280)
    page = context.new_page()
    page.goto(visitor.site.url)
    answer = act(page)
    context.close()
    return answer


def _open(page: Page, path: str) -> None:
    page.goto(page.evaluate("location.origin") + path)


def _path(page: Page) -> str:
    return str(page.evaluate("location.pathname + location.search"))


def _press(page: Page, path: str, act: str) -> None:
    _open(page, path)
    page.locator(f"form[action$='/{act}/'] button").first.click()
    page.wait_for_load_state()


def _tick(page: Page, path: str, act: str, number: int = TICKED) -> str:
    _open(page, path)
    for box in page.locator("tbody input[name=row]").all()[:number]:
        box.check()
    page.locator(f"button[name=act][value={act}]").click()
    page.wait_for_load_state()
    return _path(page)


def _previews(page: Page) -> list[tuple[str, str, str]]:
    return [
        ("bulk-applications", _tick(page, "/office/applications/?sort=-submitted_at", "return"), OFFICER),
        ("bulk-letters", _tick(page, "/office/letters/", "again"), OFFICER),
    ]


def _waiting(page: Page) -> list[tuple[str, str, str]]:
    """Lists of applicants with a bad row before they are taken, and last year's edition before it is published."""
    mapping = _hand_in(page)
    _hand_in(page)
    page.locator("main form button.act").first.click()
    page.wait_for_load_state()
    checked = _path(page)
    _press(page, f"/office/packs/{SLUG}/", "next")
    plan = _path(page)
    return [
        ("applicants-mapping", mapping, OFFICER),
        ("applicants-check", checked, OFFICER),
        ("next-plan", plan, OFFICER),
        ("next-days", f"{plan}days/", OFFICER),
    ]


def _hand_in(page: Page) -> str:
    _open(page, f"/office/applicants/{SLUG}/")
    sheet = {"name": "list.csv", "mimeType": "text/csv", "buffer": APPLICANTS.encode()}
    page.locator("[name=sheet]").set_input_files(sheet)  # type: ignore[arg-type]  # a TypedDict there
    page.locator("form:has([name=sheet]) button").first.click()
    page.wait_for_load_state()
    return _path(page)


def _keep_a_view(page: Page) -> None:
    _open(page, "/office/applications/?state=submitted&word=endorsed")
    page.locator(".keep summary").click()
    page.fill("#view-name", "Endorsed, to screen")
    page.locator(".keep form button").click()
    page.wait_for_load_state()


def _found_eligible(page: Page) -> str:
    _tick(page, f"/office/applications/?call={SLUG}", "eligible", number=50)
    page.locator("form.preview button.act").click()
    page.wait_for_load_state()
    return _path(page)


def _give_out(page: Page) -> None:
    _open(page, f"/office/calls/{SLUG}/")
    page.locator("details", has=page.locator("form[action$='/close/']")).first.locator("summary").click()
    form = page.locator("form[action$='/close/']")
    form.locator("textarea, input[type=text]").first.fill("Everybody whom we asked has answered.")
    form.locator("button").first.click()
    page.wait_for_load_state()
    _press(page, PANEL, "assign")


def _first_sheet(page: Page) -> str:
    _open(page, "/reviews/")
    return str(page.locator("tbody th a").first.get_attribute("href"))


def _score_all(page: Page) -> None:
    _open(page, "/reviews/")
    for path in [link.get_attribute("href") for link in page.locator("tbody th a").all()]:
        _open(page, str(path))
        for number, field in enumerate(page.locator(".sheet form input[type=number]").all()):
            field.fill(str(5 + (number + len(str(path))) % 5))
        page.locator(".sheet button[name=send]").click()
        page.wait_for_load_state()


def open_house(page: Page, link: str) -> None:
    """Open an empty house by the link that its start printed, and set up the second factor."""
    page.goto(link)
    for name, value in {"name": "Ama Mensah", "email": "ama@harbours.example", "password": PASSWORD}.items():
        page.fill(f"[name={name}]", value)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state()
    page.fill("[name=code]", totp(page.locator(".secret").inner_text().strip()))
    page.press("[name=code]", "Enter")
    page.wait_for_load_state()
