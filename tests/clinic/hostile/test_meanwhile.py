"""What happens between reading and writing."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from punctum import InputError
from punctum_clinic.links.actions import make_link
from punctum_clinic.people.actions import write_history
from punctum_clinic.people.models import History, Person
from punctum_clinic.plans.actions import day, make_plan
from punctum_clinic.plans.day import answer_on
from punctum_clinic.plans.models import DayScreening
from punctum_clinic.staff.models import User
from tests.clinic.conftest import DOCUMENT, PASSWORD
from tests.clinic.consent.conftest import ON, plan_for, sign_plan


def test_a_history_written_while_a_day_is_screened_is_not_taken_for_the_screened_one(
    known_person: Person, staff: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = staff["owner"]
    row = sign_plan(plan_for(known_person, staff["prescriber"]), staff["prescriber"])
    slow = answer_on

    def meanwhile(*args: object) -> object:
        answer = slow(*args)  # type: ignore[arg-type]
        write_history(
            person=known_person,
            document={**DOCUMENT, "pregnant": True},
            origin=History.Origin.CONSULTATION,
            by=owner,
            actor=owner.actor,
        )
        return answer

    monkeypatch.setattr(day, "answer_on", meanwhile)
    with pytest.raises(InputError, match="newer"):
        day.screen_on_day(row=row, on=ON, by=owner)
    assert not DayScreening.objects.exists()


def test_a_form_of_one_person_makes_no_plan_of_another(
    known_person: Person, other_person: Person, staff: dict[str, User]
) -> None:
    owner, key = staff["owner"], uuid4()
    write_history(
        person=other_person, document=DOCUMENT, origin=History.Origin.CONSULTATION, by=owner, actor=owner.actor
    )
    make_plan(person=known_person, by=owner, on=ON, form_key=key)
    with pytest.raises(InputError, match="somebody else"):
        make_plan(person=other_person, by=owner, on=ON, form_key=key)


def test_the_person_is_held_before_a_link_and_both_before_the_trail(person: Person, staff: dict[str, User]) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        make_link(person=person, purpose="consent", subject_id=1, by=staff["owner"])
    tables = [query["sql"].split("FROM ")[1].split()[0].strip('"') for query in queries if " FROM " in query["sql"]]
    order = [tables.index(name) for name in ("people_person", "links_link", "audit_head")]
    assert order == sorted(order)


def test_a_changed_password_ends_other_screens(staff: dict[str, User]) -> None:
    cache.clear()
    here, there = Client(), Client()
    for client in (here, there):
        client.force_login(staff["practitioner"])
    new = "a thread through every needle"
    sent = {"what": "password", "old": PASSWORD, "new-password": new, "new-again": new}
    assert here.post("/account/", sent).status_code == 302
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302


def test_an_open_screen_is_no_place_to_guess_a_password(staff: dict[str, User]) -> None:
    cache.clear()
    client, new = Client(), "a thread through every needle"
    client.force_login(staff["practitioner"])
    sent = {"what": "password", "new-password": new, "new-again": new}
    for guess in range(10):
        assert client.post("/account/", {**sent, "old": f"guess {guess}"}).status_code == 422
    assert client.post("/account/", {**sent, "old": PASSWORD}).status_code == 422, "right, but too late"
