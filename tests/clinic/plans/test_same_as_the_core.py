"""A plan in the clinic is the core's plan, for every patient that comes with it."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone

from punctum import patient_of, plan, read_patient
from punctum.report import dump
from punctum_clinic.people.actions import add_person, record_clearance, write_history
from punctum_clinic.people.models import History
from punctum_clinic.people.patient import KEPT_ELSEWHERE
from punctum_clinic.plans.actions import make_plan
from punctum_clinic.practice.profile import clinic
from punctum_clinic.staff.models import User

PATIENTS = sorted(
    path
    for path in (Path(__file__).parents[3] / "examples" / "patients").iterdir()
    if path.suffix in {".yaml", ".json"}
)


@pytest.mark.parametrize("path", PATIENTS, ids=lambda path: path.stem)
def test_the_stored_plan_is_the_plan_of_the_core(path: Path, staff: dict[str, User]) -> None:
    owner, on = staff["owner"], timezone.localdate()
    patient = read_patient(path)
    fields = json.loads(patient.model_dump_json(exclude_none=True))
    sex = fields.get("sex", "unknown")
    person = add_person(by=owner, given_name=path.stem, family_name="x", birth_date=patient.birth_date, sex=sex,
                        email="", phone="", language="en")  # fmt: skip
    history = {name: value for name, value in fields.items() if name not in KEPT_ELSEWHERE}
    write_history(person=person, document=history, origin=History.Origin.CONSULTATION, by=owner, actor=owner.actor)
    for one in patient.clearances:
        record_clearance(person=person, by=owner, rule=one.rule, by_name=one.by, profession=str(one.role), on=one.on,
                         valid_until=one.valid_until, reason=one.reason or "As in the file.")  # fmt: skip
    row = make_plan(person=person, by=owner, on=on, form_key=uuid4())
    straight = dump(plan(patient_of({**fields, "id": str(person.public_id), "sex": sex}), on=on, clinic=clinic()))
    assert row.document == json.loads(straight)
    assert row.sha256 == sha256(straight).hexdigest()
