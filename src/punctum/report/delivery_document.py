"""A delivery for programs: fixed keys, shares from 0 to 1, lengths in mm, with every cited work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from punctum.delivery.values import Delivery, Density, Dwell, Passes
from punctum.report.citations import citation, delivery_sources
from punctum.report.delivery_words import named_dwell, named_minutes
from punctum.report.document import DECIMALS, plain_values

SCHEMA = "punctum/delivery/1"


def delivery_document(delivery: Delivery) -> dict[str, Any]:
    """The figures of a delivery as plain values; the punctures themselves are only counted.

    `minutes` and `dwell_s_per_cm2` are None unless needle count and rate were read in a source or measured.
    """
    treatment, made = delivery.treatment, delivery.depth_mm
    document = {
        "schema": SCHEMA,
        "device": treatment.hand_piece.id,
        "device_name": treatment.hand_piece.name,
        "zone": treatment.zone,
        "sex": treatment.sex,
        "age_years": treatment.age_years,
        "needle_length_mm": delivery.needle_length_mm,
        "needle_length_asked_mm": treatment.needle_length_mm,
        "asked": _asked(treatment.dose),
        "pattern": treatment.pattern,
        "seed": delivery.seed,
        "passes": delivery.passes,
        "punctures": len(delivery.punctures.x_mm),
        "area_cm2": delivery.region.area_cm2,
        "area_note": delivery.region.area_text,
        "density_per_cm2": delivery.density_per_cm2,
        "dwell_s_per_cm2": named_dwell(delivery),
        "minutes": named_minutes(delivery),
        "opened_area_fraction": delivery.opened_area_fraction,
        "coverage": {f"{radius:g}": share for radius, share in sorted(delivery.coverage.items())},
        "largest_gap_mm": delivery.largest_gap_mm,
        "largest_gap_at_mm": delivery.largest_gap_at_mm,
        "density_cv": {f"{square:g}": cv for square, cv in delivery.density_cv.items()},
        "depth_mm": {"mean": made.mean, "sd": made.sd, "p05": made.p05, "p50": made.p50, "p95": made.p95},
        "layer_share": shares({layer.layer: layer.share for layer in delivery.layers}),
        "tip_share": shares({layer.layer: layer.tips for layer in delivery.layers}),
        "layers_um": {layer.layer: [layer.top_um, layer.bottom_um] for layer in delivery.layers},
        "histogram": {
            "edges_mm": delivery.histogram.edges_mm.tolist(),
            "counts": delivery.histogram.counts.tolist(),
        },
        "bleeding": [asdict(reach) for reach in delivery.bleeding],
        "pain": asdict(delivery.pain),
        "goals": [asdict(goal) for goal in delivery.goals],
        "bands": dict(sorted(delivery.bands.items())),
        "assumed": [asdict(item) for item in delivery.assumed],
        "notes": delivery.notes,
        "sources": {source: citation(source).text for source in delivery_sources(delivery)},
    }
    plain: dict[str, Any] = plain_values(document)
    return plain


def shares(values: Mapping[str, float]) -> dict[str, float]:
    """Shares rounded as other numbers are, and still adding up to 1: the largest takes what rounding left."""
    rounded = {name: round(share, DECIMALS) for name, share in values.items()}
    left = round(sum(values.values()), DECIMALS) - sum(rounded.values())
    largest = max(rounded, key=lambda name: rounded[name])
    return rounded | {largest: round(rounded[largest] + left, DECIMALS)}


def _asked(dose: Dwell | Passes | Density) -> dict[str, float]:
    if isinstance(dose, Dwell):
        return {"dwell_s_per_cm2": dose.s_per_cm2}
    return {"passes": dose.count} if isinstance(dose, Passes) else {"density_per_cm2": dose.per_cm2}
