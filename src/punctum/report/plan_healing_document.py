"""The healing of one zone of a plan for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from punctum.healing.asking.bands import LEVELS, Bands
from punctum.healing.draws import shipped
from punctum.planning.healing_values import ZoneHealing


def plan_healing_document(healing: ZoneHealing) -> dict[str, Any]:
    """Days since the first visit, times rest, and bands over the draws; `told` is what the person is told."""
    return {
        "draws": healing.draws,
        "constants_sha256": shipped().about["sha256"],
        "session_days": list(healing.session_days),
        "modifiers": list(healing.modifiers),
        "redness_days": _bands(healing.redness_days),
        "redness_shares": healing.redness_shares,
        "agrees": healing.agrees,
        "told_class": healing.told_class,
        "told_days": list(healing.told_days),
        "after_last_visit": {
            "days": healing.after_visit_days.tolist(),
            "erythema_au": _bands(healing.erythema_au),
        },
        "tissue_response": {
            "days": healing.days.tolist(),
            **{name: _bands(bands) for name, bands in healing.tissue.items()},
        },
        "not_known": [asdict(item) for item in healing.not_known],
    }


def _bands(bands: Bands) -> dict[str, Any]:
    return {
        "median": bands.median.tolist(),
        **{f"low_{level}": bands.low[level].tolist() for level in LEVELS},
        **{f"high_{level}": bands.high[level].tolist() for level in LEVELS},
    }
