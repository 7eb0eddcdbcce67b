"""The grid in depth: its cells fill the column, shares add up, and means keep the area."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.lattice.depth import DepthGrid, stretched_grid

CELLS = st.integers(1, 60)


@st.composite
def sizes(draw: st.DrawFn) -> tuple[float, float, int]:
    """Depth, first cell and number of cells of a grid that can be: from even cells to cells that double."""
    deepest, cells = draw(st.floats(0.1, 20)), draw(CELLS)
    even, doubling = deepest / cells, deepest / (2.0**cells - 1)
    return deepest, min(even, 1.001 * doubling + draw(st.floats(0, 1)) * (even - doubling)), cells


GRIDS = sizes().map(lambda size: stretched_grid(*size))
SHARES = st.lists(st.floats(0, 1), min_size=2, max_size=12).map(lambda values: sorted(values, reverse=True))


@given(sizes())
def test_cells_widen_evenly_from_the_finest_to_the_bottom(size: tuple[float, float, int]) -> None:
    deepest, finest, cells = size
    grid = stretched_grid(deepest, finest, cells)
    widths = grid.widths_mm
    assert len(widths) == cells
    assert grid.edges_mm[0] == 0
    assert grid.edges_mm[-1] == pytest.approx(deepest, rel=1e-12)
    assert widths[0] == pytest.approx(finest, rel=1e-9)
    if cells > 1:
        np.testing.assert_allclose(widths[1:] / widths[:-1], widths[1] / widths[0], rtol=1e-6)
        assert 1 - 1e-9 <= widths[1] / widths[0] <= 2 + 1e-9


def test_a_grid_of_even_cells() -> None:
    np.testing.assert_allclose(stretched_grid(4, 0.5, 8).edges_mm, np.arange(9) / 2)
    assert stretched_grid(3, 3, 1).edges_mm.tolist() == [0, 3]


@pytest.mark.parametrize("finest", [0, -1, 0.51, 1e-4, float("nan")])
def test_a_first_cell_that_fits_no_grid(finest: float) -> None:
    with pytest.raises(ValueError, match=r"finest_mm: expected .* found"):
        stretched_grid(4, finest, 8)


@given(GRIDS, st.lists(st.floats(0, 25), min_size=2, max_size=8).map(sorted))
def test_layers_side_by_side_share_every_cell_once(grid: DepthGrid, borders: list[float]) -> None:
    borders = [0.0, *borders, 30.0]
    shares = grid.share_between(borders[:-1], borders[1:])
    assert shares.shape == (len(borders) - 1, len(grid.widths_mm))
    assert np.all((shares >= 0) & (shares <= 1 + 1e-12))
    np.testing.assert_allclose(shares.sum(axis=0), 1, rtol=1e-9)
    thickness = np.diff(np.minimum(borders, grid.edges_mm[-1]))
    np.testing.assert_allclose(shares @ grid.widths_mm, thickness, rtol=1e-9, atol=1e-12)


def test_a_layer_thinner_than_a_cell_is_its_part_of_the_cell() -> None:
    grid = stretched_grid(4, 0.5, 8)
    assert grid.share_between(0.6, 0.65)[1] == pytest.approx(0.1)
    assert grid.share_between(0.6, 0.65).sum() == pytest.approx(0.1)
    assert grid.share_between(5, 6).sum() == 0


@given(GRIDS, SHARES, st.floats(0.01, 30))
def test_means_keep_the_area_and_the_range(grid: DepthGrid, values: list[float], reach: float) -> None:
    depth = np.linspace(0, reach, len(values))
    means = grid.means(depth, values)
    assert np.all((means <= values[0] + 1e-9) & (means >= values[-1] - 1e-9))
    assert np.all(np.diff(means) <= 1e-9)
    fine = np.linspace(0, grid.edges_mm[-1], 20_001)
    on = np.interp(fine, depth, values)
    area = np.sum((on[1:] + on[:-1]) / 2 * np.diff(fine))
    assert np.sum(means * grid.widths_mm) == pytest.approx(area, rel=1e-3, abs=1e-4)


def test_means_of_one_value_and_of_a_straight_line() -> None:
    grid = stretched_grid(2, 0.1, 10)
    np.testing.assert_allclose(grid.means([0.0], [0.3]), 0.3)
    np.testing.assert_allclose(grid.means([0.0, 2.0], [0.0, 2.0]), grid.centres_mm)
    np.testing.assert_allclose(grid.means([0.0, 50.0], [0.0, 50.0]), grid.centres_mm)
