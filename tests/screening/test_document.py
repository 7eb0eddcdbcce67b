"""Screening as a document: exactly these keys, dates in ISO form, and the file that shows every field."""

from __future__ import annotations

import json
from datetime import date

from punctum.patient import parse_patient
from punctum.screening import as_json, screen
from tests.screening.cases import medicine, product
from tests.screening.reading import screened

SHAPE = b"""
id: shape
birth_date: 1991-04-12
sex: female
phototype: IV
pregnant: false
breastfeeding: false
smoker: false
weight_kg: 61
conditions:
  - {name: acne vulgaris, active: true, severity: mild, zones: [chin]}
medicines:
  - {name: isotretinoin, route: oral, stopped: 2025-08-01, prescribed: true, reason: acne}
allergies: [{name: lidocaine}]
procedures: [{name: superficial chemical peel, on: 2026-10-30, zones: [cheek]}]
exposures: [{name: sunburn, on: 2026-11-15, zones: [nose]}]
products: [{name: retinol serum, last_used: 2026-11-19}]
concerns:
  - {indication: atrophic acne scars, subtype: rolling, zones: [cheek, temple],
     scale: goodman_baron_quantitative, baseline: 14, goal: 8}
preferences: {device: skinpen_precision, max_redness_days: 3, max_visits: 4, events: [2027-02-14]}
requests: {adjuncts: [vitamin C]}
lifestyle: {outdoor_work: false, swimming: true}
clearances: []
notes: ""
"""


def test_the_file_that_shows_every_field_is_postponed() -> None:
    document = as_json(screen(parse_patient(SHAPE), on=date(2026, 11, 20)))
    assert (document["verdict"], document["until"], document["until_open"]) == ("postpone", "2026-12-13", False)
    assert list(document["zones"]) == ["cheek", "temple"]
    assert document["zones"]["temple"]["verdict"] == "postpone"
    actions = {finding["rule"]: finding["action"] for finding in document["findings"]}
    assert actions == {
        "S090": "postpone", "S093": "adjust", "S111": "adjust", "S120": "adjust", "S140": "adjust", "S142": "proceed",
    }  # fmt: skip
    earlier = screen(parse_patient(SHAPE), on=date(2026, 11, 12))
    assert "S095" in earlier.zones["cheek"].rules
    assert "S095" not in earlier.zones["temple"].rules


def test_notes_of_the_patient_refer() -> None:
    with_notes = SHAPE.replace(b'notes: ""', b"notes: anything in the patient's own words")
    assert screen(parse_patient(with_notes), on=date(2026, 11, 20)).verdict == "refer"


def test_the_keys_are_exactly_these() -> None:
    document = as_json(
        screened(medicine("warfarin"), product("retinol serum", last_used="2026-11-19"), medicine("zorblax"))
    )
    assert set(document) == {"verdict", "until", "until_open", "on", "zones", "findings", "unrecognised"}
    assert set(document["zones"]["cheek"]) == {"verdict", "until", "until_open", "rules"}
    assert {key for finding in document["findings"] for key in finding} == {
        "rule", "title", "action", "zones", "until", "until_open", "until_text", "permanence", "reason",
        "patient_reason", "adjustment", "sources", "basis", "disagreement", "paths", "cleared_by", "clearance_note",
        "clear_roles", "cleared_action",
    }  # fmt: skip
    assert document["unrecognised"] == [{"path": "medicines[0].name", "text": "zorblax", "assumed": None}]
    assert json.loads(json.dumps(document)) == document


def test_only_set_fields_of_an_adjustment_are_written() -> None:
    by_rule = {
        finding["rule"]: finding for finding in as_json(screened(medicine("warfarin"), {"smoker": True}))["findings"]
    }
    assert set(by_rule["S043"]["adjustment"]) == {
        "needle_length_max_mm", "passes_max", "zones_excluded", "instructions",
    }  # fmt: skip
    assert by_rule["S134"]["adjustment"] == {}
    retinol = as_json(screened(product("retinol serum")))["findings"][0]
    assert retinol["adjustment"] == {"hold_hours_before": {"topical retinoids": 72.0}}
