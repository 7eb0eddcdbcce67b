"""One person from first contact to a signed consent and its withdrawal: staff on a tablet, the patient on a phone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pypdfium2
import pytest
from playwright.sync_api import Download, Locator, Page, expect

from tests.clinic.browser.conftest import PASSWORD, Clinic, Device, Devices

pytestmark = pytest.mark.browser

BORN = date(1992, 6, 9)
GIVEN, FAMILY = "Marta", "Kowal"


@dataclass(frozen=True, slots=True)
class Journey:
    """Who travels: the tablet of the staff, and where the person's pages are."""

    tablet: Device
    person: str


def test_from_first_contact_to_a_withdrawn_consent(device: Devices, clinic: Clinic, tmp_path: Path) -> None:
    tablet = device("tablet")
    tablet.sign_in("ruth")
    journey = Journey(tablet, add_person(tablet))
    answer_the_intake(journey, device)
    consult(journey)
    plan_path = plan(journey, clinic)
    consent(journey, device, plan_path, tmp_path)
    rescreen(journey, plan_path)
    assert clinic.ask("from punctum_clinic.audit.trail import faults\nanswer = [each.what for each in faults()]") == []


def add_person(tablet: Device) -> str:
    page = tablet.page
    page.get_by_role("link", name="Add a person").click()
    page.get_by_label("Given name").fill(GIVEN)
    page.get_by_label("Family name").fill(FAMILY)
    page.get_by_label("Date of birth").or_(page.get_by_label("Birth date")).fill(BORN.isoformat())
    page.get_by_label("Sex").select_option("female")
    page.get_by_role("button", name="Add").last.click()
    page.wait_for_url(re.compile("/people/[0-9a-f-]{36}/$"))
    return page.url


# The intake, on the phone.


def answer_the_intake(journey: Journey, device: Devices) -> None:
    page = journey.tablet.page
    page.goto(journey.person + "intake/")
    page.get_by_role("button", name="Send intake").click()
    url = page.get_by_label("Address").input_value()
    assert page.locator("svg.qr").is_visible()
    journey.tablet.check("intake_link")
    phone = device("phone")
    phone.open(url)
    give_birth_date(phone.page, BORN + timedelta(days=1))
    expect(phone.page.get_by_role("alert")).to_contain_text("not the date of birth")
    phone.check("birth_date.wrong")
    give_birth_date(phone.page, BORN)
    phone.page.get_by_role("link", name="Begin").click()
    by_keyboard = answer_some(phone, most=6, keyboard=True)
    assert by_keyboard == 6
    # The phone rings; the page is closed and opened again.
    phone.again()
    phone.open("/my/intake/")
    expect(phone.page.get_by_role("heading", name="Welcome back")).to_be_visible()
    phone.check("my_intake.begun")
    phone.page.get_by_role("link", name="Go on").click()
    answer_some(phone, most=90)
    review = phone.page
    expect(review.get_by_role("heading", name="Your answers")).to_be_visible()
    phone.check("my_intake_review.whole")
    review.get_by_label("This is true as far as I know").check()
    review.get_by_label("Your full name").fill(f"{GIVEN} {FAMILY}")
    review.get_by_role("button", name="Sign and send to the clinic").click()
    expect(review.get_by_role("heading", name="Thank you")).to_be_visible()
    phone.check("my_intake_done")
    stranger = device("phone")
    stranger.page.goto(url)
    expect(stranger.page.get_by_role("heading", level=1)).to_contain_text("closed")


def give_birth_date(page: Page, day: date) -> None:
    page.get_by_label("Day").fill(str(day.day))
    page.get_by_label("Month").fill(str(day.month))
    page.get_by_label("Year").fill(str(day.year))
    page.get_by_role("button", name="Go on").click()


def answer_some(phone: Device, *, most: int, keyboard: bool = False) -> int:
    """Answers one question after the other, until there are none or enough."""
    page, done = phone.page, 0
    expect(page).to_have_url(re.compile("/my/intake/(q|review)/"))
    while done < most and "/my/intake/review/" not in page.url:
        before = page.url
        answer_one(page, keyboard=keyboard)
        expect(page).not_to_have_url(before)
        done += 1
    return done


def answer_one(page: Page, *, keyboard: bool) -> None:
    """What Marta says: acne scars on the cheeks, a blood thinner, a cream of her own, no to the rest."""
    question = re.sub(r".*/q/", "", page.url).strip("/")
    # The address changes a moment before the page does.
    form = page.locator(f"form[data-question][action='{urlsplit(page.url).path}']")
    expect(form).to_be_visible()
    if question == "concerns":
        form.locator("input[value='name:atrophic acne scars']").check()
        press(form.get_by_role("button", name="Go on"), keyboard)
    elif question == "concerns/0/zones":
        form.locator("input[value=cheek]").check()
        press(form.get_by_role("button", name="Go on"), keyboard)
    elif question == "medicines":
        form.get_by_label("Add another one by its name").fill("warfarin")
        press(form.get_by_role("button", name="Go on"), keyboard)
    elif question == "products":
        form.get_by_label("Add another one by its name").fill("glow potion")
        press(form.get_by_role("button", name="Go on"), keyboard)
    elif form.locator("button[name=skip_rest]").count():
        press(form.locator("button[name=skip_rest]"), keyboard)
    else:
        for value in ("no", "2", "none", "skipped", "not_sure"):
            button = form.locator(f"button[name=answer][value='{value}']")
            if button.count():
                press(button.first, keyboard)
                return
        raise AssertionError(f"no way on from {page.url}")


def press(button: Locator, keyboard: bool) -> None:
    if keyboard:
        button.focus()
        button.press("Enter")
    else:
        button.tap()


# The consultation, on the tablet.


def consult(journey: Journey) -> None:
    page = journey.tablet.page
    page.goto(journey.person)
    banner = page.locator(".banner")
    expect(banner).to_contain_text("warfarin")
    page.get_by_role("link", name="Consultation", exact=True).click()
    page.get_by_role("button", name="Open a consultation").click()
    expect(page.locator(".banner")).to_contain_text("warfarin")
    mark_zones(page)
    score(journey)
    clear_by_letter(journey)


def mark_zones(page: Page) -> None:
    """One zone by tap on the chart, one by the keyboard in the list."""
    temple = page.locator("[data-view]:visible [data-zone=temple]").first
    temple.tap()
    box = page.locator("#concern-0-zone-temple")
    expect(box).to_be_checked()
    chin = page.locator("#concern-0-zone-chin")
    chin.focus()
    chin.press("Space")
    expect(chin).to_be_checked()
    save = page.get_by_role("button", name="Save the concerns")
    save.focus()
    save.press("Enter")
    page.wait_for_load_state()
    expect(page.locator("#concern-0-zone-chin")).to_be_checked()
    expect(page.locator("#concern-0-zone-temple")).to_be_checked()


def score(journey: Journey) -> None:
    page = journey.tablet.page
    page.locator("#score-0").click()
    page.get_by_label("Scale", exact=True).select_option("goodman_baron_quantitative")
    page.get_by_role("button", name="Take this scale").click()
    for group in page.locator("#form-score fieldset.item").all():
        group.get_by_role("radio").first.check()
    for choice in page.locator("#form-score select").all():
        choice.select_option(index=2)
    page.locator("#item-gbq_mild_dish-2").check()
    expect(page.locator("#total")).to_contain_text(re.compile(r"\d"))
    page.get_by_label("Take this score as where they start from").check()
    journey.tablet.check("consultation_score.filled")
    page.get_by_role("button", name="Save the score").click()
    expect(page.get_by_role("status").first).to_contain_text("is saved")


def clear_by_letter(journey: Journey) -> None:
    """Screening refers; a letter is written; the answer is recorded; the verdict changes."""
    page = journey.tablet.page
    verdict = page.locator("#screening .overall .verdict")
    expect(verdict).to_contain_text("doctor")
    before = verdict.inner_text()
    letter = page.locator("[id^=form-letter-]").first
    with page.expect_download() as kept:
        letter.get_by_role("button").click()
    assert is_pdf(kept.value)
    for _round in range(6):
        page.goto(journey.person + "consultation/")
        forms = page.locator("details.finding details.clear")
        if forms.count() == 0 or verdict.inner_text() != before:
            break
        one = forms.first
        one.locator("summary").click()
        rule = one.locator("input[name=rule]").input_value()
        one.get_by_label("A colleague, or another doctor answered").check()
        one.get_by_label("Their full name").fill("Dr Kaja Lindqvist")
        one.get_by_label("Their profession").select_option("prescriber" if rule == "S043" else "physician")
        one.get_by_label("Valid until").fill((date.today() + timedelta(days=200)).isoformat())
        one.get_by_label("Reason").fill("INR 2.4 and stable.")
        one.get_by_role("button", name="Record the clearance").click()
        page.wait_for_load_state()
    expect(verdict).not_to_have_text(before)
    journey.tablet.check("consultation.cleared")
    page.get_by_role("button", name="Close the consultation").click()
    page.wait_for_load_state()


# The plan.


def plan(journey: Journey, clinic: Clinic) -> str:
    tablet, page = journey.tablet, journey.tablet.page
    page.goto(journey.person + "plans/")
    page.get_by_role("button", name="Make a plan").click()
    page.wait_for_url(re.compile("/plans/[0-9a-f-]{36}/$"))
    path = page.url
    tablet.check("plan.journey")
    page.get_by_role("link", name="Change it").click()
    length = page.get_by_label("Needle length", exact=True).first
    longest = length.locator("option").last.get_attribute("value")
    length.select_option(longest)
    reason = page.locator("textarea[name^=reason-]").first
    expect(reason).to_be_visible()
    tablet.check("plan_edit.over")
    page.get_by_role("button", name="Save the change").click()
    expect(page.get_by_role("alert")).to_be_visible()
    for each in page.locator("textarea[name^=reason-]").all():
        each.fill("Thick scars; agreed in the team.")
    page.get_by_role("button", name="Save the change").click()
    page.wait_for_url(path)
    expect(page.locator("main")).to_contain_text("Thick scars; agreed in the team.")
    sign_plan(journey, clinic)
    page.emulate_media(media="print")
    expect(page.locator("header.bar")).to_be_hidden()
    tablet.picture("plan.print")
    page.emulate_media(media="screen")
    return path


def sign_plan(journey: Journey, clinic: Clinic) -> None:
    """Whoever signed in a while ago proves who they are once more."""
    page = journey.tablet.page
    clinic.ask(
        "from django.contrib.sessions.models import Session\n"
        "from importlib import import_module\n"
        "from django.conf import settings\n"
        "Store = import_module(settings.SESSION_ENGINE).SessionStore\n"
        "answer = 0\n"
        "for row in Session.objects.all():\n"
        "    store = Store(row.session_key)\n"
        "    for method in store.get('account_authentication_methods', []):\n"
        "        method['at'] -= 3600\n"
        "        answer += 1\n"
        "    store.modified = True\n"
        "    store.save()\n"
    )
    page.get_by_role("link", name="Sign this plan").click()
    expect(page).to_have_url(re.compile("/sign-in/again/"))
    page.get_by_label("Password").first.fill(PASSWORD)
    page.locator("main button.primary, main button[type=submit]").first.click()
    page.get_by_label("Your full name").fill("Dr Ruth Amsel")
    journey.tablet.check("plan_sign.ready")
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.locator("main")).to_contain_text("signed")


# The consent, on both.


def consent(journey: Journey, device: Devices, plan_path: str, folder: Path) -> None:
    tablet, page = journey.tablet, journey.tablet.page
    page.goto(journey.person + "consent/")
    page.get_by_role("button", name="Offer the consent").click()
    here = page.url
    page.get_by_role("button", name="Link for their phone").click()
    url = page.get_by_label("Address to copy").input_value()
    tablet.check("consent_link")
    phone = device("phone")
    phone.open(url)
    give_birth_date(phone.page, BORN)
    phone.check("my_consent.new")
    mine = phone.page
    mine.get_by_role("link", name="Start reading").click()
    while mine.get_by_role("button", name="I have read this").count():
        before = mine.url
        mine.get_by_role("button", name="I have read this").tap()
        expect(mine).not_to_have_url(before)
        mine.wait_for_load_state()
    phone.open("/my/consent/questions/")
    mine.locator("textarea, input[type=text]").first.fill("May I fly the day after?")
    mine.get_by_role("button", name="Send the question").tap()
    expect(mine.locator("main")).to_contain_text("No answer yet")
    phone.open("/my/consent/sign/")
    expect(mine.locator(".obstacles li")).to_have_count(2)
    page.goto(here)
    page.locator("article.question textarea").fill("Yes. Keep your face out of the sun.")
    page.get_by_role("button", name="Answer", exact=True).click()
    page.locator("summary", has_text="End the time to think now").click()
    page.locator("form[action$='/shorten/'] textarea, form[action$='/shorten/'] input[type=text]").first.fill(
        "She has thought about it since her first visit."
    )
    page.get_by_role("button", name="They may sign now").click()
    expect(page.locator("main")).to_contain_text("made shorter by Dr Ruth Amsel")
    phone.open("/my/consent/sign/")
    draw_signature(mine)
    phone.check("my_consent_sign.drawn")
    mine.get_by_role("button", name="Sign: I agree").tap()
    expect(mine.locator("main")).to_contain_text("You signed on")
    with mine.expect_download() as theirs:
        mine.get_by_role("link", name="Download your copy").tap()
    page.goto(here)
    with page.expect_download() as ours:
        page.get_by_role("link", name="Download the copy").click()
    theirs.value.save_as(folder / "theirs.pdf")
    ours.value.save_as(folder / "ours.pdf")
    assert (folder / "theirs.pdf").read_bytes() == (folder / "ours.pdf").read_bytes()
    assert FAMILY in "".join(
        leaf.get_textpage().get_text_range() for leaf in pypdfium2.PdfDocument(folder / "ours.pdf")
    )
    phone.open("/my/consent/photos/")
    for group in mine.locator("main fieldset").all():
        group.get_by_role("radio").nth(1).check()
    phone.check("my_consent_photos.chosen")
    mine.get_by_role("button", name="Save").tap()
    expect(mine.get_by_role("status").first).to_be_visible()
    phone.open("/my/consent/no/")
    mine.get_by_role("button", name="I take my consent back").tap()
    expect(mine.locator("main")).to_contain_text("You are not treated on this consent")
    page.goto(here)
    expect(page.locator("main")).to_contain_text("withdrawn")
    tablet.check("consent.withdrawn")


def draw_signature(page: Page) -> None:
    page.get_by_label("Your full name").fill(f"{GIVEN} {FAMILY}")
    page.get_by_label("I draw my signature").check()
    ink = page.locator("svg.ink")
    ink.scroll_into_view_if_needed()
    box = ink.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + box["height"] / 2)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(box["x"] + 30 + step * 25, box["y"] + box["height"] * (0.3 if step % 2 else 0.7))
    page.mouse.up()


def rescreen(journey: Journey, plan_path: str) -> None:
    page = journey.tablet.page
    page.goto(plan_path + "rescreen/")
    page.get_by_role("button", name=re.compile("^Visit 1")).click()
    expect(page.locator(".plan-answer")).to_be_visible()
    journey.tablet.check("plan_rescreen.answer")


def is_pdf(download: Download) -> bool:
    path = download.path()
    return path.read_bytes().startswith(b"%PDF")
