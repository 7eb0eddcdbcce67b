"""What a person disclosed, entry by entry, in words for another clinician."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel

from punctum.device import find_device
from punctum.patient import Patient, age_years
from punctum.report.words import capital, count, date_only, length, listed, plain
from punctum.screening import Unrecognised
from punctum.skin import ZONES

ENTRY = re.compile(r"(\w+)\[(\d+)\]")
HEADINGS = {
    "conditions": "Condition",
    "medicines": "Medicine",
    "allergies": "Allergy",
    "procedures": "Done to the skin",
    "exposures": "Exposure",
    "products": "Product used",
    "concerns": "Treatment asked for",
    "goals": "Goal",
    "requests.adjuncts": "Asked for",
    "requests.other": "Asked for",
    "requests.device": "Device asked for",
}
ANSWERS = {True: "yes", False: "no", None: "not stated"}
# What a field adds to the name of its entry: as it stands, or with a word before it.
DETAILS = {
    "dose": "{}",
    "route": "route: {}",
    "subtype": "{}",
    "severity": "{}",
    "reaction": "{}",
    "reason": "for {}",
    "zones": "{}",
    "since": "since {}",
    "started": "since {}",
    "stopped": "stopped on {}",
    "ended": "ended on {}",
    "on": "on {}",
    "last_used": "last used on {}",
}
STATED: dict[str, dict[bool | None, str]] = {
    "active": {True: "active", False: "not active"},
    "controlled": {True: "controlled", False: "not controlled"},
    "prescribed": {True: "prescribed", False: "not prescribed", None: "not stated whether prescribed"},
}


def disclosed(patient: Patient, path: str, unrecognised: tuple[Unrecognised, ...], on: date) -> str:
    """What stands in the field that triggered a finding, with the rest of its entry.

    Arguments:
        path: the field, as findings name it. unrecognised: texts read with doubt; the doubt is said.
        on: the day of planning.
    """
    doubts = [text for text in unrecognised if text.path == path and text.assumed]
    read_as = f" (we read this as {listed((text.assumed or '' for text in doubts), 'or')})" if doubts else ""
    return _stated(patient, path, on) + read_as


def _stated(patient: Patient, path: str, on: date) -> str:
    if path == "birth_date":
        return f"Age: {count(age_years(patient.birth_date, on), 'year')}"
    if path == "phototype":
        return f"Skin type (Fitzpatrick): {patient.phototype or 'not known'}"
    if path == "notes":
        return f"Notes, in the patient's own words: {' '.join(patient.notes.split())}"
    if path == "requests.needle_length_mm" and patient.requests.needle_length_mm is not None:
        return f"Needle length asked for: {length(patient.requests.needle_length_mm)}"
    if path == "preferences.device" and patient.preferences.device is not None:
        return f"Device chosen: {find_device(patient.preferences.device).name}"
    heading, value = _found(patient, path)
    if isinstance(value, BaseModel):
        details = ", ".join(_details(value))
        return f"{heading}: {_name(value)}" + (f" ({details})" if details else "")
    if isinstance(value, tuple):
        return f"{heading}: " + "; ".join(_name(member) for member in value)
    return f"{heading}: {ANSWERS[value] if isinstance(value, bool) or value is None else value}"


def _found(patient: Patient, path: str) -> tuple[str, Any]:
    """The heading of a field and its value; of an entry in a list the whole entry."""
    value: Any = patient
    walked: list[str] = []
    for part in path.split("."):
        entry = ENTRY.fullmatch(part)
        walked.append(entry[1] if entry else part)
        value = getattr(value, walked[-1])
        if entry:
            value = value[int(entry[2])]
            break
    name = ".".join(walked)
    return HEADINGS.get(name) or capital(plain(name.replace(".", ": "))), value


def _name(entry: Any) -> str:
    return str(getattr(entry, "name", None) or getattr(entry, "indication", None) or entry)


def _details(entry: BaseModel) -> Iterator[str]:
    for field in type(entry).model_fields:
        value = getattr(entry, field)
        if field in STATED:
            if value in STATED[field]:
                yield STATED[field][value]
        elif field in DETAILS and value is not None:
            yield DETAILS[field].format(_text(value))


def _text(value: Any) -> str:
    if isinstance(value, date):
        return date_only(value)
    if isinstance(value, tuple):
        return listed(ZONES.by_id[zone].name for zone in value)
    return str(value)
