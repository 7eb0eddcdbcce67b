"""Sessions on the grid tell what the exposures told, and courses side by side stay themselves."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import exp, pi

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.exposure import counted_exposure, depth_grid_mm, typed_exposure
from punctum.healing.sessions import Sessions, column_grid, ladder, sessions_of, side_by_side
from tests.healing.examples import exposure

CELLS = len(column_grid().widths_mm)
COURSE = sessions_of([exposure(0), exposure(14), exposure(28)])


@given(st.floats(0, 5000), st.floats(0, 0.2), st.floats(0.1, 3), st.floats(-100, 400))
def test_a_session_is_its_exposure(density: float, radius: float, depth: float, day: float) -> None:
    one = exposure(day, depth, density, radius)
    made = sessions_of([one])
    assert made.at_days.tolist() == [day]
    assert made.columns == 1
    assert made.holes_per_mm2[0, 0] == pytest.approx(density / 100)
    assert made.channel_radius_mm[0, 0] == radius
    assert made.opened_fraction[0, 0] == pytest.approx(1 - exp(-density / 100 * pi * radius**2), abs=1e-12)
    assert made.opened_fraction[0, 0] == pytest.approx(one.open_fraction[0], abs=1e-12)
    # Mean depth of the holes: the area under the share that reaches deeper.
    on = one.deeper
    area = float(np.sum((on[1:] + on[:-1]) / 2 * np.diff(one.depth_mm)))
    assert made.deeper[0, 0] @ column_grid().widths_mm == pytest.approx(area, rel=1e-9)
    assert np.all(np.diff(made.deeper[0, 0]) <= 1e-12)


def test_no_hole_is_deeper_than_the_last_depth_that_an_exposure_names() -> None:
    half = typed_exposure(density_per_cm2=100, channel_radius_mm=0.03, depth_mm=[0, 1], deeper=[1, 0.5])
    reached = sessions_of([half]).deeper[0, 0]
    edges = column_grid().edges_mm
    assert np.all(reached[edges[:-1] >= 1] == 0)
    assert np.all(reached[edges[1:] <= 1] >= 0.5)
    alone = typed_exposure(density_per_cm2=100, channel_radius_mm=0.03, depth_mm=[0], deeper=[1])
    np.testing.assert_allclose(sessions_of([alone]).deeper, 0, atol=1e-300)
    beyond = typed_exposure(density_per_cm2=100, channel_radius_mm=0.03, depth_mm=[0, 99], deeper=[1, 1])
    np.testing.assert_allclose(sessions_of([beyond]).deeper, 1)


def test_counted_holes_reach_as_deep_as_they_were_counted() -> None:
    depths = np.random.default_rng(0).uniform(0.2, 1.4, 5000)
    one = counted_exposure(
        puncture_depth_mm=depths,
        area_cm2=20,
        channel_radius_mm=0.035,
        opened_area_fraction=0.01,
        depth_mm=depth_grid_mm(1.5, 0.001),
    )
    edges = column_grid().edges_mm
    found = sessions_of([one]).deeper[0, 0]
    inside = [np.clip((depths - top) / (low - top), 0, 1).mean() for top, low in pairwise(edges)]
    np.testing.assert_allclose(found, inside, atol=0.03)


def test_no_holes_open_nothing() -> None:
    assert sessions_of([exposure(density_per_cm2=0)]).opened_fraction.tolist() == [[0.0]]


def test_courses_side_by_side_stay_themselves() -> None:
    other = sessions_of([exposure(day, 0.5, 100, 0.05) for day in (0, 14, 28)])
    both = side_by_side([COURSE, other, COURSE])
    assert both.columns == 3
    for at, one in enumerate((COURSE, other, COURSE)):
        taken = both.take([at])
        for name in ("at_days", "holes_per_mm2", "channel_radius_mm", "deeper"):
            assert np.array_equal(getattr(taken, name), getattr(one, name)), name


def test_one_course_fits_any_columns() -> None:
    assert COURSE.take([0, 7, 99]).columns == 3
    assert np.array_equal(COURSE.take([0, 7, 99]).deeper[:, 2], COURSE.deeper[:, 0])


def test_courses_on_other_days_or_none_at_all_do_not_stand_side_by_side() -> None:
    with pytest.raises(ValueError, match="same days in all courses"):
        side_by_side([COURSE, sessions_of([exposure(0), exposure(14), exposure(29)])])
    with pytest.raises(ValueError, match="courses: expected one at least"):
        side_by_side([])


@pytest.mark.parametrize("days", [[], [0, 0], [14, 0], [0, float("nan")], [float("inf")]])
def test_days_that_do_not_ascend_are_refused(days: list[float]) -> None:
    with pytest.raises(ValueError, match="at_days: expected"):
        Sessions(
            at_days=np.array(days, dtype=np.float64),
            holes_per_mm2=np.ones((len(days), 1)),
            channel_radius_mm=np.ones((len(days), 1)),
            deeper=np.ones((len(days), 1, CELLS)),
        )


def test_sessions_of_nothing_or_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="at_days: expected one day per session, one session at least"):
        sessions_of([])
    with pytest.raises(ValueError, match="at_days: expected days that ascend"):
        sessions_of([exposure(14), exposure(0)])


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"holes_per_mm2": np.ones(3)}, "holes_per_mm2: expected"),
        ({"holes_per_mm2": np.ones((3, 0))}, "holes_per_mm2: expected"),
        ({"holes_per_mm2": -np.ones((3, 1))}, "holes_per_mm2: expected numbers from 0 on"),
        ({"channel_radius_mm": np.ones((2, 1))}, r"channel_radius_mm: expected \(3, 1\), found \(2, 1\)"),
        ({"channel_radius_mm": np.full((3, 1), np.nan)}, "channel_radius_mm: expected numbers from 0 on"),
        ({"deeper": np.ones((3, 1, CELLS + 1))}, "deeper: expected"),
        ({"deeper": np.full((3, 1, CELLS), 1.1)}, "deeper: expected shares up to 1"),
    ],
)
def test_arrays_that_do_not_fit_are_refused_by_name(changes: dict[str, np.ndarray], line: str) -> None:
    with pytest.raises(ValueError, match=line):
        replace(COURSE, **changes)


def test_the_grid_and_the_steps_are_those_of_the_table() -> None:
    grid, steps = column_grid(), ladder()
    assert grid.edges_mm[0] == 0
    assert len(grid.widths_mm) == CELLS
    assert steps.first_days < steps.longest_days
    assert steps.steps_a_rung >= 1
