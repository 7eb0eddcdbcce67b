"""What is signed, to the byte, and the history it becomes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from punctum.intake import intake_questions, patient_fields
from punctum_clinic.intake.questions import Standing, language, signed_answers
from punctum_clinic.intake.wording import in_words
from punctum_clinic.people.patient import KEPT_ELSEWHERE


def signed_text(standing: Standing, declaration: str) -> str:
    """The exact JSON that is signed: the answers, the questions as they were put, the answers in words, the promise."""
    told = [
        {"question": question.text, "answer": in_words(question, standing.answers.get(question.id))}
        for question in standing.asked
    ]
    document = {
        "schema": "punctum/intake/1",
        "language": language(),
        "answers": signed_answers(standing),
        "told": told,
        "declaration": declaration,
    }
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256_of_text(text: str) -> str:
    """The SHA-256 of a text in UTF-8."""
    return sha256(text.encode()).hexdigest()


def history_document(answers: Mapping[str, Any], last: Mapping[str, Any]) -> dict[str, Any]:
    """The history that answers make; what clinicians added and no patient is asked for stays as it was.

    Arguments:
        last: the document of the newest history, or nothing.
    """
    fields = {name: value for name, value in patient_fields(answers).items() if name not in KEPT_ELSEWHERE}
    asked = {question.path.split("[")[0] for question in intake_questions()}
    kept = {name: value for name, value in last.items() if name not in {path.split(".")[0] for path in asked}}
    for name in {path.split(".")[0] for path in asked if "." in path}:
        if isinstance(before := last.get(name), dict) and name != "fitzpatrick":
            inside = {key: value for key, value in before.items() if f"{name}.{key}" not in asked}
            if merged := inside | fields.get(name, {}):
                fields[name] = merged
    if concerns := fields.get("concerns"):
        fields["concerns"] = _with_scores(concerns, last.get("concerns"))
    return kept | fields


def _with_scores(concerns: list[dict[str, Any]], before: Any) -> list[dict[str, Any]]:
    """Concerns with what a clinician scored of the same one in the same zones before."""
    earlier = [one for one in before if isinstance(one, dict)] if isinstance(before, list) else []
    result = []
    for concern in concerns:
        same = next(
            (one for one in earlier if all(one.get(key) == concern.get(key) for key in ("indication", "zones"))), {}
        )
        scored = {key: same[key] for key in ("scale", "baseline", "goal") if same.get(key) is not None}
        result.append(scored | concern)
    return result
