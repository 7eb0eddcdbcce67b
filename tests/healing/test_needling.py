"""Sessions of needling: what the columns receive is what a typed exposure says, draw by draw."""

from __future__ import annotations

import numpy as np
import pytest

from punctum.delivery.channel import drawn_channel_radius_mm
from punctum.delivery.depth import depth_model, drawn_eta_mean
from punctum.exposure import depth_grid_mm, typed_exposure
from punctum.healing.needling import needle_sessions
from punctum.healing.sessions import Sessions, sessions_of


def needled(draws: int, seed: int = 3) -> Sessions:
    return needle_sessions(
        kind="pen", needle_length_mm=1.2, density_per_cm2=180, session_days=(0, 28), zone="forehead", sex="female",
        age_years=50, label_length_max_mm=1.0, draws=draws, seed=seed,
    )  # fmt: skip


def test_every_draw_is_its_exposure() -> None:
    made = needled(6)
    for draw in range(6):
        model = depth_model("pen", 1.2, 1.0, None, drawn_eta_mean("pen", 3, draw))
        grid = depth_grid_mm(1.0, 0.02)
        one = sessions_of(
            [typed_exposure(
                density_per_cm2=180, channel_radius_mm=drawn_channel_radius_mm(3, draw), depth_mm=grid,
                deeper=model.deeper(grid),
            )]
        )  # fmt: skip
        np.testing.assert_allclose(made.deeper[0, draw], one.deeper[0, 0], atol=5e-5)
        assert made.channel_radius_mm[0, draw] == one.channel_radius_mm[0, 0]
        assert made.holes_per_mm2[0, draw] == one.holes_per_mm2[0, 0] == pytest.approx(1.8)


def test_all_sessions_are_alike_and_a_draw_is_the_same_among_fewer() -> None:
    made, fewer = needled(9), needled(4)
    assert made.at_days.tolist() == [0, 28]
    np.testing.assert_array_equal(made.deeper[0], made.deeper[1])
    np.testing.assert_array_equal(made.deeper[:, :4], fewer.deeper)
    np.testing.assert_array_equal(made.channel_radius_mm[:, :4], fewer.channel_radius_mm)
    assert not np.array_equal(made.deeper, needled(9, seed=4).deeper)
