"""What a clinician should look at while the patient is still answering."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from punctum.intake.answers import completed, read_answers
from punctum.patient import Patient, patient_of
from punctum.problems import InputError
from punctum.screening.disclosures import disclosed_by
from punctum.screening.values import Unrecognised

_PLACE = re.compile(r"(\w+)(?:\[(\d+)\])?")


def flagged(answers: object, *, on: date) -> tuple[Unrecognised, ...]:
    """The texts among answers that screening does not recognise for certain, with what it takes them for.

    Answers that cannot be used yet are left aside; `answer_problems` names them.

    Arguments:
        answers: by question id; they need not be complete. on: the day screened for.
    """
    fields, _ = read_answers(answers)
    return disclosed_by(_readable(fields), on).unrecognised


def _readable(fields: Mapping[str, Any]) -> Patient:
    """The patient that these fields make without those that cannot be read."""
    kept = dict(fields)
    while True:
        try:
            return patient_of(completed(kept))
        except InputError as error:
            for problem in sorted(error.problems, key=lambda problem: problem.path, reverse=True):
                _drop(kept, problem.path)


def _drop(fields: dict[str, Any], path: str) -> None:
    found = _PLACE.match(path)
    name, index = (found.group(1), found.group(2)) if found else ("", None)
    held = fields.get(name)
    if index is not None and isinstance(held, list) and len(held) > 1:
        fields[name] = [thing for place, thing in enumerate(held) if place != min(int(index), len(held) - 1)]
    elif name in fields:
        del fields[name]
    else:
        fields.clear()
