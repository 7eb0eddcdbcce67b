"""The linear chain of injury, cells and collagenase against its exponential; small injuries add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.integrate import quad
from scipy.linalg import expm

from punctum.healing import heal, plain_columns, prior_draws, sessions_of, usual_parameters
from punctum.healing.kinetics import Parameters
from punctum.healing.plain import SCALARS, Batch
from punctum.healing.sessions import column_grid
from tests.healing.examples import LAYERS_UM, bare_batch, batch, constants, exposure, plain_scalars

Values = NDArray[np.float64]
LINEAR = ("neutrophils", "macrophages", "mmp", "redness")
# Fibroblasts times signal: their own product in the limit.
PRODUCTS = ("tropoelastin", "elastic_fibre")
AT_DAYS = [0.0, 9.0, 23.5]
SAVES = [0.01, 0.3, 1.0, 4.0, 8.9, 9.0, 9.5, 20.0, 23.5, 25.0, 60.0, 150.0]
CELLS = len(column_grid().widths_mm)
# Dermis from top to bottom: redness adds up the cells of all its depth.
DEEP_MM = float(column_grid().edges_mm[-1])


def matrix(k: dict[str, float]) -> Values:
    """Call, neutrophils, macrophages, collagenase, redness: d/dt of each."""
    reddening = DEEP_MM * k["redness_of_inflammation_per_day"]
    return np.array([
        [-1 / k["neutrophil_call_days"], 0, 0, 0, 0],
        [k["neutrophil_supply_per_day"], -k["neutrophil_loss_per_day"], 0, 0, 0],
        [0, k["macrophage_supply_per_day"], -k["macrophage_loss_per_day"], 0, 0],
        [0, k["mmp_supply_per_day"], k["mmp_supply_per_day"], -k["mmp_loss_per_day"], 0],
        [0, reddening, reddening, 0, -k["redness_loss_per_day"]],
    ])  # fmt: skip


def exact(k: dict[str, float], injuries: list[float], day: float) -> Values:
    """The chain at one place: the sum of what each session still does."""
    struck = [np.array([one, 0, 0, 0, one * k["redness_of_injury_au"]]) for one in injuries]
    since = [day - at for at in AT_DAYS]
    return np.asarray(np.sum([expm(matrix(k) * t) @ y for t, y in zip(since, struck, strict=True) if t >= 0], axis=0))


@pytest.mark.parametrize("seed", range(4))
def test_cells_and_collagenase_follow_the_matrix_exponential(seed: int) -> None:
    draws, injuries = prior_draws(1, seed), [0.9, 0.4, 0.7]
    made = bare_batch(column_grid(), np.outer(injuries, np.ones(CELLS)), {}, draws)
    found = plain_scalars(made, AT_DAYS, SAVES, SAVES[-1])
    expected = np.array([exact(constants(draws), injuries, day) for day in SAVES])
    for at, name in enumerate(("neutrophils", "macrophages", "mmp"), start=1):
        np.testing.assert_allclose(found[name][0], expected[:, at], rtol=1e-10, atol=1e-14, err_msg=name)


def test_heal_follows_it_at_every_place() -> None:
    """Sessions that reach through the whole dermis: the means over it are the chain at one place."""
    sessions = sessions_of([exposure(day, depth_mm=20, density_per_cm2=300) for day in AT_DAYS])
    sessions = replace(sessions, deeper=np.ones_like(sessions.deeper))
    draws = prior_draws(6, 2)
    # Layers that end where cells end: a cell half in the dermis counts half and is injured half.
    ends = column_grid().edges_mm[[1, 4, 10, 31]]
    layers = tuple(1000 * np.diff([0.0, *ends]))
    course = heal(
        plain_columns((layers[0], layers[1], layers[2], layers[3]), 6), sessions, draws, SAVES[-1], save_days=SAVES
    )
    for draw in range(6):
        k = constants(draws, draw)
        injured = 1 - np.exp(-3.0 * np.pi * (0.035 + k["signal_reach_mm"]) ** 2)
        expected = np.array([exact(k, [injured] * 3, day) for day in SAVES])
        for at, name in enumerate(("neutrophils", "macrophages", "mmp"), start=1):
            peak = expected[:, at].max()
            np.testing.assert_allclose(course[name][draw], expected[:, at], rtol=1e-6, atol=1e-5 * peak, err_msg=name)


@pytest.mark.parametrize("seed", range(4))
def test_redness_is_the_quadrature_of_the_inflammation(seed: int) -> None:
    """H(t) = H₀·e^(−k_H·t) + ∫ s_H·(N + M)(s)·e^(−k_H·(t − s)) ds."""
    draws, injury = prior_draws(1, seed), 0.6
    k = constants(draws)
    made = bare_batch(column_grid(), np.full((1, CELLS), injury), {}, draws)
    days = [0.0, 0.02, 0.1, 0.5, 1.0, 3.0, 8.0, 20.0]
    found = plain_scalars(made, [0.0], days, days[-1])["redness"][0]
    chain = matrix(k)[:4, :4]

    def inflamed(at: float, until: float) -> float:
        cells = expm(chain * at) @ np.array([injury, 0, 0, 0])
        return float((cells[1] + cells[2]) * np.exp(-k["redness_loss_per_day"] * (until - at)))

    expected = []
    for day in days:
        kept = quad(inflamed, 0, day, args=(day,), epsabs=1e-10, epsrel=1e-10, limit=200)[0]
        first = injury * k["redness_of_injury_au"] * np.exp(-k["redness_loss_per_day"] * day)
        expected.append(first + DEEP_MM * k["redness_of_inflammation_per_day"] * kept)
    np.testing.assert_allclose(found, expected, atol=1e-8 * max(expected))


def with_injury(made: Batch, sizes: Sequence[float]) -> Batch:
    return replace(made, injured=made.injured * np.array(sizes)[:, None, None])


def three_sessions(parameters: Parameters, size: float = 1.0) -> Batch:
    sessions = sessions_of([exposure(day, depth) for day, depth in zip(AT_DAYS, (1.5, 0.7, 2.5), strict=True)])
    return with_injury(batch(sessions, parameters), [size] * 3)


def course(made: Batch) -> dict[str, Values]:
    return plain_scalars(made, AT_DAYS, SAVES, SAVES[-1])


def above_rest(found: dict[str, Values]) -> dict[str, Values]:
    return {name: values - (name in ("fibroblasts", "elastotic")) for name, values in found.items()}


def test_sessions_add_up_where_the_equations_are_linear() -> None:
    made = three_sessions(prior_draws(5, 8))
    whole = course(made)
    parts = [course(with_injury(made, sizes)) for sizes in ([1, 0, 0], [0, 1, 0], [0, 0, 1])]
    halved = course(with_injury(made, [0.5] * 3))
    for name in LINEAR:
        np.testing.assert_allclose(sum(part[name] for part in parts), whole[name], rtol=1e-12, atol=1e-15)
        np.testing.assert_allclose(2 * halved[name], whole[name], rtol=1e-12, atol=1e-15)


def test_a_later_session_does_the_same_later() -> None:
    draws, saves = prior_draws(3, 9), np.array([0.1, 1, 5, 30, 100.0])
    early, late = (batch(sessions_of([exposure(at)]), draws) for at in (0.0, 17.25))
    first = plain_scalars(early, [0.0], saves.tolist(), 150.0)
    later = plain_scalars(late, [17.25], (saves + 17.25).tolist(), 167.25)
    for name in SCALARS:
        np.testing.assert_allclose(later[name], first[name], rtol=1e-9, atol=1e-13, err_msg=name)


def test_small_injuries_add_up_in_everything_to_first_order() -> None:
    """What three sessions do beyond the sum of each falls with the square of the injury, the products as they do."""
    draws = prior_draws(3, 10)
    apart: dict[float, dict[str, float]] = {}
    size_of: dict[float, dict[str, float]] = {}
    for size in (1e-4, 2e-4):
        made = three_sessions(draws, size)
        whole = above_rest(course(made))
        parts = [above_rest(course(with_injury(made, sizes))) for sizes in ([1, 0, 0], [0, 1, 0], [0, 0, 1])]
        apart[size] = {name: float(np.max(np.abs(whole[name] - sum(p[name] for p in parts)))) for name in SCALARS}
        size_of[size] = {name: float(np.max(np.abs(whole[name]))) for name in SCALARS}
    for name in SCALARS:
        grows = size_of[2e-4][name] / size_of[1e-4][name]
        if name in PRODUCTS:
            assert grows == pytest.approx(4, rel=0.01), name
            continue
        assert grows == pytest.approx(2, rel=0.01), name
        assert apart[1e-4][name] <= 5e-3 * size_of[1e-4][name], name
        if name not in LINEAR:
            assert apart[2e-4][name] / apart[1e-4][name] == pytest.approx(4, rel=0.1), name


def test_heal_doubles_with_the_holes_where_they_are_few() -> None:
    """1 − exp(−area) is the area where holes are few; so are cells, signal and the collagen that they make."""
    parameters = usual_parameters().changed({"signal_reach_mm": 0.05})
    few, twice = (
        heal(
            plain_columns(LAYERS_UM),
            sessions_of([exposure(density_per_cm2=density)]),
            parameters,
            40,
            save_days=[1, 9, 30],
        )
        for density in (0.05, 0.1)
    )
    for name in ("neutrophils", "macrophages", "mmp", "signal", "wound_collagen", "erythema_au"):
        np.testing.assert_allclose(twice[name], 2 * few[name], rtol=2e-3, err_msg=name)
