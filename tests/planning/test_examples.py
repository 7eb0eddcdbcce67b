"""The example patients: together they touch every indication and every verdict, and each result is asserted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from punctum.evidence.indications import INDICATIONS
from punctum.patient import read_patient
from punctum.planning import TreatmentPlan, plan
from punctum.screening import STRICTNESS

FOLDER = Path("examples/patients")
ON = date(2026, 11, 20)
FACE = ("forehead", "glabella", "temple", "periorbital", "nose", "malar", "cheek", "perioral", "chin", "jawline")


@dataclass(frozen=True)
class Expected:
    """What one example must come to."""

    verdict: str
    zones: dict[str, str]
    until: str | None
    lengths_mm: dict[str, float]
    rules: frozenset[str]
    sessions: tuple[str, ...] = ()
    unrecognised: int = 0


EXPECTED = {
    "ana": Expected(
        "adjust",
        {"cheek": "adjust", "temple": "adjust", "chin": "adjust"},
        None,
        {"cheek": 1.5, "temple": 0.75, "chin": 1.5},
        frozenset({"S093"}),
        ("2026-11-23", "2026-12-21", "2027-01-18"),
    ),
    "ben": Expected(
        "adjust",
        {"scalp": "adjust", "nose": "proceed"},
        None,
        {"scalp": 0.5},
        frozenset({"S057", "S136"}),
        ("2026-11-21", "2026-12-05", "2026-12-19", "2027-01-02", "2027-01-16", "2027-01-30"),
    ),
    "chidi": Expected(
        "contraindicated",
        {"cheek": "adjust", "temple": "adjust", "forehead": "contraindicated"},
        None,
        {"cheek": 1.0, "temple": 0.75},
        frozenset({"S120", "S121", "S166"}),
        ("2026-11-20", "2027-01-01", "2027-02-12"),
    ),
    "dalia": Expected(
        "refer",
        {"malar": "refer", "forehead": "refer", "periorbital": "refer"},
        None,
        {},
        frozenset({"S120", "S122", "S140"}),
    ),
    "eva": Expected(
        "contraindicated",
        {"abdomen": "contraindicated", "breast": "contraindicated", "neck": "contraindicated"},
        "2027-06-01",
        {},
        frozenset({"S062", "S034"}),
    ),
    "finn": Expected(
        "postpone", {"cheek": "postpone", "chin": "postpone"}, "2027-02-28", {}, frozenset({"S001", "S041"})
    ),
    "greta": Expected(
        "refer",
        {"periorbital": "refer", "perioral": "refer", "cheek": "refer", "hand": "refer"},
        None,
        {},
        frozenset({"S043", "S066", "S120", "S132", "S146", "S150"}),
        unrecognised=2,
    ),
    "hugo": Expected(
        "contraindicated",
        {"decolletage": "contraindicated", "abdomen": "contraindicated", "forearm": "contraindicated"},
        None,
        {},
        frozenset({"S030", "S032", "S035", "S120", "S134"}),
    ),
    "ines": Expected(
        "refer", {"hand": "refer", "scalp": "refer", "cheek": "refer"}, None, {}, frozenset({"S123", "S149", "S016"})
    ),
    "jo": Expected(
        "contraindicated",
        dict.fromkeys(FACE, "contraindicated"),
        None,
        {},
        frozenset({"S140", "S110", "S139", "S146", "S148", "S062", "S120", "S044"}),
        unrecognised=2,
    ),
    "kim": Expected(
        "postpone",
        {"forehead": "postpone", "glabella": "postpone"},
        "2026-11-26",
        {},
        frozenset({"S062", "S063", "S099"}),
    ),
    "max": Expected(
        "proceed",
        {"cheek": "proceed", "forehead": "proceed"},
        None,
        {"cheek": 1.0, "forehead": 1.0},
        frozenset(),
        ("2026-11-20", "2026-12-18", "2027-01-15", "2027-02-12"),
    ),
    "nora": Expected(
        "adjust",
        {"abdomen": "adjust"},
        None,
        {"abdomen": 1.0},
        frozenset({"S043", "S066", "S134"}),
        ("2026-11-20", "2026-12-18", "2027-01-15"),
    ),
    "otto": Expected(
        "caution",
        {"cheek": "caution"},
        None,
        {"cheek": 1.5},
        frozenset({"S134"}),
        ("2026-11-20", "2026-12-18", "2027-01-15"),
    ),
}


@cache
def made(name: str) -> TreatmentPlan:
    return plan(read_patient(next(FOLDER.glob(f"{name}.*"))), on=ON)


def test_every_example_is_expected() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_example_comes_to_what_is_expected(name: str) -> None:
    result, expected = made(name), EXPECTED[name]
    screening = result.screening
    assert screening.verdict == expected.verdict
    assert {zone: zone_screening.verdict for zone, zone_screening in screening.zones.items()} == expected.zones
    assert (screening.until.isoformat() if screening.until else None) == expected.until
    assert expected.rules <= {finding.rule for finding in screening.findings}
    assert len(screening.unrecognised) == expected.unrecognised
    lengths = {zone.zone: zone.settings.needle_length_mm for zone in result.zones if zone.settings}
    assert lengths == expected.lengths_mm
    sessions = result.prescription.sessions if result.prescription else ()
    assert tuple(session.date.isoformat() for session in sessions) == expected.sessions


def test_the_examples_touch_every_indication_and_every_verdict() -> None:
    asked = {concern.indication for name in EXPECTED for concern in made(name).patient.concerns}
    assert asked == {row.id for row in INDICATIONS.rows}
    assert {expected.verdict for expected in EXPECTED.values()} == set(STRICTNESS)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_zone_that_may_not_be_treated_has_no_settings_and_says_what_now(name: str) -> None:
    result = made(name)
    for zone in result.zones:
        if zone.verdict in ("postpone", "refer", "contraindicated"):
            assert zone.settings is None
            assert zone.no_settings
    if not any(zone.settings for zone in result.zones):
        assert result.prescription is None
        assert result.steps
        assert result.instead


@pytest.mark.parametrize("name", EXPECTED)
def test_figures_stand_only_where_the_evidence_carries_them(name: str) -> None:
    for forecast in made(name).forecasts:
        assert forecast.certainty
        assert forecast.patient_text
        if forecast.mean is None:
            assert forecast.interval_80 is None
            assert forecast.interval_95 is None
        else:
            assert forecast.indication == "atrophic acne scars"
            assert forecast.studies >= 3
            assert forecast.horizon_weeks is not None
            assert forecast.horizon_weeks <= 26
            assert forecast.interval_95 is not None
            assert forecast.interval_80 is not None
            low, high = forecast.interval_95
            assert low <= forecast.interval_80[0] <= forecast.mean <= forecast.interval_80[1] <= high


def test_ana_is_told_what_four_studies_saw_before_and_after() -> None:
    forecast = made("ana").forecasts[0]
    assert forecast.mean is not None
    assert forecast.baseline is not None
    assert forecast.mean < forecast.baseline
    assert not forecast.controlled
    assert forecast.studies == 4


def test_the_referral_of_nora_is_cleared_by_name_and_keeps_its_limits() -> None:
    result = made("nora")
    cleared = next(finding for finding in result.screening.findings if finding.rule == "S043")
    assert cleared.cleared_by.startswith("Dr. K. Lindqvist")
    assert cleared.action != "refer"
    settings = result.zones[0].settings
    assert settings is not None
    assert (settings.needle_length_mm, settings.passes) == (1.0, 4)
    assert result.prescription is not None
    assert result.prescription.anaesthetic is None


def test_without_the_clearance_nora_is_referred() -> None:
    patient = read_patient(FOLDER / "nora.yaml").model_copy(update={"clearances": ()})
    assert plan(patient, on=ON).screening.verdict == "refer"
