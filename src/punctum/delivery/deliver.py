"""From a treatment of one zone to every puncture and what they add up to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from punctum.delivery.checks import check_treatment
from punctum.delivery.draw import Drawn, drawn, plainly
from punctum.delivery.draws import BAND
from punctum.delivery.goals import Figures, Goal, coverage_radii_mm, default_goals, judged
from punctum.delivery.layer_dose import depth_histogram
from punctum.delivery.left_out import LeftOut
from punctum.delivery.measures import MEASURES, measures
from punctum.delivery.proxies import pain
from punctum.delivery.region import Region, zone_region
from punctum.delivery.stand_ins import pace_note, stand_ins
from punctum.delivery.values import Delivery, GoalResult, Treatment
from punctum.exposure import counted_exposure, depth_grid_mm
from punctum.lattice.threads import shared_out, usable_cores
from punctum.problems import InputError, Problem
from punctum.skin import layers


def deliver(
    treatment: Treatment,
    *,
    seed: int = 0,
    draws: int | None = None,
    goals: Sequence[Goal] | None = None,
    left_out: Sequence[LeftOut] = (),
    threads: int | None = None,
    progress: Callable[[], None] | None = None,
) -> Delivery:
    """Every puncture that a treatment makes in one zone, how even and how deep they are, and how sure that is.

    The number of holes is that of the dose: needles × rate × time for a pen, so density = N·f·T/A to one hole; what the
    drum makes for a roller. Where they go is simulated stroke by stroke, how deep by the insertion model.

    Arguments:
        treatment: what is done. seed: of every random number, from 0 on.
        draws: how often the treatment is simulated. The first is shown; all together are the bands over the operator,
            the insertion model and the person's skin. 1 makes no bands; None makes as many as `measures.csv` says.
        goals: what the delivery is held against; None for those of `goals.csv`.
        left_out: circles of the zone that are not needled; the dose is that of the rest.
        threads: how many cores to use; None for all. The result is the same for any number.
        progress: called after each draw.

    Raises:
        InputError: the treatment cannot be done or simulated; one problem for each reason.
    """
    times = int(MEASURES.by_id["default_draws"].value) if draws is None else draws
    check_treatment(treatment, seed, times)
    region = zone_region(treatment.zone, treatment.sex)
    stack = layers(treatment.zone, treatment.sex, treatment.age_years)
    wanted = default_goals(stack) if goals is None else tuple(goals)
    radii = tuple(sorted({*measures("coverage_radius"), *coverage_radii_mm(wanted)}))
    cores, plain = threads or usable_cores(), plainly(treatment, region, times)

    def one(draw: int, threads: int) -> Drawn:
        made = drawn(treatment, region, stack, radii, seed, draw, threads, plain, tuple(left_out))
        if progress is not None:
            progress()
        return made

    def another(draw: int) -> tuple[dict[str, float], Figures]:
        # Its punctures are let go: there may be millions in each draw.
        made = one(draw, 1)
        return made.named, made.figures

    first = one(0, cores)
    if len(first.punctures.x_mm) == 0:
        raise InputError([Problem("dose", "at least one hole in the zone", "none")])
    others = shared_out(another, range(1, times), cores)
    figures = [first.figures, *(held for _, held in others)] if others else []
    bands = _bands([first.named, *(named for named, _ in others)]) if others else {}
    return _delivery(treatment, region, seed, first, judged(wanted, first.figures, figures), bands)


def _delivery(
    treatment: Treatment,
    region: Region,
    seed: int,
    made: Drawn,
    goals: tuple[GoalResult, ...],
    bands: dict[str, tuple[float, float]],
) -> Delivery:
    punctures, hand_piece = made.punctures, treatment.hand_piece
    used_mm = made.model.needle_length_mm
    minutes = _minutes(treatment, region, made)
    return Delivery(
        treatment=treatment,
        region=region,
        seed=seed,
        needle_length_mm=used_mm,
        punctures=punctures,
        density_per_cm2=made.density_per_cm2,
        dwell_s_per_cm2=None if minutes is None or hand_piece.kind == "roller" else 60 * minutes / region.area_cm2,
        passes=made.passes,
        minutes=minutes,
        opened_area_fraction=made.opened_area_fraction,
        coverage=made.coverage,
        largest_gap_mm=made.largest_gap_mm,
        largest_gap_at_mm=made.largest_gap_at_mm,
        density_cv=made.density_cv,
        depth_mm=made.depth_mm,
        histogram=depth_histogram(punctures.depth_mm, used_mm),
        layers=made.layers,
        bleeding=made.bleeding,
        pain=pain(used_mm, hand_piece.needle_count),
        goals=goals,
        exposure=counted_exposure(
            puncture_depth_mm=punctures.depth_mm,
            area_cm2=region.area_cm2,
            channel_radius_mm=made.channel_radius_mm,
            opened_area_fraction=made.opened_area_fraction,
            depth_mm=depth_grid_mm(used_mm, MEASURES.by_id["depth_step"].value),
        ),
        bands=bands,
        assumed=(*hand_piece.assumed, *stand_ins(treatment)),
        notes=_notes(treatment, region, used_mm),
    )


def _minutes(treatment: Treatment, region: Region, made: Drawn) -> float | None:
    """Needles on the skin: holes over needles and rate; for a roller the way it rolls over its speed."""
    hand_piece = treatment.hand_piece
    if hand_piece.kind == "roller":
        way_cm = made.passes * region.area_cm2 / (hand_piece.width_mm / 10)
        return way_cm / made.operator.rolling_speed_cm_per_s / 60
    rate = hand_piece.stroke_rate_hz
    if rate is None and hand_piece.kind == "stamp":
        rate = made.operator.presses_per_s
    if rate is None:
        return None
    return len(made.punctures.x_mm) / (hand_piece.needle_count * rate) / 60


def _bands(named: Sequence[dict[str, float]]) -> dict[str, tuple[float, float]]:
    """Where each figure lies in the middle nine tenths of the draws that have it."""
    found = {}
    for name in named[0]:
        low, high = np.quantile([figures[name] for figures in named if name in figures], BAND)
        found[name] = (float(low), float(high))
    return found


def _notes(treatment: Treatment, region: Region, used_mm: float) -> tuple[str, ...]:
    notes = []
    if used_mm < treatment.needle_length_mm:
        asked = treatment.needle_length_mm
        notes.append(f"{asked:g} mm were asked for; the label ends at {used_mm:g} mm, and so does this simulation.")
    if region.area_basis != "read":
        notes.append(f"The area of the zone: {region.area_text}")
    if pace := pace_note(treatment):
        notes.append(pace)
    return tuple(notes)
