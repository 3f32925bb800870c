"""A passkey as the second factor: added, used, renamed and removed, with an authenticator that the browser plays."""

import pytest
from playwright.sync_api import Browser

from .hands import Pointer
from .site import Site
from .tabs import Tab

pytestmark = pytest.mark.browser


def _key_in(tab: Tab) -> None:
    """Plug a key into the tab that says yes by itself."""
    session = tab.page.context.new_cdp_session(tab.page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_passkey_is_added_used_renamed_and_removed(own_site: Site, browser: Browser):
    # A key belongs to a name, and 127.0.0.1 is none.
    page = browser.new_context(reduced_motion="reduce").new_page()
    tab = Tab(page, own_site.url.replace("127.0.0.1", "localhost"), hand=Pointer(), has_script=True)
    account = own_site.account("learner")
    tab.sign_in(account)
    tab.open("/accounts/2fa/webauthn/add/")
    page.get_by_label("Password").fill(account.password)
    tab.submit()
    tab.assert_sound()
    _key_in(tab)
    page.get_by_label("What you call it").fill("Blue key")
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("heading", name="recovery codes").wait_for()

    tab.open("/accounts/2fa/webauthn/add/")
    page.get_by_role("button", name="Add it").click()
    page.get_by_text("is added already").wait_for()

    tab.open("/accounts/2fa/webauthn/")
    tab.assert_sound()
    page.get_by_role("link", name="Rename").click()
    page.get_by_label("What you call it").fill("Red key")
    tab.assert_sound()
    tab.submit()
    page.locator("bdi", has_text="Red key").wait_for()

    page.context.clear_cookies()
    tab.open("/accounts/login/")
    page.fill("[name=login]", account.email)
    page.fill("[name=password]", account.password)
    tab.submit()
    page.get_by_role("button", name="Use a security key").click()
    page.wait_for_url("**/my/")

    tab.open("/accounts/2fa/webauthn/")
    page.get_by_role("link", name="Remove").click()
    page.get_by_role("link", name="Use a security key").click()
    tab.assert_sound()
    page.get_by_role("button", name="Use a security key").click()
    page.get_by_role("heading", name="Remove the key").wait_for()
    tab.assert_sound()
    tab.submit()
    page.get_by_text("There is none yet.").wait_for()
    page.context.close()
