"""The coefficients of the equations: constants, skin and modifiers put together, one value a column."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from punctum.healing.columns import Columns
from punctum.healing.kinetics import Parameters, loop_gain, rest_balance

Values = NDArray[np.float64]


class Rates(NamedTuple):
    """(n,) each; times in days, lengths in mm. Collagen pools are shares of the total at rest."""

    neutrophil_call: Values
    neutrophil_supply: Values
    neutrophil_loss: Values
    macrophage_supply: Values
    macrophage_loss: Values
    release: Values
    signal_release: Values
    signal_from_macrophages: Values
    signal_from_fibroblasts: Values
    signal_loss: Values
    diffusivity: Values
    reach: Values
    growth: Values
    ceiling: Values
    half_signal: Values
    fibroblast_loss: Values
    mmp_supply: Values
    mmp_loss: Values
    mmp_breakdown: Values
    collagen_loss: Values
    wound_loss: Values
    conversion: Values
    maturation: Values
    mature_loss: Values
    rest_iii: Values
    rest_i: Values
    rest_mature: Values
    make_iii: Values
    make_i: Values
    gain_iii: Values
    gain_i: Values
    collagen_half_signal: Values
    tropoelastin_supply: Values
    tropoelastin_loss: Values
    elastic_fibre_share: Values
    elastotic_clearance: Values
    redness_of_injury: Values
    redness_of_inflammation: Values
    redness_loss: Values
    epidermal_gain: Values
    epidermal_turnover: Values
    loop_gain: Values


def rates(columns: Columns, parameters: Parameters) -> Rates:
    """The coefficients of n columns.

    Skin at rest stays at rest: what is made and what matures follow from `rest_balance`.

    Arguments:
        parameters: one draw for all columns, or one a column; `possible` ones.
    """
    p, count = parameters, columns.count
    one = np.ones(count)
    rest = rest_balance(p)
    loss, conversion = p["collagen_loss_per_day"], p["type_iii_conversion_per_day"]
    signal_loss, reach = p["signal_loss_per_day"], p["signal_reach_mm"]
    made = Rates(
        neutrophil_call=1 / p["neutrophil_call_days"],
        neutrophil_supply=p["neutrophil_supply_per_day"],
        neutrophil_loss=p["neutrophil_loss_per_day"],
        macrophage_supply=p["macrophage_supply_per_day"],
        macrophage_loss=p["macrophage_loss_per_day"],
        release=1 / p["signal_release_days"],
        signal_release=p["signal_release_per_day"],
        signal_from_macrophages=p["signal_from_macrophages_per_day"],
        signal_from_fibroblasts=p["signal_from_fibroblasts_per_day"],
        signal_loss=signal_loss,
        diffusivity=reach**2 * signal_loss,
        reach=reach,
        growth=p["fibroblast_growth_per_day"],
        ceiling=p["fibroblast_ceiling"],
        half_signal=p["fibroblast_half_signal"],
        fibroblast_loss=p["fibroblast_loss_per_day"],
        mmp_supply=p["mmp_supply_per_day"] * columns.mmp_factor,
        mmp_loss=p["mmp_loss_per_day"],
        mmp_breakdown=p["mmp_breakdown"],
        collagen_loss=loss,
        wound_loss=loss * p["wound_collagen_loss_ratio"],
        conversion=conversion,
        maturation=rest.maturation,
        mature_loss=rest.mature_loss,
        rest_iii=rest.iii,
        rest_i=rest.i,
        rest_mature=rest.mature,
        make_iii=rest.make_iii * columns.synthesis_factor,
        make_i=rest.make_i * columns.synthesis_factor,
        gain_iii=p["type_iii_gain"],
        gain_i=p["type_i_gain"],
        collagen_half_signal=p["collagen_half_signal"],
        tropoelastin_supply=p["tropoelastin_supply_per_day"] * columns.synthesis_factor,
        tropoelastin_loss=p["tropoelastin_loss_per_day"],
        elastic_fibre_share=p["elastic_fibre_share"],
        elastotic_clearance=p["elastotic_clearance_per_day"],
        redness_of_injury=p["redness_of_injury_au"],
        redness_of_inflammation=p["redness_of_inflammation_per_day"],
        redness_loss=p["redness_loss_per_day"],
        epidermal_gain=p["epidermal_gain"],
        epidermal_turnover=1 / p["epidermal_turnover_days"],
        loop_gain=loop_gain(p),
    )
    return Rates(*(np.ascontiguousarray(value * one) for value in made))
