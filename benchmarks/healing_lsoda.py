"""The equations of healing left to SciPy's LSODA with a banded Jacobian: the reference of the tests, column by column.

The right-hand side is tried as the tests write it, in NumPy, and compiled with Numba.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from benchmarks.healing_course import LAYERS_UM, SAVE_DAYS, exposures
from punctum.healing import Parameters
from punctum.healing.kinetics import KINETICS
from punctum.healing.sessions import column_grid
from tests.healing.reference import Reference, Skin

Values = NDArray[np.float64]
# A tolerance that gives about the asked error is looked for among these: relative, and absolute over relative.
TOLERANCES = tuple((relative, share) for relative in (3e-3, 1e-3, 3e-4) for share in (1e-2, 1e-3))


class Compiled(Reference):
    """The same equations with a compiled right-hand side."""

    def __init__(self, skin: Skin, constants: dict[str, float], edges_mm: Values) -> None:
        super().__init__(skin, constants, edges_mm)
        k = constants
        self._numbers = np.array([
            1 / k["neutrophil_call_days"], 1 / k["signal_release_days"], k["neutrophil_supply_per_day"],
            k["neutrophil_loss_per_day"], k["macrophage_supply_per_day"], k["macrophage_loss_per_day"],
            k["mmp_supply_per_day"], k["mmp_loss_per_day"], k["signal_release_per_day"],
            k["signal_from_macrophages_per_day"], k["signal_from_fibroblasts_per_day"], k["signal_loss_per_day"],
            k["fibroblast_growth_per_day"], k["fibroblast_half_signal"], 1 / k["fibroblast_ceiling"],
            k["fibroblast_loss_per_day"], k["collagen_half_signal"], k["collagen_loss_per_day"], k["mmp_breakdown"],
            k["wound_collagen_loss_ratio"], k["type_iii_conversion_per_day"], k["type_iii_gain"], k["type_i_gain"],
            self.s3, self.s1, self.chi, self.mature_loss, k["tropoelastin_supply_per_day"],
            k["tropoelastin_loss_per_day"], k["elastic_fibre_share"], k["elastotic_clearance_per_day"],
            k["redness_of_inflammation_per_day"], k["redness_loss_per_day"], k["epidermal_gain"],
            1 / k["epidermal_turnover_days"],
            k["collagen_loss_per_day"] * (self.iii + self.i) + self.mature_loss * self.mature,
        ])  # fmt: skip

    def slope(self, _: float, flat: Values) -> Values:
        made = np.empty_like(flat)
        _slope(flat, made, self._numbers, self.dermis, self.widths, self.conductance)
        return made


@numba.njit(fastmath=True, error_model="numpy", cache=True)
def _slope(y: Any, d: Any, k: Any, dermis: Any, widths: Any, conductance: Any) -> None:
    cells, fields = len(widths), len(y) // len(widths)
    into = 0.0
    for cell in range(cells):
        at = cell * fields
        n, m, p, t, f = y[at + 2], y[at + 3], y[at + 4], y[at + 5], y[at + 6]
        c3, c1, w3, w1, c0, te = y[at + 7], y[at + 8], y[at + 9], y[at + 10], y[at + 11], y[at + 12]
        d[at] = -k[0] * y[at]
        d[at + 1] = -k[1] * y[at + 1]
        d[at + 2] = k[2] * y[at] - k[3] * n
        d[at + 3] = k[4] * n - k[5] * m
        d[at + 4] = k[6] * (n + m) - k[7] * p
        out = conductance[cell] * (y[at + fields + 5] - t) if cell + 1 < cells else 0.0
        d[at + 5] = k[8] * y[at + 1] + k[9] * m + k[10] * (f - 1) - k[11] * t + (out - into) / widths[cell]
        into = out
        d[at + 6] = k[12] * dermis[cell] * t / (k[13] + t) * f * (1 - f * k[14]) - k[15] * (f - 1)
        answer = t / (k[16] + t)
        loss = k[17] * (1 + k[18] * p)
        wound = k[19] * loss
        here = 1.0 if dermis[cell] > 0 else 0.0
        more3 = here * k[23] * (f * (1 + k[21] * answer) - 1)
        more1 = here * k[24] * (f * (1 + k[22] * answer) - 1)
        d[at + 7] = k[23] - (loss + k[20]) * c3
        d[at + 8] = k[24] + k[20] * c3 - (loss + k[25]) * c1
        d[at + 9] = more3 - (wound + k[20]) * w3
        d[at + 10] = more1 + k[20] * w3 - (wound + k[25]) * w1
        d[at + 11] = k[25] * (c1 + w1) - k[26] * c0
        d[at + 12] = k[27] * (f - 1) * answer - k[28] * te
        d[at + 13] = k[29] * k[28] * te
        d[at + 14] = -k[30] * p * y[at + 14]
        d[at + 15] = k[31] * (n + m) - k[32] * y[at + 15]
        d[at + 16] = (k[33] * t - y[at + 16]) * k[34]
        d[at + 17] = more3 + more1
        d[at + 18] = loss * (c3 + c1) + wound * (w3 + w1) + k[26] * c0 - k[35]
        d[at + 19] = -k[32] * y[at + 19]


def references(parameters: Parameters, count: int, compiled: bool) -> list[Reference]:
    """One for each of the first columns."""
    made = Compiled if compiled else Reference
    skin, edges = Skin(layers_um=LAYERS_UM), column_grid().edges_mm
    draws = ({row.id: float(parameters[row.id][at]) for row in KINETICS.rows} for at in range(count))
    return [made(skin, constants, edges) for constants in draws]


def years(columns: Sequence[Reference], relative: float, absolute: float) -> tuple[float, dict[str, Values]]:
    """Seconds a column, and every output (columns, days)."""
    begin = time.perf_counter()
    found = [one.run(exposures(), SAVE_DAYS, rtol=relative, atol=absolute) for one in columns]
    taken = (time.perf_counter() - begin) / len(columns)
    return taken, {name: np.array([one[name] for one in found]) for name in found[0]}
