"""A passkey and a code as second factor, with a key that the browser makes up."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.clinic.browser.conftest import PASSWORD, Clinic, Devices

pytestmark = pytest.mark.browser

WHO = "ingrid@example.org"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def sign_in(page: Page, door: str) -> None:
    page.goto(f"{door}/sign-in/")
    page.locator("input[name=login]").fill(WHO)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_passkey_is_added_and_asked_for(device: Devices, clinic: Clinic) -> None:
    # A passkey belongs to a name, not to a number.
    door = f"http://localhost:{urlsplit(clinic.url).port}"
    page = device("tablet").open("/sign-in/")
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    sign_in(page, door)
    page.goto(f"{door}/second-factor/webauthn/add/")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.locator("input[name=name]").fill("My tablet")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/second-factor/**")
    expect(page.locator("body")).not_to_contain_text("Add Security Key")
    page.goto(f"{door}/second-factor/")
    expect(page.locator("main")).to_contain_text("1 security key")
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, door)
    page.wait_for_url("**/second-factor/authenticate/**")
    page.goto(f"{door}/people/")
    assert page.url.partition("?")[0].endswith("/second-factor/authenticate/"), "the password alone opens nothing"
    page.locator("#mfa_webauthn_authenticate").click()
    page.wait_for_url(f"{door}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Today")
