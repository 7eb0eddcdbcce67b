"""Holes in tiles: all are there, each in its tile, in the order in which they came."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from punctum.delivery.compiled import tiles as tiles_module
from punctum.delivery.compiled.tiles import BORDER, INSIDE, OUTSIDE, Floats, Tiles, tiled
from punctum.delivery.region import Region, rectangle, zone_region
from tests.delivery import reference_spacing as reference

NONE = np.empty((0, 2), dtype=np.float32)
REGIONS = {
    "rectangle": rectangle(70, 30),
    "with a hole": zone_region("perioral", "female"),
    "two pieces": zone_region("cheek", "female"),
}


def scattered(region: Region, count: int, seed: int = 1) -> tuple[Floats, Floats]:
    left, low, right, high = region.bounds_mm
    places = np.random.default_rng(seed).uniform((left, low), (right, high), (count, 2)).astype(np.float32)
    return places[:, 0].copy(), places[:, 1].copy()


def tile_of(tiles: Tiles, x: Floats, y: Floats) -> NDArray[np.int64]:
    column = np.floor((x.astype(float) - tiles.left_mm) * (1 / tiles.side_mm)).astype(int)
    row = np.floor((y.astype(float) - tiles.low_mm) * (1 / tiles.side_mm)).astype(int)
    slot: NDArray[np.int64] = np.clip(row, 0, tiles.rows - 1) * tiles.columns + np.clip(column, 0, tiles.columns - 1)
    return slot


@pytest.mark.parametrize("name", REGIONS)
@pytest.mark.parametrize("count", [0, 1, 1000, 150_000])
def test_a_stable_sort_by_tile(name: str, count: int) -> None:
    region = REGIONS[name]
    x, y = scattered(region, count)
    tiles = tiled(x, y, region, NONE, 1)
    expected = np.argsort(tile_of(tiles, x, y), kind="stable")
    assert np.array_equal(tiles.order, expected)
    assert np.array_equal(tiles.x_mm, x[expected])
    assert np.array_equal(tiles.y_mm, y[expected])
    counts = np.bincount(tile_of(tiles, x, y), minlength=tiles.rows * tiles.columns)
    assert np.array_equal(np.diff(tiles.starts), counts)
    assert tiles.starts[0] == 0


def test_holes_beyond_the_zone_stand_in_the_nearest_tile() -> None:
    region = rectangle(10, 10)
    beyond = np.array([[-3, 5], [14, 15], [5, -0.1]], dtype=np.float32)
    tiles = tiled(*scattered(region, 50), region, beyond, 1)
    assert tiles.inside == 50
    assert sorted(tiles.order) == list(range(53))
    x = np.concatenate([scattered(region, 50)[0], beyond[:, 0]])
    y = np.concatenate([scattered(region, 50)[1], beyond[:, 1]])
    assert np.array_equal(tiles.order, np.argsort(tile_of(tiles, x, y), kind="stable"))


@pytest.mark.parametrize("threads", [2, 3, 8])
def test_the_same_bytes_on_any_number_of_threads(threads: int) -> None:
    region = REGIONS["two pieces"]
    x, y = scattered(region, 300_000)
    one, many = tiled(x, y, region, NONE, 1), tiled(x, y, region, NONE, threads)
    for field in ("x_mm", "y_mm", "order", "starts", "place"):
        assert getattr(one, field).tobytes() == getattr(many, field).tobytes()


def test_the_size_of_a_part_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    region = REGIONS["with a hole"]
    x, y = scattered(region, 20_000)
    whole = tiled(x, y, region, NONE, 1)
    monkeypatch.setattr(tiles_module, "_CHUNK", 777)
    monkeypatch.setattr(tiles_module, "_BAND", 150)
    assert tiled(x, y, region, NONE, 1).order.tobytes() == whole.order.tobytes()


@pytest.mark.parametrize("name", REGIONS)
def test_how_tiles_lie_to_the_zone(name: str) -> None:
    region = REGIONS[name]
    tiles = tiled(*scattered(region, 5000), region, NONE, 1)
    row, column = np.divmod(np.arange(tiles.rows * tiles.columns), tiles.columns)
    grid = np.linspace(0.001, 0.999, 12)
    within = [
        reference.inside(
            region,
            np.column_stack(
                [tiles.left_mm + (column + right) * tiles.side_mm, tiles.low_mm + (row + up) * tiles.side_mm]
            ),
        )
        for right in grid
        for up in grid
    ]
    share = np.mean(within, axis=0)
    assert np.all(share[tiles.place == INSIDE] == 1)
    assert np.all(share[tiles.place == OUTSIDE] == 0)
    border = share[tiles.place == BORDER]
    assert np.mean((border > 0) & (border < 1)) > 0.7 or name == "rectangle"


def test_no_more_tiles_than_holes_can_fill() -> None:
    tiles = tiled(*scattered(REGIONS["rectangle"], 200_000), REGIONS["rectangle"], NONE, 1)
    assert 40_000 < tiles.rows * tiles.columns < 60_000
