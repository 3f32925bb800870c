"""Somebody who opens windows on a running site: any role, language, light and width."""

from typing import Any

from playwright.sync_api import Browser, BrowserContext

from tools.serving import Running, totp

HEIGHTS = {1280: 900, 768: 1024, 375: 812}


class Visitor:
    """Opens windows for a role in any language, light and width; each role signs in once."""

    def __init__(self, browser: Browser, site: Running) -> None:
        self.browser, self.site = browser, site
        self._states: dict[str, Any] = {}

    def window(
        self, role: str | None, language: str, theme: str, width: int, height: int = 0
    ) -> BrowserContext:
        """Return a window of that size, signed in."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height or HEIGHTS.get(width, 900)},
            storage_state=self._state(role) if role else None,
            reduced_motion="reduce",
        )
        chosen = {"hansa_language": language, "hansa_theme": theme}
        context.add_cookies(
            [{"name": key, "value": said, "url": self.site.url} for key, said in chosen.items()]
        )
        return context

    def keep(self, role: str, state: Any) -> None:
        """Let a role be signed in by this state; the accounts of a demonstration sign in by themselves."""
        self._states[role] = state

    def keep_session(self, role: str, key: str) -> None:
        """Let a role be signed in by a session that the site knows already."""
        cookie = {"name": "hansa_session", "value": key, "url": self.site.url}
        context = self.browser.new_context()
        context.add_cookies([cookie])  # type: ignore[list-item]  # a TypedDict there
        self.keep(role, context.storage_state())
        context.close()

    def _state(self, role: str) -> Any:
        if role not in self._states:
            account = self.site.accounts[role]
            context = self.browser.new_context()
            page = context.new_page()
            page.goto(f"{self.site.url}/accounts/login/")
            page.fill("[name=login]", account["email"])
            page.fill("[name=password]", account["password"])
            page.press("[name=password]", "Enter")
            page.wait_for_load_state()
            if account.get("totp_secret"):
                page.fill("[name=code]", totp(account["totp_secret"]))
                page.press("[name=code]", "Enter")
                page.wait_for_load_state()
            assert "/accounts/" not in page.url, f"{role} is not signed in: {page.url}"
            self._states[role] = context.storage_state()
            context.close()
        return self._states[role]
