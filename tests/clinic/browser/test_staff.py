"""Staff at work: by keyboard alone, in the settings, and away from a screen that locks itself."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.clinic.browser.conftest import PASSWORD, Devices

pytestmark = pytest.mark.browser

MOST_TABS = 120
SEEN = """element => {
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const line = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const painted = line || style.boxShadow !== "none" || element.closest("label, .view-choice") !== null;
  return painted && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
}"""


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until something has the focus; wherever it is on the way, it can be seen."""
    expect(wanted).to_be_visible()
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count():
            assert focused.evaluate(SEEN), f"nobody sees where they are: {focused.evaluate('e => e.outerHTML')[:200]}"
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


def enter(page: Page, wanted: Locator) -> None:
    """Reach something by Tab and press Enter, which leads to another page or the same one anew."""
    tab_to(page, wanted)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_the_main_path_by_keyboard_alone(device: Devices) -> None:
    tablet = device("tablet")
    page = tablet.open("/sign-in/")
    tab_to(page, page.locator("input[name=login]"))
    page.keyboard.type("paolo@example.org")
    tab_to(page, page.locator("input[name=password]"))
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, page.locator("#q"))
    page.keyboard.type("odwy")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    enter(page, page.get_by_role("link", name="O'Dwyer, Finn"))
    enter(page, page.get_by_role("navigation").get_by_role("link", name="Consultation", exact=True))
    enter(page, page.get_by_role("button", name="Open a consultation"))
    tab_to(page, page.locator("#concern-1 > summary"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator("#concern-1-zone-cheek"))
    page.keyboard.press("Space")
    enter(page, page.get_by_role("button", name="Save the concerns"))
    expect(page.locator("#concern-1-zone-cheek")).to_be_checked()
    tab_to(page, page.locator("#notes-text"))
    page.keyboard.type("Seen by keyboard.")
    enter(page, page.get_by_role("button", name="Close the consultation"))
    page.goto(tablet.clinic.url + "/")
    enter(page, page.get_by_role("link", name=re.compile("Max Berger")).first)
    enter(page, page.get_by_role("link", name="Sign this plan"))
    if "/sign-in/again/" in page.url:
        tab_to(page, page.get_by_label("Password").first)
        page.keyboard.type(PASSWORD)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Your full name"))
    page.keyboard.type("Dr Paolo Rinaldi")
    enter(page, page.get_by_role("button", name="Sign", exact=True))
    expect(page.locator("main")).to_contain_text("Signed by Dr Paolo Rinaldi")


def test_settings_a_house_default_is_signed_and_the_profile_changed(device: Devices) -> None:
    tablet = device("tablet")
    page = tablet.sign_in("ruth")
    page.get_by_role("link", name="Settings").click()
    page.goto(tablet.clinic.url + "/settings/defaults/")
    page.locator("main a[href*='/settings/defaults/']").last.click()
    page.wait_for_url("**/settings/defaults/*/**")
    page.goto(page.url + "?open=yes")
    row = page.locator("input[name=row]").first
    value = row.get_attribute("value")
    row.check()
    page.get_by_label("A note").fill("Read in the team.")
    page.get_by_role("button", name=re.compile("^Sign what is ticked")).click()
    expect(page.locator(f"input[value='{value}']")).to_have_count(0)
    page.goto(tablet.clinic.url + "/settings/clinic/")
    phone = page.locator("#id_phone")
    phone.fill("01632 960 143")
    page.locator("main button.primary").click()
    page.goto(tablet.clinic.url + "/settings/clinic/")
    expect(page.locator("#id_phone")).to_have_value("01632 960 143")
    page.locator("#id_out_of_hours").fill("   ")
    page.locator("main button.primary").click()
    expect(page.get_by_role("alert")).to_be_focused()
    tablet.check("settings_clinic.wrong")


def test_a_screen_left_alone_locks_and_keeps_what_was_typed(device: Devices) -> None:
    tablet = device("tablet")
    tablet.sign_in("mina")
    page = tablet.page
    page.clock.install()
    page.goto(tablet.clinic.url + "/people/new/")
    page.get_by_label("Given name").fill("Typed before")
    page.clock.run_for(11 * 60 * 1000)
    dialog = page.get_by_role("dialog", name="Locked")
    expect(dialog).to_be_visible()
    expect(page.locator("main")).to_be_hidden()
    tablet.check("locked")
    page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Password").fill("not this one")
    dialog.get_by_role("button", name="Unlock").click()
    page.clock.run_for(1000)
    expect(dialog.get_by_role("alert")).to_contain_text("not the password")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Unlock").click()
    page.clock.run_for(1000)
    expect(dialog).to_be_hidden()
    expect(page.get_by_label("Given name")).to_have_value("Typed before")
