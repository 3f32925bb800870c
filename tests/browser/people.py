"""What a person does in front of a page: fills a form of any kind, sends a file, reads their mail."""

import io
import os
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from playwright.sync_api import Locator

from .hands import Hand, Pointer
from .site import HANSA, Site
from .tabs import Tab

# One form: every question that is seen, whatever its kind.
FIELDS = "input:visible, select:visible, textarea:visible"
BORN = date(1985, 4, 12)


def fill(form: Locator, hand: Hand | None = None, **known: Any) -> None:
    """Fill a form's fields as far as they are empty; ``known`` answers by field name, a list for ticks."""
    hand = hand or Pointer()
    for field in form.locator(FIELDS).all():
        name = field.get_attribute("name") or ""
        # The questions of a questionnaire stand apart from the page's own fields.
        key = name.removeprefix("a-")
        kind = field.get_attribute("type") or field.evaluate("element => element.tagName").lower()
        if key in known:
            _answer(field, kind, known[key], hand)
        elif kind == "radio":
            if not form.locator(f'input[name="{name}"]:checked').count():
                hand.tick(field)
        elif kind == "checkbox":
            if field.get_attribute("required") is not None or "consent" in name or "agree" in name:
                hand.tick(field)
        elif kind == "select":
            options = [option.get_attribute("value") for option in field.locator("option").all()]
            if not field.input_value():
                hand.choose(field, next(value for value in options if value))
        elif kind not in {"hidden", "file", "submit"} and not field.input_value():
            hand.write(field, _plain_answer(field, kind))


def _answer(field: Locator, kind: str, value: Any, hand: Hand) -> None:
    if kind in {"radio", "checkbox"}:
        wanted = value if isinstance(value, list) else [value]
        is_wanted = field.get_attribute("value") in map(str, wanted) or value is True
        # One of several choices is left by taking another.
        if is_wanted or kind == "checkbox":
            hand.tick(field, is_wanted)
    elif kind == "select":
        hand.choose(field, str(value))
    else:
        hand.write(field, str(value))


def _plain_answer(field: Locator, kind: str) -> str:
    if kind == "date":
        return BORN.isoformat()
    if kind == "number":
        return field.get_attribute("max") or field.get_attribute("min") or "1"
    if kind == "email":
        return "somebody@example.org"
    text = "We lead the city's open data office and want to learn from others."
    return text[: int(field.get_attribute("maxlength") or len(text))]


def picture(words: str, kind: str = "JPEG") -> bytes:
    """Return a picture with words on it, as a telephone or a scanner would make one (PDF: of one page)."""
    image = Image.new("RGB", (900, 1200), "#f2ebde")
    ImageDraw.Draw(image).text((80, 100), words, fill="#211a16", font_size=42)
    content = io.BytesIO()
    image.save(content, kind)
    return content.getvalue()


def newest_mail(tab: Tab, to: str, subject: str = "") -> str:
    """Return the text of the newest mail to an address, read on the mailbox page; waits while it is written."""
    for _ in range(40):
        tab.open(f"/mailbox/?to={to}")
        links = tab.page.locator("main th a")
        for number in range(links.count()):
            if re.search(subject, links.nth(number).inner_text()):
                links.nth(number).click()
                return tab.page.locator("main").inner_text()
        tab.page.wait_for_timeout(500)
    raise AssertionError(f"no mail to {to} about {subject!r}")


def code_in(mail: str) -> str:
    """Return the code that a mail brings: letters and digits, alone on its line."""
    found = re.search(r"^\s*([A-Z0-9]{4,}(?:-[A-Z0-9]{3,})?|[A-Z0-9]{3}-[A-Z0-9]{3})\s*$", mail, re.MULTILINE)
    assert found, mail
    return found[1]


def download_certificate(tab: Tab, to: Path) -> Path:
    """Fetch the person's newest certificate from their own page, as the signed credential; waits for the signing."""
    links = tab.page.locator('main a[href$=".json"]')
    for _ in range(60):
        tab.open("/my/certificates/")
        if links.count():
            break
        tab.page.wait_for_timeout(500)
    tab.assert_sound()
    link = links.first.get_attribute("href")
    answer = tab.page.request.get(f"{tab.origin}{link}")
    assert answer.ok
    to.write_bytes(answer.body())
    return to


def assert_genuine(certificate: Path, site: Site) -> None:
    """Fail unless the command line finds the certificate genuine."""
    answer = subprocess.run(
        [HANSA, "credentials", "verify", certificate],
        env=os.environ | {"HANSA_DATA_DIR": str(site.data_dir), "HANSA_BASE_URL": site.url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
