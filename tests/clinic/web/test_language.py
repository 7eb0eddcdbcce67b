"""Which language a page speaks: that of the staff, of the patient or of their choice on the phone, or the browser's."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from punctum_clinic.consultation.actions.visit import open_consultation
from punctum_clinic.intake.actions import send_intake
from punctum_clinic.links.actions import make_link
from punctum_clinic.people.models import Person
from punctum_clinic.staff.models import User
from tests.clinic.conftest import PASSWORD
from tests.clinic.consent.conftest import consent as consent
from tests.clinic.consent.conftest import draft as draft
from tests.clinic.consent.conftest import opened
from tests.clinic.consent.conftest import signed_plan as signed_plan
from tests.clinic.intake.filling import phone_of

GERMAN_BROWSER = {"accept-language": "de-AT,de;q=0.9,en;q=0.5"}
MONTHS = re.compile(r"\b(January|February|March|May|June|July|October|December|Jan|Mar|Oct|Dec)\b")


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def german(person: Person) -> Person:
    """Somebody whose texts are German."""
    person.language = "de"
    person.save()
    return person


def said(reply: Any) -> tuple[str, str, str]:
    """The language of a page, by its header and its first element, and its text."""
    page = reply.content.decode()
    found = re.search(r'<html lang="([\w-]+)">', page)
    return reply.headers["Content-Language"], found[1] if found else "", page


def test_staff_read_their_own_language(
    signed_in: Callable[[str], Client], staff: dict[str, User], person: Person
) -> None:
    client = signed_in("owner")
    header, element, page = said(client.get("/people/", headers=GERMAN_BROWSER))
    assert (header, element) == ("en", "en")
    assert "People" in page
    User.objects.filter(pk=staff["owner"].pk).update(language="de")
    header, element, page = said(client.get("/people/", headers={"accept-language": "en"}))
    assert (header, element) == ("de", "de")
    assert "Personen" in page
    assert "14.05.1990" in page
    assert translation.get_language() == "en"


def test_what_is_not_found_is_not_found_in_their_language(
    signed_in: Callable[[str], Client], staff: dict[str, User]
) -> None:
    User.objects.filter(pk=staff["owner"].pk).update(language="de")
    reply = signed_in("owner").get("/nothing-here/")
    assert reply.status_code == 404
    assert said(reply)[:2] == ("de", "de")
    assert "Hier ist nichts, oder nicht mehr." in said(reply)[2]


def test_a_language_that_the_clinic_does_not_speak_is_no_fault(
    signed_in: Callable[[str], Client], staff: dict[str, User]
) -> None:
    User.objects.filter(pk=staff["owner"].pk).update(language="xx")
    assert said(signed_in("owner").get("/people/"))[:2] == ("en", "en")


def test_the_door_speaks_the_language_of_the_browser(staff: dict[str, User]) -> None:
    assert said(Client().get("/sign-in/", headers=GERMAN_BROWSER))[:2] == ("de", "de")
    assert "Anmelden" in said(Client().get("/sign-in/", headers=GERMAN_BROWSER))[2]
    assert said(Client().get("/sign-in/", headers={"accept-language": "fr"}))[:2] == ("en", "en")


def test_a_locked_screen_still_speaks_it(staff: dict[str, User], signed_in: Callable[[str], Client]) -> None:
    User.objects.filter(pk=staff["owner"].pk).update(language="de")
    client = signed_in("owner")
    client.post("/lock/")
    reply = client.get("/unlock/")
    assert said(reply)[:2] == ("de", "de")
    assert "Entsperren" in said(reply)[2]
    reply = client.post("/unlock/", {"password": PASSWORD + "?", "next": "/"})
    assert "Das ist nicht das Passwort." in said(reply)[2]


def test_a_link_opens_in_the_language_of_its_person(german: Person, staff: dict[str, User]) -> None:
    *_, url = send_intake(person=german, by=staff["owner"])
    phone = Client()
    phone.get(urlsplit(url).path)
    header, element, page = said(phone.get("/i/"))
    assert (header, element) == ("de", "de")
    assert "Wann sind Sie geboren?" in page
    assert phone.post("/i/", {"day": "14", "month": "5", "year": "1990"}).status_code == 303
    header, element, page = said(phone.get("/my/intake/"))
    assert (header, element) == ("de", "de")
    assert "Fragen vor Ihrem Termin" in page
    assert not MONTHS.search(page)
    assert "Ihre Antworten" in said(phone.get("/my/intake/review/", headers={"accept-language": "en"}))[2]


def test_without_a_link_the_browser_decides(staff: dict[str, User]) -> None:
    assert said(Client().get("/my/intake/", headers=GERMAN_BROWSER))[:2] == ("de", "de")
    assert said(Client().get("/my/nothing/", headers={"accept-language": "en"}))[:2] == ("en", "en")
    assert said(Client().get("/i/", headers=GERMAN_BROWSER))[:2] == ("de", "de")


def test_the_switch_holds_for_the_phone(german: Person, other_person: Person, staff: dict[str, User]) -> None:
    phone, _intake = phone_of(german, staff["owner"])
    page = said(phone.get("/my/intake/"))[2]
    assert re.search(r'href="\?language=en" lang="en"[^>]*>English<', page)
    assert re.search(r'href="\?language=de" lang="de"[^>]* aria-current="true">Deutsch<', page)
    reply = phone.get("/my/intake/?language=en&x=1")
    assert (reply.status_code, reply.headers["Location"]) == (303, "/my/intake/?x=1")
    assert said(phone.get("/my/intake/"))[:2] == ("en", "en")
    # Another link on the same phone, of somebody who reads German as well.
    *_, url = send_intake(person=german, by=staff["owner"])
    phone.get(urlsplit(url).path)
    assert said(phone.get("/i/"))[:2] == ("en", "en")
    # Nobody else's phone is touched, and neither is what the clinic has written down.
    german.refresh_from_db()
    assert german.language == "de"
    assert said(phone_of(german, staff["owner"])[0].get("/my/intake/"))[:2] == ("de", "de")


@pytest.mark.parametrize("choice", ["xx", "", "de-AT", "../de"])
def test_no_other_choice_is_taken(choice: str, person: Person, staff: dict[str, User]) -> None:
    phone, _intake = phone_of(person, staff["owner"])
    assert said(phone.get("/my/intake/", {"language": choice}))[:2] == ("en", "en")
    phone.cookies["punctum_language"] = choice
    assert said(phone.get("/my/intake/"))[:2] == ("en", "en")


def test_the_clinics_tablet_forgets_the_choice_with_the_link(
    german: Person, other_person: Person, signed_in: Callable[[str], Client], staff: dict[str, User]
) -> None:
    tablet = signed_in("owner")
    give = f"/people/{other_person.public_id}/intake/hand-over/"
    tablet.post(give)
    reply = tablet.get("/my/intake/?language=de")
    assert reply.status_code == 303
    assert said(tablet.get("/my/intake/"))[:2] == ("de", "de")
    tablet.post("/unlock/", {"password": PASSWORD, "next": "/"})
    assert said(tablet.get("/people/"))[:2] == ("en", "en")
    tablet.post(give)
    assert said(tablet.get("/my/intake/"))[:2] == ("en", "en")


def test_a_staff_page_has_no_switch_of_the_phone(signed_in: Callable[[str], Client]) -> None:
    reply = signed_in("owner").get("/people/?language=de")
    assert (reply.status_code, said(reply)[:2]) == (200, ("en", "en"))


def test_a_consent_keeps_its_language_on_a_page_of_another(consent: Any, staff: dict[str, User]) -> None:
    *_, url = make_link(person=consent.person, purpose="consent", subject_id=consent.pk, by=staff["owner"])
    phone = opened(url)
    phone.get("/my/consent/?language=de")
    header, element, page = said(phone.get("/my/consent/"))
    assert (consent.language, header, element) == ("en", "de", "de")
    assert '<h1 lang="en">' in page
    assert "In Ruhe überlegen" in page
    assert not MONTHS.search(re.sub(r'<(h1|div|a|article)[^>]* lang="en".*?</\1>', "", page, flags=re.DOTALL))
    assert '<article lang="en">' in said(phone.get("/my/consent/part/1/"))[2]


def test_numbers_for_the_machine_stay_numbers_on_a_german_page(
    signed_in: Callable[[str], Client], staff: dict[str, User], known_person: Person
) -> None:
    staff["owner"].language = "de"
    staff["owner"].save()
    open_consultation(person=known_person, by=staff["owner"], on=date(2026, 11, 21))
    page = said(signed_in("owner").get(f"/people/{known_person.public_id}/consultation/concerns/0/score/"))[2]
    assert 'type="radio"' in page or "<option" in page
    assert not re.findall(r'(?:value|max|min|step|cx|cy)="-?\d+,\d+"', page)
