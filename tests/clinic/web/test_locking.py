"""A screen left alone locks itself, and nothing of anybody shows until it is unlocked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from punctum_clinic.practice.models import Profile
from tests.clinic.conftest import PASSWORD


def leave_alone(client: Client, seconds: float) -> None:
    session = client.session
    session["seen_at"] = session["seen_at"] - seconds
    session.save()


@pytest.fixture
def idle(signed_in: Callable[[str], Client], clinic_profile: Profile) -> Client:
    client = signed_in("practitioner")
    assert client.get("/").status_code == 200
    leave_alone(client, 60 * clinic_profile.idle_minutes + 5)
    return client


def test_a_screen_within_its_minutes_stays_open(signed_in: Callable[[str], Client], clinic_profile: Profile) -> None:
    client = signed_in("practitioner")
    client.get("/")
    leave_alone(client, 60 * clinic_profile.idle_minutes - 5)
    assert client.get("/").status_code == 200


def test_an_idle_screen_locks(idle: Client) -> None:
    page = idle.get("/account/")
    assert page.status_code == 302
    assert page["Location"] == "/unlock/?next=%2Faccount%2F"
    assert idle.get("/").status_code == 302, "it stays locked"


def test_what_was_sent_to_a_locked_screen_is_refused_and_said_so(idle: Client) -> None:
    page = idle.post("/account/", {"what": "own", "name": "Somebody else", "language": "en"})
    assert page.status_code == 423
    assert "not saved" in page.content.decode()


def test_a_part_of_a_page_leads_to_the_lock(idle: Client) -> None:
    page = idle.get("/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/account/"})
    assert page.status_code == 401
    assert page["HX-Redirect"].startswith("/unlock/")


def test_the_password_unlocks_and_leads_back(idle: Client) -> None:
    idle.get("/")
    wrong = idle.post("/unlock/", {"password": "nope", "next": "/account/"})
    assert wrong.status_code == 422
    right = idle.post("/unlock/", {"password": PASSWORD, "next": "/account/"})
    assert right["Location"] == "/account/"
    assert idle.get("/account/").status_code == 200


def test_unlocking_never_leads_elsewhere(idle: Client) -> None:
    idle.get("/")
    page = idle.post("/unlock/", {"password": PASSWORD, "next": "https://elsewhere.example/"})
    assert page["Location"] == "/"


def test_guessing_signs_out(idle: Client) -> None:
    idle.get("/")
    for _ in range(5):
        idle.post("/unlock/", {"password": "nope"})
    page = idle.post("/unlock/", {"password": "nope"})
    assert "signed out" in page.content.decode()
    assert idle.get("/")["Location"].startswith(reverse("account_login"))


def test_a_page_that_asks_by_itself_keeps_nothing_open(signed_in: Callable[[str], Client]) -> None:
    client = signed_in("practitioner")
    client.get("/")
    leave_alone(client, 300)
    before = client.session["seen_at"]
    client.get("/", headers={"X-Passive": "1"})
    assert client.session["seen_at"] == before
    client.get("/")
    assert client.session["seen_at"] > before
