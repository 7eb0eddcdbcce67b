"""The JSON schemas that are published: patient, clinic, device and record files, and the plan."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from punctum.care import Clinic
from punctum.delivery.recorded import RecordedFile
from punctum.device import OwnDevice
from punctum.patient import Patient
from punctum.problems import InputError, Problem, nearest, shown

KINDS = ("patient", "clinic", "device", "recorded", "plan")


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON schema of a kind of file.

    Raises:
        InputError: there is no such kind.
    """
    if kind == "patient":
        return _published(Patient.model_json_schema(), "patient")
    if kind == "clinic":
        return _published(Clinic.model_json_schema(), "clinic")
    if kind == "device":
        return _published(OwnDevice.model_json_schema(), "device")
    if kind == "recorded":
        return _published(RecordedFile.model_json_schema(), "recorded")
    if kind == "plan":
        text = files("punctum.report").joinpath("plan.schema.json").read_text("utf-8")
        return dict(json.loads(text))
    raise InputError(
        [Problem("schema", "patient, clinic, device, recorded or plan", shown(kind), nearest(kind, KINDS))]
    )


def _published(schema: dict[str, Any], name: str) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"punctum/{name}/1", **schema}
