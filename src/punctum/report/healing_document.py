"""A course of healing for programs: fixed keys, every output over the same days with its bands and its unit."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from punctum import __version__, delivery, device, skin
from punctum.healing.asking.bands import LEVELS, Bands
from punctum.healing.asking.respond import Response
from punctum.healing.course import OUTPUTS
from punctum.healing.draws import shipped
from punctum.healing.kinetics import KINETICS
from punctum.healing.tables import TABLES
from punctum.report.citations import citation
from punctum.report.healing_words import effects, notes, used_mm
from punctum.report.plain_values import plain_values
from punctum.skin import layers

SCHEMA = "punctum/healing/1"


def healing_document(response: Response) -> dict[str, Any]:
    """The figures of a course as plain values.

    Each output has `unit`, `median` and `bands` (level → `low` and `high`), lists as long as `days`, which count from
    the first session. `redness_days` has single numbers, `redness_classes` the share of the draws in each class.
    """
    course = response.course
    document = {
        "schema": SCHEMA,
        "inputs": _inputs(response),
        "draws": response.asked.draws,
        "seed": response.asked.seed,
        "days": course.days.tolist(),
        "session_days": course.session_days.tolist(),
        **{name: _output(name, bands) for name, bands in response.bands.items()},
        "redness_class": response.redness_class,
        "redness_classes": response.redness_shares,
        "redness_days": {"unit": "days", **_bands(response.redness_days)},
        "loop_gain": _middle_and_most(course.loop_gain),
        "time_error": _middle_and_most(course.time_error),
        "notes": list(notes(response)),
        "provenance": _provenance(response),
    }
    plain: dict[str, Any] = plain_values(document)
    return plain


def _middle_and_most(values: NDArray[np.float64]) -> dict[str, float]:
    return {"median": float(np.median(values)), "most": float(values.max())}


def _inputs(response: Response) -> dict[str, Any]:
    asked = response.asked
    treatment = asked.treatment
    return {
        "zone": treatment.zone,
        "sex": treatment.sex,
        "age_years": treatment.age_years,
        "phototype": asked.phototype,
        "modifiers": [
            {"id": row.id, "acts_on": row.acts_on, "factor": float(row.factor(0, share)), "certainty": row.certainty}
            for row, share in effects(response)
        ],
        "covered": asked.covered,
        "device": treatment.hand_piece.id,
        "device_name": treatment.hand_piece.name,
        "needle_length_mm": used_mm(response),
        "needle_length_asked_mm": treatment.needle_length_mm,
        "density_per_cm2": asked.density_per_cm2,
        "sessions": len(asked.session_days),
        "session_days": list(asked.session_days),
        "until_days": asked.until_days,
    }


def _output(name: str, bands: Bands) -> dict[str, Any]:
    return {"unit": OUTPUTS.by_id[name].unit, **_bands(bands)}


def _bands(bands: Bands) -> dict[str, Any]:
    return {
        "median": bands.median.tolist(),
        "bands": {
            str(level): {"low": bands.low[level].tolist(), "high": bands.high[level].tolist()} for level in LEVELS
        },
    }


def _provenance(response: Response) -> dict[str, Any]:
    about = shipped().about
    tables = (*TABLES, *skin.TABLES, *device.TABLES, *delivery.TABLES)
    return {
        "punctum": __version__,
        "schema": SCHEMA,
        "constants": {"fitted": shipped().fitted, "draws": about.get("draws"), "sha256": about.get("sha256")},
        "tables": dict(sorted((table.name, table.sha256) for table in tables)),
        "sources": {source: citation(source).text for source in _sources(response)},
    }


def _sources(response: Response) -> tuple[str, ...]:
    treatment = response.asked.treatment
    carriers = (
        *(row.sources for row in KINETICS.rows),
        *(row.sources for row, _ in effects(response)),
        *(layer.sources for layer in layers(treatment.zone, treatment.sex, treatment.age_years)),
        treatment.hand_piece.sources,
    )
    return tuple(dict.fromkeys(source for sources in carriers for source in sources))
