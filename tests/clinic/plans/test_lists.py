"""Lists of plans: with 10,000 people they make no more queries, and changed tables name the plans they touch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from punctum.planning import table_versions
from punctum_clinic.people.models import History, Person
from punctum_clinic.plans import touched
from punctum_clinic.plans.actions import change_plan, make_plan
from punctum_clinic.plans.models import Plan
from punctum_clinic.practice.models import Service
from punctum_clinic.staff.models import User
from tests.clinic.conftest import DOCUMENT

MANY = 10_000


def add_people(owner: User, of: Plan, many: int) -> None:
    people = Person.objects.bulk_create(
        Person(given_name="P", family_name=f"N{each:05}", search_name=f"p n{each:05}", birth_date=date(1980, 1, 1),
               created_by=owner)
        for each in range(many)
    )  # fmt: skip
    histories = History.objects.bulk_create(
        History(person=person, number=1, document=DOCUMENT, origin="consultation", made_by=owner) for person in people
    )
    Plan.objects.bulk_create(
        (Plan(person=person, number=1, history=history, made_on=of.made_on, patient={}, clinic={}, document={},
              sha256=of.sha256, tables={}, tables_sha256=of.tables_sha256, made_by=owner)
         for person, history in zip(people, histories, strict=True)),
        batch_size=1000,
    )  # fmt: skip


def test_plans_to_sign_with_many_people(
    plan: Plan,
    staff: dict[str, User],
    signed_in: Callable[[str], Client],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    add_people(staff["owner"], plan, MANY)
    client = signed_in("owner")
    for page in ("", "?page=2", "?page=x"):
        with django_assert_max_num_queries(12):
            answer = client.get(f"/plans/to-sign/{page}")
        assert answer.status_code == 200
        assert answer.content.decode().count("plan 1") == 25


def test_touched_with_many_people(
    plan: Plan,
    staff: dict[str, User],
    signed_in: Callable[[str], Client],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    add_people(staff["owner"], plan, MANY)
    Plan.objects.filter(pk=plan.pk).update(tables=plan.tables | {"planning/courses": "0" * 64}, tables_sha256="0" * 64)
    client = signed_in("owner")
    with django_assert_max_num_queries(12):
        page = client.get("/plans/touched/").content.decode()
    assert page.count("plan 1") == 1
    assert "planning/courses" in page
    assert "No setting." in page


def test_touched_says_what_would_change(plan: Plan, staff: dict[str, User], monkeypatch: pytest.MonkeyPatch) -> None:
    assert not touched.touched_rows().exists()
    now = table_versions() | {"planning/new": "1"}
    monkeypatch.setattr(touched, "table_versions", lambda: now)
    plan.document["zones"][0]["needle_length_mm"] = 1.0
    plan.document["verdict"] = "adjust"
    plan.save()
    (found,) = map(touched.touched, touched.touched_rows())
    assert found.tables == ("planning/new",)
    assert found.changes == ("Verdict: adjust → proceed", "Cheek: needle length 1.0\xa0mm → 1.5\xa0mm")
    Plan.objects.update(state="withdrawn", ended_at=timezone.now(), ended_by=staff["owner"])
    assert not touched.touched_rows().exists()


def test_a_person_without_plans(known_person: Person, signed_in: Callable[[str], Client]) -> None:
    page = signed_in("practitioner").get(f"/people/{known_person.public_id}/plans/").content.decode()
    assert "There is no plan yet." in page
    assert "Make a plan" in page
    assert "Make a plan" not in signed_in("read_only").get(f"/people/{known_person.public_id}/plans/").content.decode()


def test_plans_side_by_side(known_person: Person, staff: dict[str, User], signed_in: Callable[[str], Client]) -> None:
    for kind, price in (("session", 120), ("review", 30)):
        Service.objects.create(name=kind, kind=kind, minutes=30, price=price)
    owner, today = staff["owner"], timezone.localdate()
    first = make_plan(person=known_person, by=owner, on=today, form_key=uuid4())
    second = make_plan(person=known_person, by=owner, on=today, form_key=uuid4())
    amendment = {"sessions": 2, "zones": [{"zone": "cheek", "needle_length_mm": 1.0}]}
    change_plan(row=second, amendment=amendment, reasons={}, by=owner, form_key=uuid4(), seen_sha256=second.sha256)
    page = (
        signed_in("practitioner").get(f"/people/{known_person.public_id}/plans/compare/?plan=1&plan=2").content.decode()
    )
    assert "<td>1.5\xa0mm</td><td>1.0\xa0mm</td>" in page
    assert page.count("<small>differs</small>") >= 3
    looks = sum(review["kind"] == "review" for review in first.document["reviews"])
    assert f"{360 + 30 * looks} GBP" in page
    assert "about 4 of 10 people" in page
    assert "Doing nothing" in page


@pytest.mark.parametrize("asked", ["", "?plan=1", "?plan=1&plan=9", "?plan=x&plan=1", "?plan=²&plan=1"])
def test_one_plan_alone_is_not_compared(plan: Plan, signed_in: Callable[[str], Client], asked: str) -> None:
    answer = signed_in("owner").get(f"/people/{plan.person.public_id}/plans/compare/{asked}")
    assert answer.status_code == 422
