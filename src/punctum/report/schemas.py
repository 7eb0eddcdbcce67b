"""The JSON schemas that are published: patient and clinic files, and the plan."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from punctum.care import Clinic
from punctum.patient import Patient
from punctum.problems import InputError, Problem, nearest, shown

KINDS = ("patient", "clinic", "plan")


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON schema of a kind of file.

    Raises:
        InputError: there is no such kind.
    """
    if kind == "patient":
        return _published(Patient.model_json_schema(), "patient")
    if kind == "clinic":
        return _published(Clinic.model_json_schema(), "clinic")
    if kind == "plan":
        text = files("punctum.report").joinpath("plan.schema.json").read_text("utf-8")
        return dict(json.loads(text))
    raise InputError([Problem("schema", "patient, clinic or plan", shown(kind), nearest(kind, KINDS))])


def _published(schema: dict[str, Any], name: str) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"punctum/{name}/1", **schema}
