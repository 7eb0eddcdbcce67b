"""Deliveries made by hand: holes thrown at random, so that reports can be looked at without simulating."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.region import Region, rectangle, zone_region
from punctum.delivery.values import (
    Delivery,
    Density,
    DepthHistogram,
    DepthSummary,
    Dose,
    Dwell,
    GoalResult,
    LayerDose,
    Pain,
    Passes,
    Punctures,
    Treatment,
    VesselReach,
)
from punctum.device.hand_pieces import Assumption, HandPiece
from punctum.exposure import Exposure
from punctum.skin import layers

PEN = HandPiece(
    id="test_pen",
    name="Test pen",
    kind="pen",
    needles_mm=((-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)),
    stroke_rate_hz=100.0,
    row_pitch_mm=None,
    stagger_mm=0.0,
    width_mm=2.0,
    rate_sourced=True,
    needle_length_min_mm=0.25,
    needle_length_max_mm=2.5,
    label_length_max_mm=1.5,
    assumed=(),
    sources=("fda_k202243",),
    basis="read",
)
UNRATED = replace(
    PEN,
    id="test_unrated",
    stroke_rate_hz=None,
    rate_sourced=False,
    assumed=(Assumption("needle_count", "12 needles", ("house_default",)),),
)
ROLLER = replace(PEN, id="test_roller", name="Test roller", kind="roller", stroke_rate_hz=None, row_pitch_mm=3.0)


@cache
def delivered(
    zone: str = "cheek",
    density_per_cm2: float = 250.0,
    *,
    hand_piece: HandPiece = PEN,
    goals: bool = True,
    patchy: bool = False,
) -> Delivery:
    """Holes anywhere in a zone; with `patchy` its left half has a third of the holes."""
    region = zone_region(zone, "female")
    x, y = thrown(region, round(density_per_cm2 * region.area_cm2))
    chance = np.random.default_rng(1)
    if patchy:
        kept = (x > np.median(x)) | (chance.random(len(x)) < 1 / 3)
        x, y = x[kept], y[kept]
    depth = np.clip(chance.normal(0.7, 0.15, len(x)), 0.02, 1.0)
    return delivery_of(region, x, y, depth, hand_piece, Density(density_per_cm2), goals)


def square(x: NDArray[np.float64], y: NDArray[np.float64], side_mm: float = 20.0) -> Delivery:
    """Holes at given places of a square of skin."""
    return delivery_of(rectangle(side_mm, side_mm), x, y, np.full(len(x), 0.7), PEN, Passes(1), True)


def dwelled(hand_piece: HandPiece = PEN) -> Delivery:
    """So many holes as a time on the skin gives."""
    made = delivered(hand_piece=hand_piece)
    return replace(made, treatment=replace(made.treatment, dose=Dwell(0.625)))


def thrown(region: Region, count: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """So many points anywhere inside a region."""
    chance = np.random.default_rng(0)
    left, top, right, bottom = region.bounds_mm
    found: list[NDArray[np.float64]] = []
    while sum(len(points) for points in found) < count:
        points = chance.uniform((left, top), (right, bottom), (count + 10, 2))
        found.append(points[inside(region, points)])
    points = np.concatenate(found)[:count]
    return points[:, 0], points[:, 1]


def inside(region: Region, points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether each point has an odd number of rings around it."""
    odd = np.zeros(len(points), dtype=np.bool_)
    for x1, y1, x2, y2 in region.edges_mm:
        if y1 != y2:
            crosses = (y1 > points[:, 1]) != (y2 > points[:, 1])
            odd ^= crosses & (points[:, 0] < (x2 - x1) * (points[:, 1] - y1) / (y2 - y1) + x1)
    return odd


def delivery_of(
    region: Region,
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    depth: NDArray[np.float64],
    hand_piece: HandPiece,
    dose: Dose,
    goals: bool,
) -> Delivery:
    """Everything that the holes add up to, as far as a report needs it; spacing by closed form."""
    zone = region.zone or "forehead"
    per_cm2 = len(x) / region.area_cm2
    per_mm2 = per_cm2 / 100
    rated = hand_piece.rate_sourced
    dwell = per_cm2 / (hand_piece.needle_count * (hand_piece.stroke_rate_hz or 100)) if rated else None
    edges = np.linspace(0.0, 1.2, 61)
    counts = np.histogram(depth, edges)[0]
    five, half, most = (float(value) for value in np.quantile(depth, (0.05, 0.5, 0.95)))
    coverage = {radius: float(1 - np.exp(-per_mm2 * np.pi * radius**2)) for radius in (0.25, 0.5, 1.0)}
    gap = 2 * float(np.sqrt(np.log(max(per_mm2 * region.area_cm2 * 100, 2)) / (np.pi * max(per_mm2, 1e-9))))
    result = GoalResult(
        "even", "Coverage within half a millimetre", "", coverage[0.5], 0.8, True, coverage[0.5] - 0.8,
        coverage[0.5] >= 0.8, 0.97, ("house_default",), "house",
    )  # fmt: skip
    failed = GoalResult(
        "gap", "Largest gap", "mm", gap, 0.5, False, 0.5 - gap, gap <= 0.5, 0.03, ("house_default",), "house"
    )
    grid = np.linspace(0, 1.2, 25)
    deeper = np.array([np.mean(depth > value) for value in grid])
    return Delivery(
        treatment=Treatment(
            zone=zone,
            sex="female",
            age_years=45.0,
            hand_piece=hand_piece,
            needle_length_mm=1.0,
            dose=dose,
            passes=4,
        ),
        region=region,
        seed=7,
        needle_length_mm=1.0,
        punctures=Punctures(
            x.astype(np.float32),
            y.astype(np.float32),
            depth.astype(np.float32),
            (np.arange(len(x)) * 4 // max(len(x), 1)).astype(np.uint8),
        ),
        density_per_cm2=per_cm2,
        dwell_s_per_cm2=dwell,
        passes=4,
        minutes=None if dwell is None else dwell * region.area_cm2 / 60,
        opened_area_fraction=float(1 - np.exp(-per_mm2 * np.pi * 0.035**2)),
        coverage=coverage,
        largest_gap_mm=gap,
        largest_gap_at_mm=(float(x[0]), float(y[0])) if len(x) else (0.0, 0.0),
        density_cv={1.0: 0.09, 0.25: None if region.area_cm2 < 5 else 0.15},
        depth_mm=DepthSummary(float(depth.mean()), float(depth.std()), five, half, most),
        histogram=DepthHistogram(edges, counts.astype(np.int64)),
        layers=layer_doses(zone, depth),
        bleeding=(VesselReach("capillary loops", 150.0, per_cm2 * 0.99, ("general_knowledge",), "remembered"),),
        pain=Pain(42.0, 30.0, 55.0, "Pain of one strike without anaesthetic.", ("general_knowledge",), "remembered"),
        goals=(result, failed) if goals else (),
        exposure=Exposure(
            density_per_cm2=per_cm2, channel_radius_mm=0.035, depth_mm=grid, deeper=deeper,
            open_fraction=per_mm2 * np.pi * 0.035**2 * deeper,
        ),
        bands={"coverage.0.5": (coverage[0.5] - 0.02, coverage[0.5] + 0.01), "largest_gap_mm": (gap - 0.2, gap + 0.3),
               "depth_mm.mean": (0.6, 0.8)},
        assumed=(*hand_piece.assumed, Assumption("depth", "Depth ratio of pens", ("house_default",))),
        notes=("The zone was laid flat.",),
    )  # fmt: skip


def layer_doses(zone: str, depth: NDArray[np.float64]) -> tuple[LayerDose, ...]:
    """Share of the channels and of the tips in each layer."""
    column = [layer for layer in layers(zone, "female", 45) if layer.name != "subcutis"]
    edges: list[tuple[str, float, float]] = [
        (layer.name, layer.top_um / 1000, layer.bottom_um / 1000) for layer in column
    ]
    edges.append(("below_dermis", edges[-1][2], float("inf")))
    whole = float(depth.sum())
    return tuple(
        LayerDose(
            name,
            1000 * top,
            None if np.isinf(bottom) else 1000 * bottom,
            float(np.clip(depth - top, 0, bottom - top).sum()) / whole,
            float(np.mean((depth > top) & (depth <= bottom))),
        )
        for name, top, bottom in edges
    )
