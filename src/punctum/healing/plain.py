"""The equations of a column step by step in NumPy, in float64: slow, plain, and what the compiled loops are held to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from punctum.healing.compiled.scheme import FLOOR, GAMMA, SMALL, TERMS
from punctum.healing.rates import Rates
from punctum.lattice.depth import DepthGrid
from punctum.lattice.ladder import Step

Values = NDArray[np.float64]
# What is saved of a column, in this order: means over the dermis, but for redness and epidermis.
SCALARS = (
    "neutrophils", "macrophages", "signal", "fibroblasts", "mmp", "resident_iii", "resident_i", "wound_iii", "wound_i",
    "mature", "tropoelastin", "elastic_fibre", "elastotic", "redness", "epidermal_growth", "made", "lost",
)  # fmt: skip
# What of it is 1 at rest.
ONES = ("fibroblasts", "elastotic")
PROFILES = ("signal", "fibroblasts", "resident_iii", "resident_i", "wound_iii", "wound_i", "mature")
# Places in the linear chain.
CALL, RELEASE, NEUTROPHILS, MACROPHAGES, MMP, REDNESS = range(6)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Batch:
    """n columns ready to be computed: coefficients, where their layers lie, what each session does to each depth.

    Arguments:
        epidermis, papillary, dermis: (n, cells) share of each cell in the viable epidermis, the papillary dermis, and
            the whole dermis. injured: (sessions, n, cells) share of the tissue that answers to each session.
    """

    rates: Rates
    grid: DepthGrid
    epidermis: Values
    papillary: Values
    dermis: Values
    injured: Values


@dataclass(slots=True, eq=False)
class _State:
    """Fields by column and depth (n, cells): cells and signals are relative, collagen the difference from rest."""

    chain: Values  # (5, n, cells): call of neutrophils, release of signal, neutrophils, macrophages, collagenase
    signal: Values
    active: Values  # fibroblasts above rest
    resident_iii: Values
    resident_i: Values
    wound_iii: Values
    wound_i: Values
    mature: Values
    tropoelastin: Values
    elastic_fibre: Values
    clearing: Values  # collagenase of all days together: what clears elastotic material
    redness: Values  # (n,)
    epidermal_growth: Values  # (n,)
    made: Values  # (n,)
    lost: Values  # (n,)

    def copy(self) -> _State:
        return _State(*(getattr(self, name).copy() for name in self.__slots__))


@dataclass(frozen=True, slots=True, eq=False)
class Solver:
    """What a step of one length needs: propagator and mean of the linear chain, and the factored signal matrix."""

    days: float
    forward: Values  # (n, 6, 6)
    mean: Values  # (n, 6, 6)
    below: Values  # (n, cells)
    inverse: Values  # (n, cells)
    above: Values  # (n, cells)


def run_plain(
    batch: Batch, steps: tuple[Step, ...], saves: int, on_step: Callable[[int], None] | None = None
) -> tuple[Values, Values]:
    """The saved means (n, saves, SCALARS) and profiles (n, saves, PROFILES, cells); at rest where no step saves.

    Arguments:
        on_step: called with the number of steps done; may raise to stop.
    """
    count, cells = batch.dermis.shape
    scalars, profiles = np.zeros((count, saves, len(SCALARS))), np.zeros((count, saves, len(PROFILES), cells))
    state, solvers = _at_rest(count, cells), dict[float, Solver]()
    keep = _keeper(batch, scalars, profiles)
    for index in range(saves):
        keep(index, state)
    for number, step in enumerate(steps):
        if step.session is not None:
            _injure(batch, state, batch.injured[step.session])
        for offset, index in step.saves:
            aside = state.copy()
            if offset > 0:
                _advance(batch, aside, step_solver(batch, offset))
            keep(index, aside)
        if (solver := solvers.get(step.days)) is None:
            solver = solvers[step.days] = step_solver(batch, step.days)
        _advance(batch, state, solver)
        if on_step is not None:
            on_step(number + 1)
    return scalars, profiles


def _at_rest(count: int, cells: int) -> _State:
    made: dict[str, Values] = {name: np.zeros((count, cells)) for name in _State.__slots__}
    for name in ("redness", "epidermal_growth", "made", "lost"):
        made[name] = np.zeros(count)
    made["chain"] = np.zeros((5, count, cells))
    return _State(**made)


def _injure(batch: Batch, state: _State, injured: Values) -> None:
    state.chain[0] += injured * batch.dermis
    state.chain[1] += injured * (batch.dermis + batch.epidermis)
    state.redness += batch.rates.redness_of_injury * _mean(batch, injured, batch.papillary)


def _advance(batch: Batch, state: _State, solver: Solver) -> None:
    """One step of Strang's kind: fibroblasts half a step, signal a step, fibroblasts half a step; then what follows."""
    r, days = Rates(*(value[:, None] for value in batch.rates)), solver.days
    here = batch.dermis > 0
    _redden(batch, state, solver)
    begun = state.chain
    mean = np.einsum("nij,jnc->inc", solver.mean[:, :5, :5], begun)
    state.chain = np.einsum("nij,jnc->inc", solver.forward[:, :5, :5], begun)
    change = state.chain - begun
    mmp = mean[MMP]

    before = state.signal
    active = _fibroblasts(batch, r, state.active, before, days / 2)
    # The source runs straight through its mean; the two stages stand at γ and at the end of the step.
    source = r.signal_release * mean[RELEASE] + r.signal_from_macrophages * mean[MACROPHAGES]
    rise = r.signal_release * change[RELEASE] + r.signal_from_macrophages * change[MACROPHAGES]
    source = source + r.signal_from_fibroblasts * active
    rise = rise + r.signal_from_fibroblasts * 2 * (active - state.active)
    first = _solve(solver, before + GAMMA * days * (source + (GAMMA - 1 / 2) * rise))
    known = before + (1 - GAMMA) / GAMMA * (first - before)
    state.signal = _floored(_solve(solver, known + GAMMA * days * (source + rise / 2)))
    state.active = _floored(_fibroblasts(batch, r, active, state.signal, days / 2))

    signal = (before + state.signal) / 2
    answer = signal / (r.collagen_half_signal + signal)
    faster = 1 + r.mmp_breakdown * mmp
    extra = r.collagen_loss * r.mmp_breakdown * mmp
    loss, wound_loss = r.collagen_loss * faster, r.wound_loss * faster
    make_iii = r.make_iii * ((here + active) * (1 + r.gain_iii * answer) - here)
    make_i = r.make_i * ((here + active) * (1 + r.gain_i * answer) - here)
    state.resident_iii, stay_iii = _decay(state.resident_iii, -extra * r.rest_iii, loss + r.conversion, days)
    state.resident_i, stay_i = _decay(
        state.resident_i, r.conversion * stay_iii - extra * r.rest_i, loss + r.maturation, days
    )
    state.wound_iii, stay_wiii = _decay(state.wound_iii, make_iii, wound_loss + r.conversion, days)
    state.wound_i, stay_wi = _decay(state.wound_i, make_i + r.conversion * stay_wiii, wound_loss + r.maturation, days)
    state.mature, stay_mature = _fade(state.mature, r.maturation * (stay_i + stay_wi), r.mature_loss, days)
    state.tropoelastin, stay_tropo = _fade(
        state.tropoelastin, r.tropoelastin_supply * active * answer, r.tropoelastin_loss, days
    )
    state.elastic_fibre = state.elastic_fibre + days * r.elastic_fibre_share * r.tropoelastin_loss * stay_tropo
    state.clearing = state.clearing + days * mmp

    lost = extra * (r.rest_iii + r.rest_i) + loss * (stay_iii + stay_i) + wound_loss * (stay_wiii + stay_wi)
    state.made = state.made + days * _mean(batch, make_iii + make_i, batch.dermis)
    state.lost = state.lost + days * _mean(batch, lost + r.mature_loss * stay_mature, batch.dermis)
    b = batch.rates
    thicker = b.epidermal_gain * _mean(batch, signal, batch.epidermis)
    state.epidermal_growth, _ = _fade(
        state.epidermal_growth, b.epidermal_turnover * thicker, b.epidermal_turnover, days
    )


def _redden(batch: Batch, state: _State, solver: Solver) -> None:
    """Redness is the last link of the chain, which is added up over the depth of the dermis in mm."""
    depth_mm = batch.dermis * batch.grid.widths_mm
    through = [(values * depth_mm).sum(axis=1) for values in state.chain]
    links = np.stack([*through, state.redness], axis=1)
    state.redness = np.einsum("nj,nj->n", solver.forward[:, REDNESS], links)


def _fibroblasts(batch: Batch, r: Rates, active: Values, signal: Values, days: float) -> Values:
    """Growth towards the ceiling and loss at a constant signal: an exponential Rosenbrock step."""
    growth = r.growth * batch.dermis * signal / (r.half_signal + signal)
    slope = growth * (1 + active) * (1 - (1 + active) / r.ceiling) - r.fibroblast_loss * active
    x = -days * (growth * (1 - 2 * (1 + active) / r.ceiling) - r.fibroblast_loss)
    return np.asarray(active + days * slope / (1 + x / 2 + x * x / 12))


def _floored(values: Values) -> Values:
    """Nothing where next to nothing is left, so that no number becomes too small for the processor."""
    return np.where(values > FLOOR, values, 0.0)


def _decay(held: Values, source: Values | float, loss: Values | float, days: float) -> tuple[Values, Values]:
    """dh/dt = source − loss·h over a step, and the mean of h over it; e^−x as (1 − x/2 + x²/12)/(1 + x/2 + x²/12)."""
    x = np.asarray(loss * days)
    under = 1 + x / 2 + x * x / 12
    end = ((1 - x / 2 + x * x / 12) * held + days * source) / under
    # From the balance: mean = (source − (end − held)/days)/loss, written so that no loss is no division by zero.
    mean = (held + days * source * (1 / 2 + x / 12)) / under
    return end, mean


def _fade(held: Values, source: Values, loss: Values, days: float) -> tuple[Values, Values]:
    """The same with e^−x itself, for a loss that is the same at every depth and time."""
    x = loss * days
    left, first, second = fading(x)
    return left * held + days * source * first, first * held + days * source * second


def fading(x: Values) -> tuple[Values, Values, Values]:
    """e^−x, (1 − e^−x)/x, (x − 1 + e^−x)/x²: Taylor's series, then doubling."""
    doublings = np.maximum(np.ceil(np.log2(np.maximum(x, SMALL) / SMALL)), 0).astype(np.int64)
    small = x / 2.0**doublings
    term = np.ones_like(x)
    left, first, second = np.ones_like(x), np.ones_like(x), np.full_like(x, 1 / 2)
    for power in range(1, TERMS + 1):
        term = -term * small / power
        left, first = left + term, first + term / (power + 1)
        second = second + term / ((power + 1) * (power + 2))
    for at in range(int(doublings.max(initial=0))):
        again = doublings > at
        second = np.where(again, second / 2 + first * first / 4, second)
        first = np.where(again, first * (1 + left) / 2, first)
        left = np.where(again, left * left, left)
    return left, first, second


def step_solver(batch: Batch, days: float) -> Solver:
    """All of a step of one length that does not change: 1 + γ·days·(loss − D·∂²), factored once for every column."""
    r, widths = batch.rates, batch.grid.widths_mm
    count, cells = batch.dermis.shape
    flow = r.diffusivity[:, None] / np.diff(batch.grid.centres_mm)
    below, above = np.zeros((count, cells)), np.zeros((count, cells))
    below[:, 1:], above[:, :-1] = -GAMMA * days * flow / widths[1:], -GAMMA * days * flow / widths[:-1]
    middle = 1 + GAMMA * days * r.signal_loss[:, None] - below - above
    inverse = np.empty((count, cells))
    inverse[:, 0] = 1 / middle[:, 0]
    for cell in range(1, cells):
        inverse[:, cell] = 1 / (middle[:, cell] - below[:, cell] * above[:, cell - 1] * inverse[:, cell - 1])
    return Solver(days, *_propagators(r, days), below, inverse, above)


def _solve(solver: Solver, right: Values) -> Values:
    """(1 + γ·days·(loss − D·∂²))⁻¹ applied along the depth: elimination downwards, substitution upwards."""
    found = np.empty_like(right)
    cells = right.shape[1]
    found[:, 0] = right[:, 0] * solver.inverse[:, 0]
    for cell in range(1, cells):
        known = right[:, cell] - solver.below[:, cell] * found[:, cell - 1]
        found[:, cell] = known * solver.inverse[:, cell]
    for cell in range(cells - 2, -1, -1):
        found[:, cell] -= solver.above[:, cell] * solver.inverse[:, cell] * found[:, cell + 1]
    return found


def _propagators(r: Rates, days: float) -> tuple[Values, Values]:
    """e^(L·days) and its mean over the step for the linear chain, (n, 6, 6): Taylor's series, then doubling."""
    chain = np.zeros((len(r.release), 6, 6))
    chain[:, CALL, CALL], chain[:, RELEASE, RELEASE] = -r.neutrophil_call, -r.release
    chain[:, NEUTROPHILS, CALL], chain[:, NEUTROPHILS, NEUTROPHILS] = r.neutrophil_supply, -r.neutrophil_loss
    chain[:, MACROPHAGES, NEUTROPHILS] = r.macrophage_supply
    chain[:, MACROPHAGES, MACROPHAGES] = -r.macrophage_loss
    chain[:, MMP, NEUTROPHILS] = chain[:, MMP, MACROPHAGES] = r.mmp_supply
    chain[:, MMP, MMP] = -r.mmp_loss
    chain[:, REDNESS, NEUTROPHILS] = chain[:, REDNESS, MACROPHAGES] = r.redness_of_inflammation
    chain[:, REDNESS, REDNESS] = -r.redness_loss
    # Each column by its own rates, so that no neighbour changes its bits.
    largest = np.abs(chain).sum(axis=2).max(axis=1) * days
    doublings = np.maximum(np.ceil(np.log2(largest / SMALL)), 0).astype(np.int64)
    small = chain * (days / 2.0**doublings)[:, None, None]
    unit = np.broadcast_to(np.eye(6), small.shape)
    term, forward, mean = unit, unit.copy(), unit.copy()
    for power in range(1, TERMS + 1):
        term = term @ small / power
        forward += term
        mean += term / (power + 1)
    for at in range(int(doublings.max(initial=0))):
        again = (doublings > at)[:, None, None]
        mean = np.where(again, (mean + forward @ mean) / 2, mean)
        forward = np.where(again, forward @ forward, forward)
    return forward, mean


def _mean(batch: Batch, values: Values, share: Values) -> Values:
    """(n,) mean over the part of each column that `share` (n, cells) tells."""
    weights = share * batch.grid.widths_mm
    return np.asarray((values * weights).sum(axis=1) / weights.sum(axis=1))


def _keeper(batch: Batch, scalars: Values, profiles: Values) -> Callable[[int, _State], None]:
    def keep(index: int, state: _State) -> None:
        _, _, neutrophils, macrophages, mmp = state.chain
        fields = {
            "neutrophils": neutrophils, "macrophages": macrophages, "signal": state.signal,
            "fibroblasts": 1 + state.active, "mmp": mmp, "resident_iii": state.resident_iii,
            "resident_i": state.resident_i, "wound_iii": state.wound_iii, "wound_i": state.wound_i,
            "mature": state.mature, "tropoelastin": state.tropoelastin, "elastic_fibre": state.elastic_fibre,
            "elastotic": np.exp(-batch.rates.elastotic_clearance[:, None] * state.clearing),
        }  # fmt: skip
        for at, name in enumerate(SCALARS):
            value = fields.get(name)
            mean = getattr(state, name) if value is None else _mean(batch, value, batch.dermis)
            scalars[:, index, at] = mean
        for at, name in enumerate(PROFILES):
            profiles[:, index, at] = fields[name]

    return keep
