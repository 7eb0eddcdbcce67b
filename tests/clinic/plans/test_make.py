"""Making plans: what is kept, once a form, and nothing when the core says no."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

import punctum
from punctum import InputError
from punctum.planning import table_versions
from punctum.report import dump
from punctum_clinic.audit.models import Act, Entry
from punctum_clinic.jobs.models import Job
from punctum_clinic.people.actions import write_history
from punctum_clinic.people.models import History, Person
from punctum_clinic.people.patient import current_history, patient_of_person
from punctum_clinic.plans import core
from punctum_clinic.plans.actions import make_plan, remake_plan
from punctum_clinic.plans.models import Plan
from punctum_clinic.practice.profile import clinic
from punctum_clinic.staff.models import User
from tests.clinic.conftest import DOCUMENT

TODAY = timezone.localdate


def form(**changes: Any) -> dict[str, Any]:
    return {"on": TODAY().isoformat(), "name": "", "form_key": str(uuid4())} | changes


def told(person: Person, owner: User, **changes: Any) -> None:
    document = DOCUMENT | changes
    write_history(person=person, document=document, origin=History.Origin.CONSULTATION, by=owner, actor=owner.actor)


def test_a_plan_keeps_what_the_core_made(plan: Plan, known_person: Person) -> None:
    made = punctum.plan(patient_of_person(known_person), on=TODAY(), clinic=clinic())
    assert plan.sha256 == sha256(dump(made)).hexdigest()
    assert plan.document["sessions"]
    assert plan.longest_needle_mm == max(zone.needle_length_mm for zone in made.prescription.settings)  # type: ignore[union-attr]
    assert plan.tables == table_versions()
    assert plan.clinic["name"] == "Example Skin Clinic"
    assert plan.patient["concerns"] == DOCUMENT["concerns"]
    assert plan.shown["charts"][0].startswith("<svg")
    assert (plan.number, plan.state, plan.history) == (1, "draft", current_history(known_person))
    assert Job.objects.get().payload == {"plan": str(plan.public_id), "sha256": plan.sha256}


def test_it_is_made_within_a_second(known_person: Person, staff: dict[str, User]) -> None:
    make_plan(person=known_person, by=staff["owner"], on=TODAY(), form_key=uuid4())
    began = time.perf_counter()
    make_plan(person=known_person, by=staff["owner"], on=TODAY(), form_key=uuid4())
    assert time.perf_counter() - began < 1


def test_one_form_makes_one_plan(known_person: Person, signed_in: Callable[[str], Client]) -> None:
    sent, client = form(), signed_in("practitioner")
    first = client.post(f"/people/{known_person.public_id}/plans/", sent)
    again = client.post(f"/people/{known_person.public_id}/plans/", sent)
    assert first.status_code == again.status_code == 302
    assert first["Location"] == again["Location"]
    assert Plan.objects.count() == 1
    assert Entry.objects.filter(act=Act.CREATE, subject__startswith="plans.plan:").count() == 1


def test_plans_are_numbered(plan: Plan, staff: dict[str, User]) -> None:
    second = make_plan(person=plan.person, by=staff["owner"], on=TODAY(), form_key=uuid4(), name="short needles")
    assert (second.number, second.name) == (2, "short needles")


def test_a_plan_that_treats_nothing_is_a_result(
    known_person: Person, staff: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    told(known_person, staff["owner"], pregnant=True)
    client = signed_in("practitioner")
    answer = client.post(f"/people/{known_person.public_id}/plans/", form(), follow=True)
    page = answer.content.decode()
    row = Plan.objects.get()
    assert row.longest_needle_mm is None
    assert "Nothing is treated by this plan." in page
    assert "What now" in page
    finding = row.document["findings"][0]
    assert finding["title"] in page
    assert all(line in page for line in row.document["instead"])


@pytest.mark.parametrize("wrong", [{"on": "soon"}, {"on": ""}, {"name": "x" * 201}])
def test_what_cannot_be_read_is_said_and_kept(
    known_person: Person, signed_in: Callable[[str], Client], wrong: dict[str, str]
) -> None:
    answer = signed_in("practitioner").post(f"/people/{known_person.public_id}/plans/", form(**wrong))
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert all(text in answer.content.decode() for text in wrong.values())
    assert not Plan.objects.exists()


def test_without_a_history_there_is_no_plan(person: Person, signed_in: Callable[[str], Client]) -> None:
    answer = signed_in("practitioner").post(f"/people/{person.public_id}/plans/", form())
    assert answer.status_code == 422
    assert "a history to plan from" in answer.content.decode()
    assert not Plan.objects.exists()


def test_nothing_is_written_when_the_core_refuses(
    known_person: Person, staff: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Entry.objects.count()

    def refuse(*_args: Any, **_more: Any) -> None:
        raise InputError([punctum.Problem("birth_date", "a day before today", "tomorrow")])

    monkeypatch.setattr(core, "plan", refuse)
    with pytest.raises(InputError):
        make_plan(person=known_person, by=staff["owner"], on=TODAY(), form_key=uuid4())
    assert not Plan.objects.exists()
    assert not Job.objects.exists()
    assert Entry.objects.count() == before


def test_nothing_is_written_when_the_job_cannot_be_asked_for(
    known_person: Person, staff: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_more: Any) -> None:
        raise OSError("disk")

    monkeypatch.setattr("punctum_clinic.plans.actions.writing.ask_papers", fail)
    with pytest.raises(OSError, match="disk"):
        make_plan(person=known_person, by=staff["owner"], on=TODAY(), form_key=uuid4())
    assert not Plan.objects.exists()
    assert not Entry.objects.filter(subject__startswith="plans.plan:").exists()


def test_made_again_a_draft_takes_the_newest_history(plan: Plan, staff: dict[str, User]) -> None:
    told(plan.person, staff["owner"], phototype="V")
    before = plan.sha256
    again = remake_plan(row=plan, by=staff["owner"], on=TODAY(), form_key=uuid4(), reasons={})
    assert again.pk == plan.pk
    assert again.sha256 != before
    assert again.history == current_history(plan.person)
    assert Plan.objects.count() == 1
    assert Entry.objects.filter(act=Act.CHANGE, detail__before=before).exists()


def test_a_plan_for_a_later_day_is_made_for_that_day(known_person: Person, staff: dict[str, User]) -> None:
    later = TODAY() + timedelta(days=20)
    row = make_plan(person=known_person, by=staff["owner"], on=later, form_key=uuid4())
    assert row.document["made_on"] == row.document["sessions"][0]["date"] == later.isoformat()
