"""A signed plan as the core's value, which still says what was signed."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from punctum import Clinic, InputError, Problem, TreatmentPlan
from punctum.report import dump
from punctum.skin import ZONES
from punctum_clinic.consent.data import treatments
from punctum_clinic.plans.core import changed, source_of
from punctum_clinic.plans.models import Plan

# Another processor rounds figures otherwise, never more than this.
SAME = 1e-3


def value_of(row: Plan, clinic: Clinic) -> TreatmentPlan:
    """The plan of a row, with the clinic's numbers and prices as they are now.

    Raises:
        InputError: the tables have changed what it says since it was made, or nothing is treated by it.
    """
    value = changed(source_of(row), row.amendment).plan
    if value.prescription is None:
        raise InputError([Problem("plan", _("a plan that treats a zone"), _("a plan without settings"))])
    if not _same(_said(json.loads(dump(value))), _said(row.document)):
        expected = _("a plan that still says the same; make it anew and sign it")
        raise InputError([Problem("plan", expected, _("tables that have changed since it was made"))])
    return replace(value, clinic=clinic)


def treatment_for(row: Plan) -> str:
    """The treatment whose text fits a plan: what its zones are treated for decides, then where they are."""
    fitting: set[str] = set()
    for zone in row.document["zones"]:
        if zone["needle_length_mm"] is not None:
            region = ZONES.by_id[zone["zone"]].region
            fitting |= {_fitting(indication, region) for indication in zone["indications"]}
    return fitting.pop() if len(fitting) == 1 else "several"


def _fitting(indication: str, region: str) -> str:
    by_indication = [one.id for one in treatments().values() if indication in one.indications]
    by_region = [one.id for one in treatments().values() if region in one.regions]
    return (by_indication or by_region or ["several"])[0]


def _said(document: dict[str, Any]) -> dict[str, Any]:
    """What a plan says, without what it was simulated with and which versions it rests on."""
    zones = [{**zone, "delivery": None, "healing": None} for zone in document["zones"]]
    return {**document, "zones": zones, "provenance": None}


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, float) and isinstance(other, float | int):
        return math.isclose(one, other, rel_tol=SAME, abs_tol=SAME)
    return bool(one == other)
