"""Who may open plans."""

from typing import Any

from tests.clinic.access.row import CLINICIANS, RECORD, Cast, Row


def of_person(cast: Cast) -> dict[str, Any]:
    return {"person_id": cast.person.public_id}


def of_plan(cast: Cast) -> dict[str, Any]:
    return {**of_person(cast), "plan_id": cast.plan.public_id}


ROWS = [
    Row(name="plans_to_sign", may=RECORD),
    Row(name="plans_touched", may=RECORD),
    Row(name="plans_of_person", may=RECORD, args=of_person),
    Row(name="plans_compare", may=RECORD, args=of_person),
    Row(name="plan", may=RECORD, args=of_plan),
    Row(name="plan_remake", may=CLINICIANS, args=of_plan, method="post"),
    Row(name="plan_edit", may=CLINICIANS, args=of_plan),
    Row(name="plan_preview", may=CLINICIANS, args=of_plan, method="post"),
    Row(name="plan_sign", may=CLINICIANS, args=of_plan),
    Row(name="plan_withdraw", may=CLINICIANS, args=of_plan),
    Row(name="plan_rescreen", may=RECORD, args=of_plan),
    Row(
        name="plan_paper",
        may=RECORD,
        args=lambda cast: {**of_plan(cast), "kind": "page"},
        opens=frozenset({200, 302, 404}),
    ),
]
