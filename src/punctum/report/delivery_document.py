"""A delivery for programs: fixed keys, shares from 0 to 1, lengths in mm, with every cited work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from punctum.delivery.against import Against
from punctum.delivery.values import Delivery, Density, Dwell, Passes
from punctum.report.citations import citation, delivery_sources
from punctum.report.delivery_words import ENDPOINT, named_dwell, named_minutes
from punctum.report.plain_values import DECIMALS, plain_values

SCHEMA = "punctum/delivery/1"
DENSITIES = ("planned_per_cm2", "done_per_cm2", "difference_per_cm2", "difference_percent")
AGREEMENT = ("missed_cm2", "missed_share", "agreement_median_mm", "agreement_p95_mm", "agreeing_share")
LENGTHS = ("reach_mm", "agreement_mm", "tolerance_percent", "side_mm")


def delivery_document(delivery: Delivery, against: Against | None = None) -> dict[str, Any]:
    """The figures of a delivery as plain values; the punctures themselves are only counted.

    `minutes` and `dwell_s_per_cm2` are None unless needle count and rate were read in a source or measured. `recorded`
    has the same figures of what was done, and `difference` the one against the other; None where nothing is `against`.
    """
    sources = [*delivery_sources(delivery), *(delivery_sources(against.done) if against else ())]
    document = {
        "schema": SCHEMA,
        **_figures(delivery),
        "recorded": _recorded(against) if against else None,
        "difference": _difference(against) if against else None,
        "sources": {source: citation(source).text for source in dict.fromkeys(sources)},
    }
    plain: dict[str, Any] = plain_values(document)
    return plain


def _figures(delivery: Delivery) -> dict[str, Any]:
    treatment, made = delivery.treatment, delivery.depth_mm
    return {
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
        "notes": [ENDPOINT, *delivery.notes],
    }


def _recorded(against: Against) -> dict[str, Any]:
    record = against.recorded
    return {
        **_figures(against.done),
        "seconds": record.seconds,
        "left_out": [circle.model_dump() for circle in record.left_out],
        "left_out_cm2": record.left_out_cm2,
    }


def _difference(against: Against) -> dict[str, Any]:
    """Planned against done, and `floor`: the plan against itself with another seed."""
    found, again = against.difference, against.floor
    return {
        **{name: getattr(found, name) for name in (*DENSITIES, *AGREEMENT, *LENGTHS)},
        "floor": {"seed": against.floor_seed, **{name: getattr(again, name) for name in AGREEMENT}},
    }


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
