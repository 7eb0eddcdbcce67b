"""Between a plan's row and the core: what a row was made from, and what it says anew from the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from punctum import AmendedPlan, Clinic, TreatmentPlan, amended, amendment_of, patient_of, plan
from punctum.report import dump, plan_figures
from punctum_clinic.people.models import History, Person
from punctum_clinic.people.patient import patient_fields
from punctum_clinic.plans.models import Plan
from punctum_clinic.practice.profile import clinic as clinic_now


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a plan is made from, as its row keeps it: the core's patient file, its clinic, and the day."""

    patient: dict[str, Any]
    clinic: dict[str, Any]
    on: date


def source_now(person: Person, history: History, on: date) -> Source:
    """What a plan of a person is made from now: one history, the clearances that hold, the clinic as it is."""
    fields = patient_fields(person, history.document)
    return Source(patient=_ordered(fields), clinic=_ordered(clinic_now().model_dump(mode="json")), on=on)


def source_of(row: Plan) -> Source:
    """What a plan was made from."""
    return Source(patient=_ordered(row.patient), clinic=_ordered(row.clinic), on=row.made_on)


def _ordered(document: Mapping[str, Any]) -> dict[str, Any]:
    """The same document with its names in order: PostgreSQL gives them back in another order than they were kept in."""
    ordered: dict[str, Any] = json.loads(json.dumps(document, sort_keys=True))
    return ordered


def planned(source: Source) -> TreatmentPlan:
    """The plan as the core makes it, unchanged.

    Raises:
        InputError: the history cannot be planned from on this day.
    """
    clinic = Clinic.model_validate(source.clinic) if source.clinic else None
    return plan(patient_of(source.patient), on=source.on, clinic=clinic)


def changed(source: Source, amendment: Mapping[str, Any]) -> AmendedPlan:
    """The plan with a clinician's changes.

    Raises:
        InputError: the history cannot be planned from, or a change is never allowed.
    """
    return amended(planned(source), amendment_of(dict(amendment)))


def columns_of(made: TreatmentPlan, source: Source) -> dict[str, Any]:
    """What a row keeps of a plan."""
    canonical = dump(made)
    lengths = [each.needle_length_mm for each in made.prescription.settings] if made.prescription else []
    return {
        "made_on": source.on,
        "patient": source.patient,
        "clinic": source.clinic,
        "document": json.loads(canonical),
        "sha256": sha256(canonical).hexdigest(),
        "shown": json.loads(json.dumps(asdict(plan_figures(made)))),
        "tables": made.tables,
        "tables_sha256": sha256_of_tables(made.tables),
        "longest_needle_mm": max(lengths, default=None),
    }


def sha256_of_tables(tables: Mapping[str, str]) -> str:
    """One hash for all versions of tables."""
    return sha256(json.dumps(dict(sorted(tables.items()))).encode()).hexdigest()
