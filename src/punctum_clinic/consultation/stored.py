"""A screening as it was kept, in words again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from punctum.report import citation, words
from punctum.skin import ZONES
from punctum_clinic.web.core_words import action_told, told, verdict_told


def stored_screening(document: Mapping[str, Any]) -> dict[str, Any]:
    """The verdict overall, by zone, and each finding, as they were told on that day."""
    return {
        "verdict": _verdict(document),
        "zones": [(_zone(zone), _verdict(item)) for zone, item in document.get("zones", {}).items()],
        "findings": [
            {
                **finding,
                "word": action_told(finding["action"]),
                "tone": words.TONES.get(finding["action"], "ask"),
                "where": [_zone(zone) for zone in finding.get("zones", ())],
                "citations": [citation(source) for source in finding.get("sources", ())],
            }
            for finding in document.get("findings", ())
        ],
    }


def _verdict(item: Mapping[str, Any]) -> dict[str, str]:
    return {"text": verdict_told(item), "tone": words.TONES[item["verdict"]]}


def _zone(zone: str) -> str:
    row = ZONES.by_id.get(zone)
    return told(row.name) if row else zone
