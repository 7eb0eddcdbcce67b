"""A tablet that went through a patient's hands, and phones that guess."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

from punctum_clinic.intake.models import Intake
from punctum_clinic.links import attempts
from punctum_clinic.people.models import Person
from punctum_clinic.web.limits import count, counted
from tests.clinic.conftest import PASSWORD


@pytest.fixture
def tablet(signed_in: Callable[[str], Client], person: Person) -> Client:
    """A tablet that somebody at the desk gave to the person."""
    cache.clear()
    client = signed_in("front_desk")
    assert client.post(f"/people/{person.public_id}/intake/hand-over/").status_code == 302
    assert client.get("/my/intake/").status_code == 200
    return client


def test_a_tablet_that_came_back_shows_no_patients_page_when_it_locks_again(tablet: Client) -> None:
    assert tablet.post("/unlock/", {"password": PASSWORD}).status_code == 302
    assert tablet.get("/my/intake/").status_code == 404
    tablet.post("/lock/")
    assert tablet.get("/my/intake/").status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "path", ["/", "/account/", "/people/", "/settings/", "/sign-in/", "/second-factor/", "/audit/"]
)
def test_in_a_patients_hands_nothing_of_the_staffs_opens(tablet: Client, path: str, method: str) -> None:
    answer = getattr(tablet, method)(path, follow=True)
    assert answer.status_code == 423 or answer.redirect_chain[-1][0].startswith("/unlock/")


def test_who_signs_the_staff_out_on_a_tablet_has_no_page_left(tablet: Client, person: Person) -> None:
    assert tablet.post("/sign-out/").status_code == 302
    assert tablet.get("/my/intake/").status_code == 404
    assert tablet.get(f"/people/{person.public_id}/").status_code == 302


def test_attempts_are_counted_from_the_first_for_the_whole_time(person: Person) -> None:
    cache.clear()
    request = RequestFactory().get("/i/", REMOTE_ADDR="203.0.113.7")
    for _attempt in range(attempts.MOST_AN_HOUR):
        assert not attempts.too_many(request)
        attempts.count_one(request)
    assert attempts.too_many(request)
    with connection.cursor() as cursor:
        cursor.execute("SELECT expires FROM web_cache WHERE cache_key LIKE '%wrong-birth-dates%'")
        (expires,) = cursor.fetchone()
    ends = datetime.fromisoformat(expires) if isinstance(expires, str) else expires
    left = (ends.replace(tzinfo=ends.tzinfo or timezone.get_default_timezone()) - timezone.now()).total_seconds()
    assert left > attempts.HOUR_S - 60, "the hour ends with the fifth minute after the last attempt"


def test_counting_begins_anew_when_the_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    assert [count("door", seconds=60) for _turn in range(3)] == [1, 2, 3]
    assert counted("door") == 3
    now = timezone.now().timestamp()
    monkeypatch.setattr("punctum_clinic.web.limits.time.time", lambda: now + 61)
    assert counted("door") == 0
    assert count("door", seconds=60) == 1


def test_a_link_holds_out_against_guessing_from_many_places(person: Person, signed_in: Callable[[str], Client]) -> None:
    cache.clear()
    sent = signed_in("front_desk").post(f"/people/{person.public_id}/intake/send/")
    token = sent.context["url"].rstrip("/").rpartition("/")[2]
    wrong = date(1970, 1, 1)
    for number in range(6):
        phone = Client(REMOTE_ADDR=f"203.0.113.{number}")
        phone.get(f"/i/{token}/")
        answer = phone.post("/i/", {"day": wrong.day, "month": wrong.month, "year": 1970 + number})
        assert answer.status_code == (422 if number < 4 else 410)
    phone = Client(REMOTE_ADDR="203.0.113.99")
    phone.get(f"/i/{token}/")
    born = person.birth_date
    assert phone.post("/i/", {"day": born.day, "month": born.month, "year": born.year}).status_code == 410
    assert Intake.objects.get(person=person).saved_at is None
