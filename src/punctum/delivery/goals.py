"""Goals: what a delivery shall reach, held against what it reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from punctum.delivery.tables import GOALS, GoalKind, GoalRow
from punctum.delivery.values import GoalResult
from punctum.evidence.table import Basis
from punctum.problems import InputError, Problem, shown
from punctum.skin import Layer


@dataclass(frozen=True, slots=True)
class Figures:
    """What goals look at, of a delivery or of one draw.

    Arguments:
        coverage: radius in mm → share of the zone within it. layer_share: layer → share of the injury.
        deepest_mm: deepest channel.
    """

    coverage: Mapping[float, float]
    largest_gap_mm: float
    layer_share: Mapping[str, float]
    deepest_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """Something that a delivery shall reach. `limit` and value in `unit`: mm, or empty for a share from 0 to 1."""

    id: str
    text: str
    limit: float
    sources: tuple[str, ...] = ()
    basis: Basis = "house"
    unit: ClassVar[str] = ""
    at_least: ClassVar[bool] = True

    def value(self, figures: Figures) -> float:
        """What is held against the limit."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageAtLeast(Goal):
    """At least a share of the zone lies within a radius of a hole."""

    radius_mm: float

    def value(self, figures: Figures) -> float:
        """The coverage at the radius.

        Raises:
            InputError: nobody counted the coverage at this radius.
        """
        if self.radius_mm not in figures.coverage:
            known = ", ".join(f"{radius:g}" for radius in sorted(figures.coverage))
            raise InputError([Problem("goal", f"a radius in mm of {known}", f"{self.radius_mm:g}")])
        return figures.coverage[self.radius_mm]


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerShareAtLeast(Goal):
    """At least a share of the injury lies in some layers."""

    layers: tuple[str, ...]

    def value(self, figures: Figures) -> float:
        """The shares of the layers together."""
        for layer in self.layers:
            if layer not in figures.layer_share:
                raise InputError([Problem("goal", f"a layer of {', '.join(figures.layer_share)}", shown(layer))])
        return sum(figures.layer_share[layer] for layer in self.layers)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoHoleDeeper(Goal):
    """No channel is deeper than a depth."""

    unit: ClassVar[str] = "mm"
    at_least: ClassVar[bool] = False

    def value(self, figures: Figures) -> float:
        """The deepest channel."""
        return figures.deepest_mm


@dataclass(frozen=True, slots=True, kw_only=True)
class LargestGapAtMost(Goal):
    """No circle wider than this has its centre in the zone and no hole inside."""

    unit: ClassVar[str] = "mm"
    at_least: ClassVar[bool] = False

    def value(self, figures: Figures) -> float:
        """The diameter of the largest gap."""
        return figures.largest_gap_mm


def judged(goals: Sequence[Goal], figures: Figures, figures_of_draws: Sequence[Figures] = ()) -> tuple[GoalResult, ...]:
    """Each goal held against a delivery, and the share of the draws that meet it.

    Arguments:
        figures: of the delivery. figures_of_draws: of every draw over operator and skin; `sure` is None without.

    Raises:
        InputError: a goal looks at something that nobody counted.
    """
    return tuple(_judged(goal, figures, figures_of_draws) for goal in goals)


def default_goals(layers: tuple[Layer, ...]) -> tuple[Goal, ...]:
    """The goals of `goals.csv` for a zone with these layers; the depth of its dermis is one of the limits."""
    return tuple(_of_row(row, layers) for row in GOALS.rows)


def coverage_radii_mm(goals: Sequence[Goal]) -> tuple[float, ...]:
    """The radii at which coverage must be counted for these goals, ascending."""
    return tuple(sorted({goal.radius_mm for goal in goals if isinstance(goal, CoverageAtLeast)}))


def _margin(goal: Goal, value: float) -> float:
    return value - goal.limit if goal.at_least else goal.limit - value


def _judged(goal: Goal, figures: Figures, draws: Sequence[Figures]) -> GoalResult:
    value = goal.value(figures)
    held = [_margin(goal, goal.value(one)) >= 0 for one in draws]
    return GoalResult(
        id=goal.id,
        text=goal.text,
        unit=goal.unit,
        value=value,
        limit=goal.limit,
        at_least=goal.at_least,
        margin=_margin(goal, value),
        met=_margin(goal, value) >= 0,
        sure=sum(held) / len(held) if held else None,
        sources=goal.sources,
        basis=goal.basis,
    )


def _of_row(row: GoalRow, layers: tuple[Layer, ...]) -> Goal:
    limit = row.limit
    if row.kind == "depth" and limit is None:
        limit = next(layer.bottom_um for layer in layers if layer.name == "reticular_dermis") / 1000
    if limit is None:
        raise ValueError(f"goals.csv row {row.id}: a limit is missing")
    return goal_of(
        row.kind, row.id, row.text, limit, radius_mm=row.radius_mm, layers=row.layers, sources=row.sources,
        basis=row.basis,
    )  # fmt: skip


def goal_of(
    kind: GoalKind,
    name: str,
    text: str,
    limit: float,
    *,
    radius_mm: float | None = None,
    layers: tuple[str, ...] = (),
    sources: tuple[str, ...] = (),
    basis: Basis = "house",
) -> Goal:
    """A goal of a kind; only coverage needs a radius, and only layers need layers."""
    match kind:
        case "coverage" if radius_mm is not None:
            return CoverageAtLeast(
                id=name, text=text, limit=limit, radius_mm=radius_mm, sources=sources, basis=basis
            )  # fmt: skip
        case "layers":
            return LayerShareAtLeast(id=name, text=text, limit=limit, layers=layers, sources=sources, basis=basis)
        case "depth":
            return NoHoleDeeper(id=name, text=text, limit=limit, sources=sources, basis=basis)
        case "gap":
            return LargestGapAtMost(id=name, text=text, limit=limit, sources=sources, basis=basis)
        case _:
            raise ValueError(f"goal {name}: coverage needs a radius")
