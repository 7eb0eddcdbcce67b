"""Screening as a document for programs."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from punctum.screening.values import Adjustment, Finding, Screening


def as_json(screening: Screening) -> dict[str, Any]:
    """A screening as plain values: dates in ISO form, and of each adjustment only the fields that are set."""
    return {
        "verdict": screening.verdict,
        "until": screening.until and screening.until.isoformat(),
        "until_open": screening.until_open,
        "on": screening.on.isoformat(),
        "zones": {
            name: {
                "verdict": zone.verdict,
                "until": zone.until and zone.until.isoformat(),
                "until_open": zone.until_open,
                "rules": list(zone.rules),
            }
            for name, zone in screening.zones.items()
        },
        "findings": [_finding(finding) for finding in screening.findings],
        "unrecognised": [
            {"path": text.path, "text": text.text, "assumed": text.assumed} for text in screening.unrecognised
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "title": finding.title,
        "action": finding.action,
        "zones": list(finding.zones),
        "until": finding.until and finding.until.isoformat(),
        "until_open": finding.until_open,
        "until_text": finding.until_text,
        "permanence": finding.permanence,
        "reason": finding.reason,
        "patient_reason": finding.patient_reason,
        "adjustment": _adjustment(finding.adjustment),
        "sources": list(finding.sources),
        "basis": finding.basis,
        "disagreement": finding.disagreement,
        "paths": list(finding.paths),
        "cleared_by": finding.cleared_by,
        "clearance_note": finding.clearance_note,
        "clear_roles": list(finding.clear_roles),
        "cleared_action": finding.cleared_action,
    }


def _adjustment(adjustment: Adjustment) -> dict[str, Any]:
    unset = Adjustment()
    document: dict[str, Any] = {}
    for field in fields(Adjustment):
        value = getattr(adjustment, field.name)
        if value == getattr(unset, field.name):
            continue
        if field.name == "hold_hours_before":
            document[field.name] = dict(value)
        else:
            document[field.name] = list(value) if isinstance(value, tuple) else value
    return document
