"""Every page of the clinic as its people see it: nothing for axe to find, light and dark, no fault in the console."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.clinic.browser.conftest import PASSWORD, Clinic, Device, Devices
from tests.clinic.browser.facts import FACTS

pytestmark = pytest.mark.browser

# Addresses that are no page of their own, each with the reason.
NO_PAGE = {
    "lock": "only sent",
    "still_here": "only sent",
    "account_logout": "only sent",
    "healthz": "for programs",
    "staff_invite": "only sent",
    "job_again": "only sent",
    "job_cancel": "only sent",
    "open_link": "leads on",
    "my_intake_suggest": "a part of a page",
    "my_intake_answers": "for programs",
    "send_intake": "only sent",
    "hand_over_intake": "only sent",
    "cancel_intake": "only sent",
    "consultation_notes": "only sent",
    "consultation_close": "only sent",
    "consultation_read_as": "only sent",
    "consultation_rename": "only sent",
    "consultation_concerns": "only sent",
    "consultation_score_total": "a part of a page",
    "consultation_clear": "only sent",
    "consultation_clearance_withdraw": "only sent",
    "consultation_letter_write": "only sent",
    "plan_preview": "a part of a page",
    "plan_remake": "only sent",
    "consent_link": "only sent",
    "consent_tablet": "only sent",
    "consent_answer": "only sent",
    "consent_shorten": "only sent",
    "consent_end": "only sent",
    "rights_export": "only sent",
    "rights_restrict": "only sent",
    "mfa_reauthenticate": "needs a second factor",
    "mfa_authenticate": "needs a second factor",
    "mfa_deactivate_totp": "needs a second factor",
    "mfa_view_recovery_codes": "needs a second factor",
    "mfa_generate_recovery_codes": "needs a second factor",
    "mfa_download_recovery_codes": "needs a second factor",
    "mfa_reauthenticate_webauthn": "needs a second factor",
    "mfa_remove_webauthn": "needs a second factor",
    "mfa_edit_webauthn": "needs a second factor",
}
FILES = {"consultation_letter", "consent_copy", "plan_paper", "my_consent_copy", "rights_export_file"}


@pytest.fixture(scope="session")
def facts(clinic: Clinic) -> dict[str, Any]:
    return dict(clinic.ask(FACTS))


def staff_pages(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Name of a picture, and address; the part of the name before a dot is the name of the address."""
    who, plans, consents = facts["people"], facts["plans"], facts["consents"]
    for name in ("mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn"):
        yield name, reverse(name)
    for name in ("home", "audit", "account", "staff", "staff_new", "settings", "settings_clinic", "services"):
        yield name, reverse(name)
    for name in ("service_new", "defaults", "people", "person_add", "plans_to_sign", "plans_touched", "consent_texts"):
        yield name, reverse(name)
    yield "people.found", reverse("people") + "?q=ana"
    yield "staff_member", reverse("staff_member", args=[facts["member"]])
    yield "service", reverse("service", args=[facts["service"]])
    yield "defaults_of", reverse("defaults_of", args=[facts["table"]])
    yield "job", reverse("job", args=[facts["job"]])
    for key in ("ana", "greta", "jo", "priya"):
        yield f"person.{key}", reverse("person", args=[who[key]])
    yield "person_edit", reverse("person_edit", args=[who["ana"]])
    yield "person_version", reverse("person_version", args=[who["ana"], 1])
    yield "person_compare", reverse("person_compare", args=[who["ana"]]) + "?old=1&new=2"
    for key in ("priya", "samuel", "greta"):
        yield f"person_intake.{key}", reverse("person_intake", args=[who[key]])
    yield "signed_intake", reverse("signed_intake", args=[who["greta"], facts["intake"]])
    for key in ("dalia", "priya", "ana"):
        yield f"consultation.{key}", reverse("consultation", args=[who[key]])
    yield "consultation_history", reverse("consultation_history", args=[who["dalia"]])
    yield "consultation_score", reverse("consultation_score", args=[who["dalia"], 0])
    yield "consultation_claims", reverse("consultation_claims", args=[who["dalia"]]) + "?q=melasma"
    yield "consultation_earlier", reverse("consultation_earlier", args=[who["ana"], facts["consultation"]])
    yield "plans_of_person", reverse("plans_of_person", args=[who["ana"]])
    yield "plans_compare", reverse("plans_compare", args=[who["ana"]]) + "?plan=1&plan=2"
    for key in ("ana", "max", "tomasz", "chidi", "ines"):
        yield f"plan.{key}", reverse("plan", args=[who[key], plans[key]])
    for name in ("plan_edit", "plan_sign", "plan_withdraw"):
        yield name, reverse(name, args=[who["tomasz"], plans["tomasz"]])
    yield "plan_rescreen", reverse("plan_rescreen", args=[who["ana"], plans["ana"]])
    for key in ("ana", "chidi", "eva"):
        yield f"person_consents.{key}", reverse("person_consents", args=[who[key]])
    yield "person_photos", reverse("person_photos", args=[who["ana"]])
    for key in ("ana", "ben", "chidi", "nora", "otto", "lena"):
        yield f"consent.{key}", reverse("consent", args=[consents[key]])
    yield "consent_text", reverse("consent_text", args=facts["template"][:2])
    yield "consent_version", reverse("consent_version", args=facts["template"])
    for name in ("rights", "rights_correct", "rights_hold", "rights_erase"):
        yield name, reverse(name, args=[who["otto"]])
    yield "rights_correct_one", reverse("rights_correct_one", args=[who["otto"], facts["statement"]])
    yield "account_reauthenticate", reverse("account_reauthenticate")


def names_of(patterns: list[Any]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names_of(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name


def check_all(device: Device, pages: list[tuple[str, str]]) -> None:
    wrong = []
    for name, path in pages:
        try:
            device.open(path)
            device.check(name)
        except AssertionError as error:
            wrong.append(str(error))
            device.complaints.clear()
    assert not wrong, f"{len(wrong)} of {len(pages)} pages\n\n" + "\n\n".join(wrong)


def test_every_page_of_the_staff(device: Devices, facts: dict[str, Any]) -> None:
    tablet = device("tablet")
    page = tablet.sign_in("ruth")
    # Pages about the second factor ask who it is once more.
    tablet.open(reverse("mfa_activate_totp"))
    page.locator("#id_password").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Confirm").click()
    check_all(tablet, list(staff_pages(facts)))


def test_every_page_of_the_patients(device: Devices, facts: dict[str, Any]) -> None:
    phone = device("phone")
    born = facts["born"]
    open_link(phone, facts["intake_links"]["samuel"], born["samuel"], picture="birth_date")
    pages = [("my_intake", reverse("my_intake")), ("my_intake_review", reverse("my_intake_review"))]
    for question in ("weight_kg", "fitzpatrick_3", "concerns", "medicines", "products", "preferences_events", "notes"):
        pages.append((f"my_intake_question.{question}", reverse("my_intake_question", args=[question])))
    pages.append(("my_intake_field", reverse("my_intake_field", args=["concerns", 0, "zones"])))
    check_all(phone, pages)
    phone = device("phone")
    open_link(phone, facts["consent_links"]["chidi"], born["chidi"])
    names = ("my_consent", "my_consent_questions", "my_consent_sign", "my_consent_no", "my_consent_photos")
    check_all(phone, [(f"{name}.open", reverse(name)) for name in names])
    check_all(phone, [(f"my_consent_part.{n}", reverse("my_consent_part", args=[n])) for n in range(1, 9)])
    phone = device("phone")
    open_link(phone, facts["consent_links"]["nora"], born["nora"])
    check_all(phone, [("my_consent_sign.ready", reverse("my_consent_sign"))])
    phone = device("phone")
    open_link(phone, facts["consent_links"]["ana"], born["ana"])
    check_all(phone, [("my_consent.signed", reverse("my_consent")), ("my_consent_no.signed", reverse("my_consent_no"))])


def test_every_page_of_the_door(device: Devices, facts: dict[str, Any]) -> None:
    tablet = device("tablet")
    tablet.open("/sign-in/")
    tablet.check("account_login")
    tablet.open(facts["welcome"])
    tablet.check("welcome")
    tablet.page.goto(tablet.clinic.url + "/welcome/no-such-invitation/")
    tablet.check("welcome.gone")
    phone = device("phone")
    phone.page.goto(phone.clinic.url + "/i/no-such-link/")
    phone.check("open_link.gone")
    tablet.sign_in("jonas")
    tablet.check("home.front_desk")
    tablet.open(reverse("person", args=[facts["people"]["ana"]]))
    tablet.check("person.front_desk")
    tablet.page.goto(tablet.clinic.url + reverse("consultation", args=[facts["people"]["ana"]]))
    tablet.check("forbidden")
    tablet.page.goto(tablet.clinic.url + "/no-such-page/")
    tablet.check("not_found")
    tablet.page.get_by_role("button", name="Lock").click()
    tablet.page.wait_for_url("**/unlock/**")
    tablet.check("unlock")


def test_every_address_is_a_page_here_or_has_a_reason(facts: dict[str, Any]) -> None:
    shown = {name.partition(".")[0] for name, _path in staff_pages(facts)}
    patients = {
        "my_intake", "my_intake_review", "my_intake_question", "my_intake_field", "my_consent", "my_consent_questions",
        "my_consent_sign", "my_consent_no", "my_consent_photos", "my_consent_part", "birth_date",
    }  # fmt: skip
    door = {"account_login", "welcome", "unlock"}
    journey = {"my_intake_section", "my_intake_done"}
    every = set(names_of(get_resolver().url_patterns))
    assert every - shown - patients - door - journey - FILES - set(NO_PAGE) == set()
    assert set(NO_PAGE) - every == set()


def open_link(phone: Device, url: str, born: str, *, picture: str = "") -> None:
    """A link, and the date of birth that it asks for."""
    page = phone.open(url)
    if picture:
        phone.check(picture)
    year, month, day = born.split("-")
    page.get_by_label("Day").fill(day)
    page.get_by_label("Month").fill(month)
    page.get_by_label("Year").fill(year)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/my/**")
