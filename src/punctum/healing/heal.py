"""From sessions to a year of healing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from punctum.barrier import closure
from punctum.healing.columns import Columns
from punctum.healing.course import Course
from punctum.healing.kinetics import Parameters, loop_gain
from punctum.healing.plain import PROFILES, SCALARS, Batch, run_plain
from punctum.healing.rates import Rates, rates
from punctum.healing.sessions import Sessions, column_grid, ladder
from punctum.lattice.ladder import schedule
from punctum.lattice.threads import cut
from punctum.problems import InputError, Problem

Values = NDArray[np.float64]
BATCH = 64
UM_A_MM = 1000
HOURS_A_DAY = 24


def heal(
    columns: Columns,
    sessions: Sessions,
    parameters: Parameters,
    until_days: float,
    *,
    save_days: Sequence[float] | NDArray[np.float64] | None = None,
    profiles: bool = False,
    threads: int | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> Course:
    """What a course of sessions does to n columns of skin (equations: docs/model.md).

    Arguments:
        sessions: the same for all columns, or one set a column. parameters: one draw for all, or one a column.
        until_days: where the course ends, after the last session.
        save_days: when to look, in days; without them after every session at doubling times. A time on which a session
            falls is seen just after it.
        profiles: also save what lies at which depth.
        threads: how many work side by side; None takes all cores. Results never depend on it.
        on_progress: called with the share that is done; may raise to stop.

    Returns:
        the course; memory beyond inputs and what is saved does not grow with the number of columns.

    Raises:
        InputError: a loop gain of 1 or more, or times that do not fit the course.
        ValueError: sessions or parameters for another number of columns.
    """
    days = _checked(columns, sessions, parameters, until_days, save_days)
    grid = column_grid()
    parts, kept = [], []
    chunks = cut(columns.count, BATCH)
    steps = schedule(ladder(), sessions.at_days.tolist(), days.tolist(), until_days)
    for done, (start, stop) in enumerate(chunks):
        rows = np.arange(start, stop)
        some, course = columns.take(rows), sessions.take(rows)
        own = parameters if parameters.draws == 1 else parameters.take(rows)
        batch = batch_of(some, course, rates(some, own))
        scalars, depth = run_plain(batch, steps, len(days))
        parts.append(_outputs(some, course, own, batch.rates, days, scalars))
        kept.append(_profiles(batch.rates, depth) if profiles else {})
        if on_progress is not None:
            on_progress((done + 1) / len(chunks))
    return Course(
        days=days,
        session_days=sessions.at_days,
        depth_mm=grid.centres_mm,
        outputs={name: np.concatenate([part[name] for part in parts]) for name in parts[0]},
        profiles={name: np.concatenate([part[name] for part in kept]) for name in kept[0]},
        loop_gain=np.broadcast_to(loop_gain(parameters), (columns.count,)).copy(),
    )


def usual_days(sessions: Sequence[float], until_days: float) -> Values:
    """Times to look at: after every session at doubling times, and at the end."""
    first = ladder().first_days
    found = {float(until_days), *map(float, sessions)}
    ends = [*sessions[1:], until_days]
    for begin, end in zip(sessions, ends, strict=True):
        offset = first
        while begin + offset < end:
            found.add(begin + offset)
            offset *= 2**0.5
    return np.array(sorted(found))


def batch_of(columns: Columns, sessions: Sessions, made: Rates) -> Batch:
    """Layers and injuries of some columns on the grid: injured(z) = 1 − exp(−n·S(z)·π·(r + ℓ)²), ℓ the signal's reach.

    A hole moves the tissue around it as far as its signal reaches; holes thrown at random leave e^(−area) out of reach.
    """
    grid = column_grid()
    bottoms = np.cumsum(
        [columns.stratum_corneum_um, columns.viable_epidermis_um, columns.papillary_dermis_um,
         columns.reticular_dermis_um], axis=0,
    ) / UM_A_MM  # fmt: skip
    papillary = grid.share_between(bottoms[1], bottoms[2])
    reach = (sessions.channel_radius_mm + made.reach) ** 2 * np.pi * sessions.holes_per_mm2
    return Batch(
        rates=made,
        grid=grid,
        epidermis=grid.share_between(bottoms[0], bottoms[1]),
        papillary=papillary,
        dermis=grid.share_between(bottoms[1], bottoms[3]),
        injured=-np.expm1(-reach[:, :, None] * sessions.deeper),
    )


def _checked(
    columns: Columns,
    sessions: Sessions,
    parameters: Parameters,
    until_days: float,
    save_days: Sequence[float] | NDArray[np.float64] | None,
) -> Values:
    if columns.count == 0:
        raise ValueError("columns: expected one at least")
    if sessions.columns not in (1, columns.count):
        raise ValueError(f"sessions: expected 1 or {columns.count} columns, found {sessions.columns}")
    if parameters.draws not in (1, columns.count):
        raise ValueError(f"parameters: expected 1 or {columns.count} draws, found {parameters.draws}")
    problems = []
    if not (np.isfinite(until_days) and until_days > sessions.at_days[-1]):
        problems.append(
            Problem("until_days", f"after the last session, day {sessions.at_days[-1]:g}", f"{until_days:g}")
        )
    if (gain := float(loop_gain(parameters).max())) >= 1:
        why = "signal and fibroblasts would feed each other for ever, which is fibrosis and not healing"
        problems.append(Problem("loop gain", f"below 1: {why}", f"{gain:.3g}"))
    if problems:
        raise InputError(problems)
    if save_days is None:
        return usual_days(sessions.at_days.tolist(), until_days)
    days = np.asarray(save_days, dtype=np.float64)
    if days.ndim != 1 or len(days) == 0 or not np.all(np.isfinite(days) & (days <= until_days)):
        raise InputError([Problem("save_days", f"days up to {until_days:g}", str(save_days))])
    return days


def _outputs(
    columns: Columns, sessions: Sessions, parameters: Parameters, r: Rates, days: Values, scalars: Values
) -> dict[str, Values]:
    of = {name: scalars[:, :, at] for at, name in enumerate(SCALARS)}
    rest = {name: getattr(r, f"rest_{name}")[:, None] for name in ("iii", "i", "mature")}
    iii, young = of["resident_iii"] + of["wound_iii"], of["resident_i"] + of["wound_i"]
    elastotic = parameters["elastotic_share"].reshape(-1, 1)
    thickness = columns.viable_epidermis_um[:, None]
    return {
        "erythema_au": of["redness"],
        **_barrier(columns, sessions, parameters, days),
        "neutrophils": of["neutrophils"],
        "macrophages": of["macrophages"],
        "signal": of["signal"],
        "fibroblasts": of["fibroblasts"],
        "mmp": of["mmp"],
        "collagen_iii": 1 + iii / rest["iii"],
        "collagen_i": 1 + young / rest["i"],
        "mature_collagen": 1 + of["mature"] / rest["mature"],
        "total_collagen": 1 + iii + young + of["mature"],
        "wound_collagen": of["wound_iii"] + of["wound_i"],
        "tropoelastin": of["tropoelastin"],
        "elastin": 1 + of["elastic_fibre"] + of["tropoelastin"] + elastotic * (of["elastotic"] - 1),
        "epidermal_thickness_um": thickness * (1 + of["epidermal_growth"]),
        "collagen_made": of["made"],
        "collagen_lost": of["lost"],
    }


def _barrier(columns: Columns, sessions: Sessions, parameters: Parameters, days: Values) -> dict[str, Values]:
    """Water loss, open channels and the gap in the epidermis: TEWL = rest + Σ opened·(a·B_water + c·B_pores)."""
    p = parameters
    cover = np.where(columns.covered > 0, p["cover_factor"], 1.0)
    curve = closure(p["water_half_life_hours"], p["pore_half_life_hours"], columns.closure_factor * cover)
    water, pores = p["tewl_of_water_paths_g_m2_h"][:, None], p["tewl_of_pores_g_m2_h"][:, None]
    loss = np.broadcast_to(p["tewl_rest_g_m2_h"][:, None], (columns.count, len(days)))
    open_share, gap = np.zeros(loss.shape), np.zeros(loss.shape)
    speed = p["epithelial_speed_um_per_hour"] * columns.epithelial_factor * HOURS_A_DAY / UM_A_MM
    lag = p["epithelial_lag_hours"] / columns.epithelial_factor / HOURS_A_DAY
    for at, opened, radius in zip(sessions.at_days, sessions.opened_fraction, sessions.channel_radius_mm, strict=True):
        since = days - at
        made = (since >= 0) & (opened > 0)[:, None]
        left = curve.pores(since)
        loss = loss + opened[:, None] * (water * curve.water(since) + pores * left)
        open_share = np.where(made, left, open_share)
        healed_mm = np.maximum(since - lag[:, None], 0) * speed[:, None]
        left_radius = np.maximum(1 - healed_mm / np.maximum(radius, np.finfo(np.float64).tiny)[:, None], 0)
        gap = np.where(made, left_radius**2, gap)
    return {"tewl_g_m2_h": loss, "open_channel_fraction": open_share, "epidermal_gap_fraction": gap}


def _profiles(r: Rates, depth: Values) -> dict[str, Values]:
    of = {name: depth[:, :, at] for at, name in enumerate(PROFILES)}
    rest = {name: getattr(r, f"rest_{name}")[:, None, None] for name in ("iii", "i", "mature")}
    return {
        "signal": of["signal"],
        "fibroblasts": of["fibroblasts"],
        "collagen_iii": 1 + (of["resident_iii"] + of["wound_iii"]) / rest["iii"],
        "collagen_i": 1 + (of["resident_i"] + of["wound_i"]) / rest["i"],
        "mature_collagen": 1 + of["mature"] / rest["mature"],
    }
