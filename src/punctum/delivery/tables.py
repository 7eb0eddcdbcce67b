"""The tables of delivery: depth, width and spread of channels, vessels, pain, goals, and how two deliveries compare."""

from __future__ import annotations

from typing import Any, Literal

from punctum.delivery.measures import MEASURES, Measure
from punctum.delivery.operator import OPERATOR
from punctum.evidence.table import SourcedRow, Table

Kind = Literal["pen", "roller", "stamp"]
GoalKind = Literal["coverage", "layers", "depth", "gap"]


class DepthRatio(SourcedRow):
    """Channel depth over needle length by kind of device.

    `mean_sd`: how little the mean is known. `hole_cv`: SD from hole to hole over the mean, within one treatment.
    """

    id: Kind
    mean: float
    mean_sd: float
    hole_cv: float
    note: str = ""


class Vessel(SourcedRow):
    """A depth from which vessels of a kind are seen."""

    name: str
    depth_um: float
    note: str = ""


class GoalRow(SourcedRow):
    """A goal that every delivery is held against, unless others are given.

    `limit`: in the unit of its kind (a share, or mm); none where the anatomy of the zone sets it.
    """

    kind: GoalKind
    limit: float | None = None
    radius_mm: float | None = None
    layers: tuple[str, ...] = ()
    text: str


HERE = "punctum.delivery"
DEPTH_RATIOS = Table(HERE, "depth_ratios", DepthRatio)
CHANNEL = Table(HERE, "channel", Measure)
THICKNESS_SPREAD = Table(HERE, "thickness_spread", Measure)
VESSELS = Table(HERE, "vessels", Vessel)
PAIN = Table(HERE, "pain", Measure)
GOALS = Table(HERE, "goals", GoalRow)
AGREEMENT = Table(HERE, "agreement", Measure)
TABLES: tuple[Table[Any], ...] = (
    MEASURES, DEPTH_RATIOS, CHANNEL, THICKNESS_SPREAD, VESSELS, PAIN, GOALS, AGREEMENT, OPERATOR,
)  # fmt: skip


def value_of(table: Table[Measure], name: str) -> float:
    """The value of one row of a table of single values."""
    return table.by_id[name].value
