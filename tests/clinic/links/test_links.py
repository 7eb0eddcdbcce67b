"""Links: who may open them, how often one may guess, and what is never told."""

from __future__ import annotations

import logging
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from punctum_clinic.audit.models import Act, Entry
from punctum_clinic.links import attempts, qr
from punctum_clinic.links.actions import MOST_WRONG_ANSWERS, bind_here, close_link, make_link, state_of, take_link
from punctum_clinic.links.models import Link
from punctum_clinic.links.secrets import sha256_of
from punctum_clinic.people.models import EMPTY, Person
from punctum_clinic.staff.models import User

BORN = {"day": "14", "month": "5", "year": "1990"}
WRONG = {**BORN, "day": "15"}


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def made(person: Person, staff: dict[str, User]) -> tuple[Link, str]:
    return make_link(person=person, purpose="intake", subject_id=1, by=staff["owner"])


def address(made: tuple[Link, str]) -> str:
    return urlsplit(made[1]).path


def opened(url: str, answer: dict[str, str] = BORN) -> Client:
    phone = Client()
    phone.get(url)
    phone.post("/i/", answer)
    return phone


def test_only_the_hash_of_the_token_is_kept(made: tuple[Link, str]) -> None:
    link, url = made
    token = url.rstrip("/").rsplit("/", 1)[-1]
    assert len(token) >= 43
    assert link.token_sha256 == sha256_of(token)
    assert token not in str(list(Link.objects.values())) + str(list(Entry.objects.values()))


def test_the_token_leaves_the_address_at_once(made: tuple[Link, str]) -> None:
    reply = Client().get(address(made))
    assert (reply.status_code, reply["Location"]) == (303, "/i/")
    assert reply["Referrer-Policy"] == "no-referrer"
    assert reply["Cache-Control"] == "no-store, private"
    assert reply.cookies["punctum_opening"]["httponly"]


@pytest.mark.parametrize("end", ["", "/", "/more/of/it", "."])
def test_no_answer_at_an_address_with_a_token_is_logged(
    made: tuple[Link, str], end: str, caplog: pytest.LogCaptureFixture
) -> None:
    url = address(made).rstrip("/") + end
    strict = Client(enforce_csrf_checks=True)
    with caplog.at_level(logging.DEBUG):
        assert strict.get(url).status_code == 303
        assert strict.post(url).status_code == 303
        strict.get("/i/")
    assert url.split("/")[2].rstrip(".") not in caplog.text


def test_who_knows_the_date_of_birth_holds_the_link(made: tuple[Link, str]) -> None:
    phone = Client()
    phone.get(address(made))
    assert b"When were you born?" in phone.get("/i/").content
    reply = phone.post("/i/", BORN)
    assert (reply.status_code, reply["Location"]) == (303, "/my/intake/")
    cookie = reply.cookies["punctum_intake"]
    assert cookie["httponly"]
    assert cookie["path"] == "/my/"
    made[0].refresh_from_db()
    assert state_of(made[0]) == "held"
    assert made[0].holder_sha256 not in cookie.value


def test_a_link_opens_on_one_phone_only(made: tuple[Link, str]) -> None:
    opened(address(made))
    other = Client()
    other.get(address(made))
    for reply in (other.get("/i/"), other.post("/i/", BORN)):
        assert reply.status_code == 403
        assert b"another phone" in reply.content
        assert b"01632 960 999" in reply.content
        assert b"Ana" not in reply.content


def test_five_wrong_dates_close_the_link(made: tuple[Link, str]) -> None:
    phone = Client()
    phone.get(address(made))
    replies = [phone.post("/i/", WRONG).status_code for _ in range(MOST_WRONG_ANSWERS)]
    assert replies == [422] * (MOST_WRONG_ANSWERS - 1) + [410]
    assert phone.post("/i/", BORN).status_code == 410
    made[0].refresh_from_db()
    assert made[0].closed_at is not None
    assert Entry.objects.filter(act=Act.REFUSED).count() == MOST_WRONG_ANSWERS


def test_a_date_that_cannot_be_read_is_no_wrong_answer(made: tuple[Link, str]) -> None:
    phone = Client()
    phone.get(address(made))
    for answer in (
        {},
        {**BORN, "day": "x"},
        {**BORN, "month": "13"},
        {**BORN, "year": "9" * 40},
        {**BORN, "day": "\0"},
    ):
        assert phone.post("/i/", answer).status_code == 422
    made[0].refresh_from_db()
    assert made[0].wrong_answers == 0


def test_one_network_address_may_not_guess_on(
    person: Person, staff: dict[str, User], made: tuple[Link, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts, "MOST_AN_HOUR", 2)
    phone = Client()
    phone.get(address(made))
    assert [phone.post("/i/", WRONG).status_code for _ in range(3)] == [422, 422, 429]
    assert phone.post("/i/", BORN).status_code == 429
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    elsewhere.get(address(made))
    assert elsewhere.post("/i/", BORN).status_code == 303


def test_links_that_ended_say_so_calmly(made: tuple[Link, str], person: Person, staff: dict[str, User]) -> None:
    link = made[0]
    phone = opened(address(made))
    Link.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert phone.get("/i/").status_code == 404
    phone.get(address(made))
    assert (phone.get("/i/").status_code, state_of(Link.objects.get())) == (410, "expired")
    close_link(link=link, by="system")
    assert b"This link is closed" in phone.get("/i/").content
    Person.objects.update(**EMPTY, erased_at=timezone.now(), erased_by=staff["owner"])
    assert phone.get("/i/").status_code == 410


def test_a_new_link_closes_the_earlier_ones_of_its_purpose(
    made: tuple[Link, str], person: Person, staff: dict[str, User]
) -> None:
    consent, _ = make_link(person=person, purpose="consent", subject_id=1, by=staff["owner"])
    again, _ = make_link(person=person, purpose="intake", subject_id=1, by=staff["owner"])
    made[0].refresh_from_db()
    consent.refresh_from_db()
    assert made[0].closed_at is not None
    assert (state_of(consent), state_of(again)) == ("open", "open")
    assert take_link(link=made[0], birth_date=date(1990, 5, 14)) is None


def test_who_takes_a_link_first_keeps_it(made: tuple[Link, str]) -> None:
    assert take_link(link=made[0], birth_date=date(1990, 5, 14))
    assert take_link(link=made[0], birth_date=date(1990, 5, 14)) is None


def test_a_clinician_may_bind_a_link_to_their_browser(made: tuple[Link, str], staff: dict[str, User]) -> None:
    first = take_link(link=made[0], birth_date=date(1990, 5, 14))
    assert bind_here(link=made[0], by=staff["practitioner"]) != first
    assert Entry.objects.filter(actor=staff["practitioner"].actor, act=Act.SIGN_IN).exists()


@pytest.mark.parametrize("cookie", ["", "x", "a:b", "\x00", "é"])
def test_a_forged_cookie_opens_nothing(cookie: str) -> None:
    phone = Client()
    phone.cookies["punctum_opening"] = cookie
    phone.cookies["punctum_intake"] = cookie
    assert phone.get("/i/").status_code == 404


def test_the_code_is_an_inline_picture_without_style(made: tuple[Link, str]) -> None:
    drawn = qr.svg(made[1])
    assert drawn.startswith("<svg")
    assert "style" not in drawn
    assert "width=" not in drawn.split(">")[0]
    assert 'fill="#fff"' in drawn
