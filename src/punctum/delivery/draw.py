"""One way in which a treatment may go: another hand, another share of the needle, another skin."""

from __future__ import annotations

from dataclasses import dataclass, replace

from punctum.delivery.channel import drawn_channel_radius_mm
from punctum.delivery.depth import DepthModel, depth_model, drawn_eta_mean, soft_tissue_mm
from punctum.delivery.dose import amount
from punctum.delivery.draws import chance
from punctum.delivery.evenness import density_cv
from punctum.delivery.goals import Figures
from punctum.delivery.layer_dose import depth_summary, layer_doses
from punctum.delivery.left_out import LeftOut, without
from punctum.delivery.made import Made, Spacing
from punctum.delivery.measures import measures
from punctum.delivery.operator import Operator, drawn_operator, usual_operator
from punctum.delivery.plain import holes as plain_holes
from punctum.delivery.plain import opened as plain_opened
from punctum.delivery.plain import spacing as plain_spacing
from punctum.delivery.plain import tiles as plain_tiles
from punctum.delivery.proxies import bleeding
from punctum.delivery.region import Region
from punctum.delivery.values import (
    DepthSummary,
    Dose,
    Floats,
    LayerDose,
    PatternName,
    Punctures,
    Treatment,
    VesselReach,
)
from punctum.device import HandPiece
from punctum.skin import Layer

# What `puncture` is told, but for the number of threads.
How = tuple[Region, HandPiece, Dose, int, Operator, Floats, PatternName, int, int]
# As many holes take as long without compiled loops as loading these takes; a draw alone takes as long as so many.
MOST_PLAIN_HOLES, HOLES_A_DRAW = 500_000, 12_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drawn:
    """What one simulation of a treatment came to; the fields are those of `Delivery`."""

    hand_piece: HandPiece
    operator: Operator
    model: DepthModel
    channel_radius_mm: float
    punctures: Punctures
    passes: int
    coverage: dict[float, float]
    largest_gap_mm: float
    largest_gap_at_mm: tuple[float, float]
    opened_area_fraction: float
    density_per_cm2: float
    density_cv: dict[float, float | None]
    depth_mm: DepthSummary
    layers: tuple[LayerDose, ...]
    bleeding: tuple[VesselReach, ...]

    @property
    def figures(self) -> Figures:
        """What goals look at."""
        deepest = float(self.punctures.depth_mm.max(initial=0))
        shares = {layer.layer: layer.share for layer in self.layers}
        return Figures(self.coverage, self.largest_gap_mm, shares, deepest)

    @property
    def named(self) -> dict[str, float]:
        """Every figure that has a band, by name."""
        depth = self.depth_mm
        return {
            "density_per_cm2": self.density_per_cm2,
            "opened_area_fraction": self.opened_area_fraction,
            "largest_gap_mm": self.largest_gap_mm,
            **{f"coverage.{radius:g}": share for radius, share in self.coverage.items()},
            **{f"density_cv.{square:g}": cv for square, cv in self.density_cv.items() if cv is not None},
            **{f"depth_mm.{name}": getattr(depth, name) for name in ("mean", "sd", "p05", "p50", "p95")},
            **{f"layer_share.{layer.layer}": layer.share for layer in self.layers},
            **{f"tip_share.{layer.layer}": layer.tips for layer in self.layers},
            **{f"reach.{reach.depth_um:g}": reach.holes_per_cm2 for reach in self.bleeding},
        }


def drawn(
    treatment: Treatment,
    region: Region,
    stack: tuple[Layer, ...],
    radii_mm: tuple[float, ...],
    seed: int,
    draw: int,
    threads: int,
    plain: bool,
    left_out: tuple[LeftOut, ...] = (),
) -> Drawn:
    """One simulation of a treatment; draw 0 is the usual hand, the middle insertion model and the average skin.

    Arguments:
        stack: layers of the zone. radii_mm: at which coverage is counted. threads: how many cores to use.
        plain: without compiled loops (`plainly`). left_out: skin whose holes fall away before anything is measured.
    """
    hand_piece = _drawn_hand_piece(treatment.hand_piece, seed, draw)
    operator = drawn_operator(seed, draw)
    model = depth_model(
        hand_piece.kind,
        treatment.needle_length_mm,
        hand_piece.label_length_max_mm,
        soft_tissue_mm(stack),
        drawn_eta_mean(hand_piece.kind, seed, draw),
    )
    radius = drawn_channel_radius_mm(seed, draw)
    how = (
        region, hand_piece, treatment.dose, treatment.passes, operator, model.depth_at_z_mm, treatment.pattern, seed,
        draw,
    )  # fmt: skip
    made, apart, opened = (
        _plain(how, radii_mm, radius, left_out) if plain else _compiled(how, radii_mm, radius, left_out, threads)
    )
    punctures = made.punctures
    return Drawn(
        hand_piece=hand_piece,
        operator=operator,
        model=model,
        channel_radius_mm=radius,
        punctures=punctures,
        passes=made.passes,
        coverage=apart.coverage,
        largest_gap_mm=apart.largest_gap_mm,
        largest_gap_at_mm=apart.largest_gap_at_mm,
        opened_area_fraction=opened,
        density_per_cm2=len(punctures.x_mm) / region.area_cm2,
        density_cv={
            square: density_cv(punctures.x_mm, punctures.y_mm, region, square) for square in measures("density_square")
        },
        depth_mm=depth_summary(punctures.depth_mm),
        layers=layer_doses(punctures.depth_mm, stack, seed, draw),
        bleeding=bleeding(punctures.depth_mm, region.area_cm2),
    )


def plainly(treatment: Treatment, region: Region, draws: int) -> bool:
    """Whether all draws together have so few holes that they are done before compiled loops are loaded.

    Raises:
        InputError: the dose cannot be given with this hand piece, or is too large.
    """
    dose = amount(treatment.hand_piece, treatment.dose, treatment.passes, region.area_cm2, usual_operator())
    return draws * (dose.holes + HOLES_A_DRAW) <= MOST_PLAIN_HOLES


def _plain(
    how: How, radii_mm: tuple[float, ...], channel_radius_mm: float, left_out: tuple[LeftOut, ...]
) -> tuple[Made, Spacing, float]:
    made, region = _kept(plain_holes.puncture(*how), left_out), how[0]
    x, y = made.punctures.x_mm, made.punctures.y_mm
    apart = plain_spacing.spacing(plain_tiles.tiled(x, y, region, made.beyond_mm), region, radii_mm)
    return made, apart, plain_opened.opened_area(x, y, channel_radius_mm, region.area_cm2)


def _compiled(
    how: How, radii_mm: tuple[float, ...], channel_radius_mm: float, left_out: tuple[LeftOut, ...], threads: int
) -> tuple[Made, Spacing, float]:
    # Numba takes a while to import, and only somebody who delivers much needs it.
    from punctum.delivery.compiled.opened import opened_area
    from punctum.delivery.compiled.puncture import puncture
    from punctum.delivery.compiled.spacing import spacing
    from punctum.delivery.compiled.tiles import tiled

    made, region = _kept(puncture(*how, threads), left_out), how[0]
    tiles = tiled(made.punctures.x_mm, made.punctures.y_mm, region, made.beyond_mm, threads)
    opened = opened_area(tiles, channel_radius_mm, region.area_cm2, threads)
    return made, spacing(tiles, region, radii_mm, threads), opened


def _kept(made: Made, left_out: tuple[LeftOut, ...]) -> Made:
    return replace(made, punctures=without(made.punctures, left_out)) if left_out else made


def _drawn_hand_piece(hand_piece: HandPiece, seed: int, draw: int) -> HandPiece:
    """Anywhere in the ranges of rate and needle count: the wide band of a device that is not known exactly.

    The count stands in the rate, because holes a second are needles times rate and the layout is assumed anyway.
    """
    rate, count = hand_piece.stroke_rate_hz, 1.0
    if draw == 0 or rate is None:
        return hand_piece
    if hand_piece.stroke_rate_range_hz is not None:
        slow, fast = hand_piece.stroke_rate_range_hz
        rate = slow + (fast - slow) * chance(seed, draw, "stroke rate")
    if hand_piece.needle_count_range is not None:
        few, many = hand_piece.needle_count_range
        count = (few + (many - few) * chance(seed, draw, "needle count")) / hand_piece.needle_count
    return replace(hand_piece, stroke_rate_hz=rate * count)
