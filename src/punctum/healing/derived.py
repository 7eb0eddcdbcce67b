"""What is reported of a course, made from what the engine saved and from the closure of the channels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from punctum.barrier import HOURS_A_DAY, closure
from punctum.healing.batches import UM_A_MM
from punctum.healing.columns import Columns
from punctum.healing.kinetics import Parameters
from punctum.healing.plain import PROFILES, SCALARS
from punctum.healing.rates import Rates
from punctum.healing.sessions import Sessions

Values = NDArray[np.float64]
# The profiles of a course, in this order.
DEPTHS = ("signal", "fibroblasts", "collagen_iii", "collagen_i", "mature_collagen")


def outputs_of(
    columns: Columns, sessions: Sessions, parameters: Parameters, r: Rates, days: Values, scalars: NDArray[np.floating]
) -> dict[str, NDArray[np.floating]]:
    """Every output of `outputs.csv`, (n, days), from what the engine saved: scalars (n, days, SCALARS)."""
    of = {name: scalars[:, :, at] for at, name in enumerate(SCALARS)}
    rest = {name: getattr(r, f"rest_{name}")[:, None] for name in ("iii", "i", "mature")}
    iii, young = of["resident_iii"] + of["wound_iii"], of["resident_i"] + of["wound_i"]
    elastotic = parameters["elastotic_share"].reshape(-1, 1)
    thickness = columns.viable_epidermis_um[:, None]
    return {
        "erythema_au": of["redness"],
        **barrier_of(columns, sessions, parameters, days),
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
        "wound_collagen_iii": of["wound_iii"],
        "tropoelastin": of["tropoelastin"],
        "elastin": 1 + of["elastic_fibre"] + of["tropoelastin"] + elastotic * (of["elastotic"] - 1),
        "epidermal_thickness_um": thickness * (1 + of["epidermal_growth"]),
        "collagen_made": of["made"],
        "collagen_lost": of["lost"],
    }


def barrier_of(columns: Columns, sessions: Sessions, parameters: Parameters, days: Values) -> dict[str, Values]:
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


def profiles_of(r: Rates, depth: NDArray[np.floating]) -> dict[str, NDArray[np.floating]]:
    """What lies at which depth, (n, days, cells), from what the engine saved: depth (n, days, PROFILES, cells)."""
    of = {name: depth[:, :, at] for at, name in enumerate(PROFILES)}
    rest = {name: getattr(r, f"rest_{name}")[:, None, None] for name in ("iii", "i", "mature")}
    return {
        "signal": of["signal"],
        "fibroblasts": of["fibroblasts"],
        "collagen_iii": 1 + (of["resident_iii"] + of["wound_iii"]) / rest["iii"],
        "collagen_i": 1 + (of["resident_i"] + of["wound_i"]) / rest["i"],
        "mature_collagen": 1 + of["mature"] / rest["mature"],
    }
