"""The signal alone against closed forms: modes cos(kπz/L) between ends that let nothing through, and orders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from punctum.healing.plain import PROFILES, run_plain
from punctum.lattice.depth import DepthGrid, stretched_grid
from tests.healing.examples import bare_batch, even_steps, order

Values = NDArray[np.float64]
DEEP_MM = 3.0
LOSS, REACH, RELEASE, MADE = 0.8, 0.4, 0.5, 0.6
DIFFUSIVITY = REACH**2 * LOSS
ALONE = {
    "signal_loss": LOSS, "diffusivity": DIFFUSIVITY, "release": RELEASE, "signal_release": MADE,
    "signal_from_macrophages": 0.0, "signal_from_fibroblasts": 0.0,
}  # fmt: skip
# Injury of a mixture of modes that is positive everywhere.
MODES = {0: 0.4, 1: 0.2, 2: 0.1, 3: 0.05}
CELLS = (24, 48, 96, 192)


def even_grid(cells: int) -> DepthGrid:
    return DepthGrid(np.linspace(0, DEEP_MM, cells + 1))


def uneven_grid(cells: int) -> DepthGrid:
    """The same shape at every number of cells: the first is 0.6 of the mean."""
    return stretched_grid(DEEP_MM, 0.6 * DEEP_MM / cells, cells)


def mode(grid: DepthGrid, k: int) -> Values:
    """Mean of cos(kπz/L) over each cell."""
    if k == 0:
        return np.ones(len(grid.widths_mm))
    wave = k * np.pi / DEEP_MM
    return np.asarray(np.diff(np.sin(wave * grid.edges_mm)) / wave / grid.widths_mm)


def injury(grid: DepthGrid) -> Values:
    return np.asarray(np.sum([amplitude * mode(grid, k) for k, amplitude in MODES.items()], axis=0))[None, :]


def decay(k: int) -> float:
    return LOSS + DIFFUSIVITY * (k * np.pi / DEEP_MM) ** 2


def sourced(t: float, rate: float, release: float = RELEASE) -> float:
    """dT/dt = p·e^(−release·t) − rate·T from T = 0."""
    return float(MADE * (np.exp(-release * t) - np.exp(-rate * t)) / (rate - release))


def signal(grid: DepthGrid, steps: int, days: float, **changed: float) -> Values:
    made = bare_batch(grid, injury(grid), {**ALONE, **changed})
    _, profiles = run_plain(made, even_steps(steps, days), 1)
    return np.asarray(profiles[0, 0, PROFILES.index("signal")])


@pytest.mark.parametrize("grid_of", [even_grid, uneven_grid])
def test_a_steady_source_gives_the_closed_form_at_second_order_in_space(grid_of: Callable[[int], DepthGrid]) -> None:
    errors = []
    for cells in CELLS:
        grid = grid_of(cells)
        exact = np.sum([MADE * amplitude / decay(k) * mode(grid, k) for k, amplitude in MODES.items()], axis=0)
        errors.append(np.max(np.abs(signal(grid, 200, 100.0, release=1e-13) - exact)))
    assert order([1 / cells for cells in CELLS], errors) >= 1.9
    assert errors[1] < 2e-3
    assert errors[-1] < 1e-4


@pytest.mark.parametrize("grid_of", [even_grid, uneven_grid])
def test_modes_rise_and_decay_as_the_closed_form_at_second_order_in_space(grid_of: Callable[[int], DepthGrid]) -> None:
    days, errors = 1.5, []
    for cells in CELLS:
        grid = grid_of(cells)
        exact = np.sum([a * sourced(days, decay(k)) * mode(grid, k) for k, a in MODES.items()], axis=0)
        errors.append(np.max(np.abs(signal(grid, 400, days) - exact)))
    assert order([1 / cells for cells in CELLS], errors) >= 1.9
    assert errors[-1] < 2e-5


def test_a_mode_left_alone_decays_as_the_closed_form() -> None:
    """Released at once, then nothing: amplitude·e^(−(d_T + D·k²π²/L²)·t)."""
    grid, at_once = even_grid(192), 1e7
    made = bare_batch(grid, injury(grid), {**ALONE, "release": at_once, "signal_release": at_once})
    # The first, very short step releases everything; the others only decay.
    first, rest = even_steps(1, 1e-5)[0], even_steps(400, 1.0)
    steps = (replace(first, saves=()), *(replace(step, session=None) for step in rest))
    _, profiles = run_plain(made, steps, 1)
    exact = np.sum([a * np.exp(-decay(k) * 1.00001) * mode(grid, k) for k, a in MODES.items()], axis=0)
    np.testing.assert_allclose(profiles[0, 0, PROFILES.index("signal")], exact, rtol=2e-4)


def test_time_is_second_order() -> None:
    """On an even grid cos is an eigenvector of the discrete operator too, so that only the error in time is left."""
    cells, days, counts = 48, 2.0, (20, 40, 80, 160, 320)
    grid = even_grid(cells)
    width, centre = DEEP_MM / cells, grid.centres_mm
    exact = np.zeros(cells)
    for k, amplitude in MODES.items():
        rate = LOSS + DIFFUSIVITY * (2 / width * np.sin(k * np.pi * width / 2 / DEEP_MM)) ** 2
        scale = 1 if k == 0 else mode(grid, k)[0] / np.cos(k * np.pi * centre[0] / DEEP_MM)
        exact += amplitude * scale * sourced(days, rate) * np.cos(k * np.pi * centre / DEEP_MM)
    errors = [np.max(np.abs(signal(grid, count, days) - exact)) for count in counts]
    assert order([1 / count for count in counts], errors) >= 1.9
    assert errors[0] < 1e-3


def test_nothing_leaves_through_the_ends() -> None:
    """Without loss the whole signal is what was released: p·(1 − e^(−release·t))/release of every injury."""
    for grid in (even_grid(48), uneven_grid(48)):
        found = signal(grid, 60, 3.0, signal_loss=0.0) @ grid.widths_mm
        released = MADE * -np.expm1(-RELEASE * 3.0) / RELEASE * (injury(grid)[0] @ grid.widths_mm)
        assert found == pytest.approx(released, rel=1e-12)


def test_long_steps_damp_what_is_stiff() -> None:
    """A step far longer than the signal lives leaves the steady state, without an overshoot."""
    grid = even_grid(96)
    exact = np.sum([MADE * amplitude / decay(k) * mode(grid, k) for k, amplitude in MODES.items()], axis=0)
    np.testing.assert_allclose(signal(grid, 12, 12 * 50.0, release=1e-13), exact, rtol=2e-3)
