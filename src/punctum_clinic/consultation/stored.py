"""A screening as it was kept, in words again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from punctum.report import citation, words
from punctum.skin import ZONES
from punctum_clinic.web.core_words import action_words, told, verdict_words


def stored_screening(document: Mapping[str, Any]) -> dict[str, Any]:
    """The verdict overall, by zone, and each finding, as they were told on that day."""
    return {
        "verdict": _verdict(document),
        "zones": [(_zone(zone), _verdict(item)) for zone, item in document.get("zones", {}).items()],
        "findings": [
            {
                **finding,
                "word": action_words(finding["action"])
                if finding["action"] in words.ACTION_WORDS
                else finding["action"],
                "tone": words.TONES.get(finding["action"], "ask"),
                "where": [_zone(zone) for zone in finding.get("zones", ())],
                "citations": [citation(source) for source in finding.get("sources", ())],
            }
            for finding in document.get("findings", ())
        ],
    }


def _action(name: str) -> str:
    known = next((each for each in words.ACTION_WORDS if each == name), None)
    return action_words(known) if known else name


def _verdict(item: Mapping[str, Any]) -> dict[str, str]:
    until = date.fromisoformat(item["until"]) if item.get("until") else None
    text = verdict_words(item["verdict"], until, bool(item.get("until_open")))
    return {"text": text, "tone": words.TONES[item["verdict"]]}


def _zone(zone: str) -> str:
    row = ZONES.by_id.get(zone)
    return told(row.name) if row else zone
