"""A browser's tab that remembers everything that must not happen: errors, strangers, breaches of the policy."""

import base64
import hashlib
import hmac
import json
import struct
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, Response

from .hands import Hand, Pointer
from .site import ROOT, Account

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# How long a code of the second factor holds.
PERIOD_S = 30
# Runs in each page before its own scripts; the answers are asked for afterwards.
LISTEN = """
  window.breaches = [];
  document.addEventListener("securitypolicyviolation",
    event => window.breaches.push(`${event.violatedDirective}: ${event.blockedURI}`));
"""
# What is seen and may be worked, and yet is not in the order of the tabulator.
UNREACHED = """
  [...document.querySelectorAll("main :is(a, button, input, select, textarea, summary, [onclick], [role=button])")]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.disabled && one.type !== "hidden")
    .filter(one => one.tabIndex !== 0)
    .map(one => one.outerHTML.slice(0, 120))
"""


@dataclass
class Tab:
    """A page in a browser, with what went wrong on it so far."""

    page: Page
    origin: str
    faults: list[str] = field(default_factory=list)
    hand: Hand = field(default_factory=Pointer)
    has_script: bool = True
    # Answers that a journey expects: a refused form is no fault.
    may_answer: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.add_init_script(LISTEN)
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        self.page.on("request", lambda request: self._on_request(request.url))
        self.page.on("response", self._on_response)

    def _on_console(self, message: Any) -> None:
        if message.type not in {"error", "warning"}:
            return
        # Chromium repeats a page's own status as an error; the status is judged by `_on_response`.
        if "Failed to load resource" not in message.text:
            self.faults.append(f"console {message.type}: {message.text}")

    def _on_request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and f"{parts.scheme}://{parts.netloc}" != self.origin:
            self.faults.append(f"a request to a stranger: {url}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.may_answer:
            self.faults.append(f"{response.status} for {response.url}")

    def open(self, url: str) -> Response:
        """Go to an address; a path is one of this site."""
        answer = self.page.goto(url if url.startswith("http") else self.origin + url)
        assert answer is not None
        return answer

    def press(self, role: str, name: Any, within: Any = None) -> None:
        """Work the first button or link of that name, and wait for what it leads to."""
        self.hand.press((within or self.page).get_by_role(role, name=name).first)
        self.page.wait_for_load_state()

    def wait_until(self, script: str, seconds: float = 20) -> None:
        """Wait until a script says yes. Playwright's own way asks inside the page, which its policy refuses."""
        last = time.monotonic() + seconds
        while not self.page.evaluate(script):
            assert time.monotonic() < last, f"{self.page.url}: never came true: {script}"
            self.page.wait_for_timeout(100)

    def assert_clean(self) -> None:
        """Fail on anything that must not happen."""
        self.page.wait_for_load_state()
        breaches = self.page.evaluate("window.breaches || []")
        faults = [*self.faults, *(f"breach of the policy: {breach}" for breach in breaches)]
        self.faults.clear()
        assert not faults, f"{self.page.url}: " + "; ".join(faults)

    def assert_accessible(self) -> None:
        """Fail on any violation that axe finds, best practice included; axe is a script itself."""
        if not self.has_script:
            return
        violations = axe(self.page)
        told = [
            f"{entry['id']} ({entry['impact']}): {node['target']} {node['html'][:160]}"
            for entry in violations
            for node in entry["nodes"][:3]
        ]
        assert not told, f"{self.page.url}:\n" + "\n".join(told)

    def assert_fits(self) -> None:
        """Fail where the page scrolls sideways."""
        width, seen = self.page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert width <= seen, f"{self.page.url} is {width} px wide in a window of {seen}"

    def assert_sound(self) -> None:
        """Fail on anything that a page must not do or be."""
        self.assert_clean()
        self.assert_fits()
        self.assert_accessible()
        headings = self.page.locator("h1").count()
        assert headings == 1, f"{self.page.url} has {headings} first headings"

    def assert_reachable(self) -> None:
        """Fail on anything to press or fill in that the tabulator passes over, or takes out of its turn."""
        missed = self.page.evaluate(UNREACHED)
        assert not missed, f"{self.page.url}: no key reaches {missed}"

    def sign_in(self, account: Account) -> None:
        """Sign in as a person does, with the second factor where the account has one."""
        self.open("/accounts/login/")
        self.hand.write(self.page.locator("input[name=login]"), account.email)
        self.hand.write(self.page.locator("input[name=password]"), account.password)
        self.submit("input[name=password]")
        if account.totp_secret:
            self._prove_second_factor(account.totp_secret)
            if "/2fa/" in self.page.url:
                # A code that was typed in its last second is over when it arrives: people take the next one.
                self.page.wait_for_timeout((PERIOD_S - time.time() % PERIOD_S + 1) * 1000)
                self._prove_second_factor(account.totp_secret)
        assert "/accounts/" not in self.page.url, f"{account.role} is not signed in: {self.page.url}"

    def _prove_second_factor(self, secret: str) -> None:
        self.hand.write(self.page.locator("input[name=code]"), totp(secret))
        self.submit("input[name=code]")

    def prove(self, account: Account) -> None:
        """Say who one is once more, where a grave act asks for it."""
        self.page.wait_for_load_state()
        if "/reauthenticate/" not in self.page.url:
            return
        self.assert_sound()
        self.hand.write(self.page.locator("input[name=password]"), account.password)
        self.submit("input[name=password]")
        self.page.wait_for_load_state()

    def submit(self, of: str = "main form") -> None:
        """Send the form that an element stands in, by its own button, and wait for the next page."""
        form = self.page.locator(of).first
        button = form.locator("xpath=ancestor-or-self::form[1]//button[not(@type='button')]").first
        with self.page.expect_navigation():
            self.hand.press(button)


def axe(page: Page) -> list[dict[str, Any]]:
    """Return what axe-core finds wrong on a page."""
    # By evaluation, not by a script tag: the page's own policy would rightly refuse that.
    page.evaluate(Path(AXE).read_text())
    options = json.dumps({"runOnly": AXE_TAGS, "resultTypes": ["violations"]})
    violations: list[dict[str, Any]] = page.evaluate(f"axe.run(document, {options}).then(r => r.violations)")
    return violations


def totp(secret: str, at: float | None = None) -> str:
    """Return the code that an authenticator shows now (RFC 6238, six digits, 30 s)."""
    key = base64.b32decode(secret.upper() + "=" * (-len(secret) % 8))
    counter = struct.pack(">Q", int((time.time() if at is None else at) // PERIOD_S))
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    (number,) = struct.unpack(">I", digest[start : start + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06d}"
