"""What a delivery is asked for, and what it is: every puncture, and what the punctures add up to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.region import Region
from punctum.device.hand_pieces import Assumption, HandPiece
from punctum.evidence.table import Basis
from punctum.exposure import Exposure
from punctum.skin import Sex

Floats = NDArray[np.float32]
PatternName = Literal["strokes", "random"]


@dataclass(frozen=True, slots=True)
class Dwell:
    """Needles on the skin for so long: seconds for each square centimetre."""

    s_per_cm2: float


@dataclass(frozen=True, slots=True)
class Passes:
    """So many times over the zone, each in another direction."""

    count: int


@dataclass(frozen=True, slots=True)
class Density:
    """So many holes per square centimetre."""

    per_cm2: float


Dose = Dwell | Passes | Density


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """What is done to one zone in one session.

    Arguments:
        zone: zone id. sex, age_years: of the person, for area and layers; age_years None where unknown.
        needle_length_mm: as set or fixed. dose: how much. passes: directions to work in with a pen; a roller and a dose
            in passes bring their own.
        pattern: `strokes` as the hand piece is moved, or `random`: the same number of holes anywhere in the zone.
    """

    zone: str
    sex: Sex
    age_years: float | None
    hand_piece: HandPiece
    needle_length_mm: float
    dose: Dose
    passes: int
    pattern: PatternName = "strokes"


@dataclass(frozen=True, slots=True, eq=False)
class Punctures:
    """Every hole inside the zone, in the order in which they were made; arrays of one length.

    Arguments:
        x_mm, y_mm: in the zone laid flat (`Region`). depth_mm: of the channel, from the surface.
        pass_number: which pass made it, from 0 (uint8).
    """

    x_mm: Floats
    y_mm: Floats
    depth_mm: Floats
    pass_number: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class DepthSummary:
    """Channel depths in mm: mean, SD, and the depths that 5, 50 and 95 of 100 holes do not exceed."""

    mean: float
    sd: float
    p05: float
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class LayerDose:
    """What one layer of the skin received.

    Arguments:
        layer: its id (`skin.layers`), or `below_dermis`. top_um, bottom_um: where it lies on average.
        share: of the injury, that is of the length of all channels together; the shares of all layers add up to 1.
        tips: share of the holes that end in it; these add up to 1 too.
    """

    layer: str
    top_um: float
    bottom_um: float | None
    share: float
    tips: float


@dataclass(frozen=True, slots=True, eq=False)
class DepthHistogram:
    """How many holes end at each depth: `counts` (k,) between `edges_mm` (k + 1,)."""

    edges_mm: NDArray[np.float64]
    counts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class VesselReach:
    """Holes per cm² that reach a depth at which vessels begin: a proxy of bleeding, whose chance nobody printed."""

    name: str
    depth_um: float
    holes_per_cm2: float
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Pain:
    """Pain of one strike without anaesthetic, in percent of that of a 26G needle, with the printed spread."""

    percent_of_26g: float
    low: float
    high: float
    text: str
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class GoalResult:
    """One goal held against what was delivered.

    Arguments:
        id, text: of the goal. value, limit: in its unit. margin: positive where it is met, in the same unit.
        sure: share of the draws over operator and skin in which it is met; None where only one was made.
    """

    id: str
    text: str
    unit: str
    value: float
    limit: float
    at_least: bool
    margin: float
    met: bool
    sure: float | None
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Delivery:
    """What the needles did to one zone: every puncture and what they add up to.

    Arguments:
        treatment, region: what was asked for, and the zone laid flat. seed: of every random number.
        needle_length_mm: as used; shorter than asked where the label ends there.
        density_per_cm2: holes inside the zone over its area. minutes: needles on the skin; None where no rate is known.
        dwell_s_per_cm2: the same for each cm². passes: made.
        opened_area_fraction: share of the surface that is open: the union of all channels.
        coverage: radius in mm → share of the zone within that distance of a hole.
        largest_gap_mm: diameter of the largest circle with its centre in the zone and no hole inside.
        largest_gap_at_mm: its centre.
        density_cv: size of the square in cm² → SD over mean of the local density; None where too few squares fit.
        bands: name of a figure (`coverage.0.5`, `depth_mm.mean`, `largest_gap_mm` …) → where it lies in 90 of 100 draws
            over the operator, the insertion model and the person's skin.
        assumed: house defaults that stand in for what no source prints. notes: what else to know.
    """

    treatment: Treatment
    region: Region
    seed: int
    needle_length_mm: float
    punctures: Punctures
    density_per_cm2: float
    dwell_s_per_cm2: float | None
    passes: int
    minutes: float | None
    opened_area_fraction: float
    coverage: dict[float, float]
    largest_gap_mm: float
    largest_gap_at_mm: tuple[float, float]
    density_cv: dict[float, float | None]
    depth_mm: DepthSummary
    histogram: DepthHistogram
    layers: tuple[LayerDose, ...]
    bleeding: tuple[VesselReach, ...]
    pain: Pain
    goals: tuple[GoalResult, ...]
    exposure: Exposure
    bands: dict[str, tuple[float, float]]
    assumed: tuple[Assumption, ...]
    notes: tuple[str, ...]
