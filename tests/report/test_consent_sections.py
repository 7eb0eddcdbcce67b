"""What a person is told before they agree comes from their own plan, in every language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from punctum.care import read_clinic
from punctum.device import LABELS, off_label
from punctum.device.devices import DEVICES
from punctum.evidence import LANGUAGES, Language
from punctum.outcome import Alternative
from punctum.patient import read_patient
from punctum.planning import TreatmentPlan, plan
from punctum.report import Line, Section, consent_sections
from punctum.report.handout.consent import OFF_LABEL
from tests.care.reading import grade

ON = date(2026, 11, 20)


@cache
def plan_of(name: str) -> TreatmentPlan:
    return plan(
        read_patient(Path(f"examples/patients/{name}.yaml")), on=ON, clinic=read_clinic(Path("examples/clinic.yaml"))
    )


def lines(section: Section) -> list[Line]:
    return [*section.lines, *(line for group in section.groups for line in (group.title, *group.lines))]


def text(section: Section) -> str:
    return " ".join(line.text for line in lines(section))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["ana", "ben", "chidi"])
def test_every_part_says_something_and_is_translated(name: str, language: Language) -> None:
    parts = consent_sections(plan_of(name), language)
    assert {"what", "dates", "numbing", "off_label", "normal", "can", "harm", "flags", "ways", "cost", "call"} <= set(
        parts
    )
    for part in parts.values():
        assert part.grid or text(part).strip(), part.id
        assert [line.missing for line in lines(part) if line.missing] == []


def test_harms_come_with_the_people_counted_and_again_when_likelier() -> None:
    parts = consent_sections(plan_of("ana"), "en")
    assert "about 7 of 100 people. It may be as few as 2 or as many as 16 of 100." in text(parts["harm"])
    assert "An allergic rash" in text(parts["harm"])
    dark = consent_sections(plan_of("chidi"), "en")
    assert "darker skin, a skin type that is not known, or earlier dark marks" in text(dark["flags"])
    assert "dark marks" in text(dark["flags"])


def test_no_harm_is_left_out() -> None:
    made = plan_of("ana")
    said = text(consent_sections(made, "en")["harm"]).lower()
    assert [
        risk.patient_name for risk in made.risks if not risk.expected and risk.patient_name.lower() not in said
    ] == []


@pytest.mark.parametrize("language", ["en", "de"])
def test_serious_harms_stand_apart_and_first(language: Language) -> None:
    made = plan_of("ana")
    severity = {f"adverse_events.{risk.event}": risk.severity for risk in made.risks}
    serious, others = consent_sections(made, language)["harm"].groups
    assert {severity[line.ref] for line in serious.lines} == {"severe", "critical"}
    assert {severity[line.ref] for line in others.lines} == {"mild", "moderate"}
    assert ("ernst" if language == "de" else "serious") in serious.title.text


def test_doing_nothing_stands_first_among_the_other_ways_also_when_none_was_studied() -> None:
    made = plan_of("ana")
    for one in (made, replace(made, alternatives={})):
        [group] = consent_sections(one, "en")["ways"].groups
        assert group.title.text == "Acne scars"
        assert group.lines[0].text.startswith("Doing nothing")


def test_every_kind_of_other_way_has_its_words() -> None:
    made = plan_of("ana")
    kinds = ("nothing", "fewer_sessions", "device", "laser", "peel", "subcision", "topical", "injection", "other")
    some = made.alternatives["atrophic acne scars"][0]
    ways = tuple(replace(some, kind=kind) for kind in kinds)  # type: ignore[arg-type]
    assert isinstance(some, Alternative)
    [group] = consent_sections(replace(made, alternatives={"atrophic acne scars": ways}), "de")["ways"].groups
    assert len(group.lines) == len(kinds)


def test_the_price_is_the_clinics_own_or_to_be_asked_for() -> None:
    made = plan_of("ana")
    assert "Price of one visit: 180 GBP. Price of 3 visits: 540 GBP." in text(consent_sections(made, "en")["cost"])
    assert "Ask us for the price" in text(consent_sections(replace(made, clinic=None), "en")["cost"])


def test_every_reason_of_a_label_has_a_plain_sentence() -> None:
    reasons = {
        reason
        for device in DEVICES.rows
        for indication in ("atrophic acne scars", "facial wrinkles", "melasma")
        for zone in ("cheek", "scalp")
        for phototype in ("I", "VI", None)
        for age in (17.0, 40.0)
        for reason in off_label(device, indication, zone, phototype, age, 3.0)
    }
    assert LABELS.rows
    assert {name for name in OFF_LABEL if any(reason.startswith(name) for reason in reasons)} >= set(OFF_LABEL) - {
        "for "
    }
    assert [reason for reason in reasons if not reason.startswith(tuple(OFF_LABEL))] == []


def test_a_plan_without_settings_has_no_consent() -> None:
    with pytest.raises(ValueError, match="settings"):
        consent_sections(replace(plan_of("ana"), prescription=None), "en")


@pytest.mark.parametrize("name", ["ana", "ben", "chidi"])
def test_it_reads_like_the_other_texts_for_patients(name: str) -> None:
    parts = consent_sections(plan_of(name), "en")
    own = [line.text for part in parts.values() for line in lines(part) if "sentences.consent_" in line.ref]
    assert own
    # Names of harms stand in rows with commas; the sentence around them is what is measured.
    assert grade(" ".join(line for line in own if "likelier" not in line)) <= 8
