"""The plan as JSON: fixed keys, fixed order, the same bytes for the same plan."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from typing import Any

from punctum.care import Instruction, Risk
from punctum.delivery.values import Delivery
from punctum.evidence.sentences import english
from punctum.outcome import Alternative, DomainJudgement, FanPoint, Forecast, Slope, StudyResult
from punctum.outcome.harm.values import HarmLikelihood, HarmStudy, HarmSynthesis, ZoneRedness
from punctum.patient import age_years
from punctum.planning.healing_values import ZoneHealing
from punctum.planning.values import SCHEMA, Outline, Review, Step, TreatmentPlan, ZonePlan
from punctum.prescription import Anaesthetic, Limit, Session, ZoneSettings
from punctum.report.citations import citation, cited
from punctum.report.delivery_document import delivery_document
from punctum.report.plain_values import plain_values
from punctum.report.plan_healing_document import plan_healing_document
from punctum.screening import screening_document

SETTINGS = (
    "device", "needle_length_mm", "first_needle_length_mm", "density_per_cm2", "passes", "passes_min", "directions",
    "endpoint", "endpoint_text", "glide", "skip", "instructions", "below_studied", "off_label", "redness_class",
    "redness_days",
)  # fmt: skip


def dump(plan: TreatmentPlan) -> bytes:
    """The plan as a JSON file: UTF-8, two spaces, one newline at the end; the same bytes for the same plan."""
    text = json.dumps(as_json(plan), indent=2, ensure_ascii=False, allow_nan=False)
    return (text + "\n").encode("utf-8", errors="backslashreplace")


def as_json(plan: TreatmentPlan) -> dict[str, Any]:
    """The plan as plain values, as `plan.schema.json` describes them."""
    patient, screening, prescription = plan.patient, plan.screening, plan.prescription
    screened = screening_document(screening)
    document = {
        "schema": SCHEMA,
        "patient": {
            "id": patient.id,
            "age_years": age_years(patient.birth_date, plan.made_on),
            "sex": patient.sex,
            "phototype": patient.phototype,
        },
        "made_on": plan.made_on,
        "verdict": screening.verdict,
        "until": screening.until,
        "until_open": screening.until_open,
        "zones": [_zone(zone, plan.deliveries.get(zone.zone), plan.healing.get(zone.zone)) for zone in plan.zones],
        "outlines": [_fields(outline, Outline) for outline in plan.outlines],
        "anaesthetic": _anaesthetic(prescription.anaesthetic if prescription else None),
        "anaesthetic_note": prescription.anaesthetic_note if prescription else "",
        "adjuncts": prescription.adjuncts if prescription else (),
        "sessions": [_session(session) for session in (prescription.sessions if prescription else ())],
        "forecasts": [_forecast(forecast) for forecast in plan.forecasts],
        "care": [_instruction(instruction) for instruction in plan.care],
        "risks": [_fields(risk, Risk) for risk in plan.risks],
        "harms": [_harm(harm) for harm in plan.harms],
        "alternatives": {
            indication: [_alternative(way) for way in ways] for indication, ways in sorted(plan.alternatives.items())
        },
        "findings": screened["findings"],
        "unrecognised": screened["unrecognised"],
        "steps": [_step(step) for step in plan.steps],
        "reviews": [_fields(review, Review) for review in plan.reviews],
        "instead": plan.instead,
        "notes": plan.notes,
        "clinic": _clinic(plan),
        "provenance": {
            "punctum": plan.version,
            "schema": SCHEMA,
            "tables": dict(sorted(plan.tables.items())),
            "sources": {source: _citation(source) for source in cited(plan)},
        },
    }
    plain: dict[str, Any] = plain_values(document)
    return plain


def _zone(zone: ZonePlan, delivery: Delivery | None, healing: ZoneHealing | None) -> dict[str, Any]:
    settings = zone.settings
    return {
        "zone": zone.zone,
        "name": zone.name,
        "verdict": zone.verdict,
        "until": zone.until,
        "until_open": zone.until_open,
        "indications": zone.indications,
        "rules": zone.rules,
        "cleared_by": zone.cleared_by,
        **{name: getattr(settings, name) if settings else None for name in SETTINGS},
        "no_settings": zone.no_settings,
        "limits_only": zone.limits_only,
        "limits": [_fields(limit, Limit) for limit in settings.limits] if settings else None,
        "why": _why(settings) if settings else None,
        "delivery": _delivery(delivery) if delivery else None,
        "healing": plan_healing_document(healing) if healing else None,
    }


def _delivery(delivery: Delivery) -> dict[str, Any]:
    fields = delivery_document(delivery)
    # The plan says these of the zone, or of itself; nothing is done yet.
    for name in ("schema", "device", "device_name", "zone", "sex", "age_years", "sources", "recorded", "difference"):
        del fields[name]
    return fields


def _why(settings: ZoneSettings) -> dict[str, Any]:
    return {
        field: {"why": value.why, "sources": value.sources, "basis": value.basis}
        for field, value in sorted(settings.why.items())
    }


def _anaesthetic(anaesthetic: Anaesthetic | None) -> dict[str, Any] | None:
    return _fields(anaesthetic, Anaesthetic) if anaesthetic else None


def _session(session: Session) -> dict[str, Any]:
    return {
        "number": session.number,
        "date": session.date,
        "zones": session.zones,
        "weeks_since_last": session.weeks_since_last,
        "screen_again": True,
        "notes": session.notes,
    }


def _forecast(forecast: Forecast) -> dict[str, Any]:
    fields = _english(_fields(forecast, Forecast), patient_said="patient_text", time_said="time_to_result")
    fields["shown"] = [_fields(result, StudyResult) for result in forecast.shown]
    fields["fan"] = [_fields(point, FanPoint) for point in forecast.fan]
    fields["slopes"] = [_fields(slope, Slope) for slope in forecast.slopes]
    fields["domains"] = [_fields(domain, DomainJudgement) for domain in forecast.domains]
    return fields


def _harm(harm: HarmLikelihood) -> dict[str, Any]:
    fields = _english(_fields(harm, HarmLikelihood), patient_said="patient_text") | {"patient_text": harm.patient_text}
    fields["redness"] = [_fields(zone, ZoneRedness) for zone in harm.redness]
    fields["synthesis"] = _fields(harm.synthesis, HarmSynthesis) if harm.synthesis else None
    fields["shown"] = [_fields(study, HarmStudy) for study in harm.shown]
    return fields


def _alternative(way: Alternative) -> dict[str, Any]:
    fields = _fields(way, Alternative)
    fields["shown"] = [_fields(result, StudyResult) for result in way.shown]
    return fields


def _step(step: Step) -> dict[str, Any]:
    fields = _fields(step, Step)
    del fields["patient_said"]
    return fields


def _instruction(instruction: Instruction) -> dict[str, Any]:
    fields = _fields(instruction, Instruction)
    begins, ends = fields.pop("begins"), fields.pop("ends")
    order = ("item", "phase", "session", "text", "clinician_text", "audience", "topic", "polarity", "runs_on")
    return {name: fields[name] for name in order} | {
        "from": begins,
        "to": ends,
        "sources": instruction.sources,
        "basis": instruction.basis,
        "disagreement": instruction.disagreement,
    }


def _clinic(plan: TreatmentPlan) -> dict[str, Any] | None:
    return plan.clinic.model_dump(mode="json") if plan.clinic else None


def _citation(source: str) -> dict[str, Any]:
    work = citation(source)
    return {"citation": work.text, "url": work.url, "kind": work.kind}


def _fields(value: Any, kind: Any) -> dict[str, Any]:
    names: Iterable[dataclasses.Field[Any]] = dataclasses.fields(kind)
    return {item.name: getattr(value, item.name) for item in names}


def _english(fields: dict[str, Any], **names: str) -> dict[str, Any]:
    """The fields with sentences in English under other names, in their places."""
    return {names.get(name, name): english(value) if name in names else value for name, value in fields.items()}
