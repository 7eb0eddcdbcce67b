"""Every bad input of `heal` gives its one clear line; what is unusual and possible gives numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from punctum.healing import Course, heal, plain_columns, prior_draws, sessions_of, side_by_side, usual_parameters
from punctum.healing.course import OUTPUTS
from punctum.healing.sessions import column_grid
from punctum.problems import InputError
from punctum.skin.layers import layers
from punctum.skin.zones import ZONES
from tests.healing.examples import LAYERS_UM, exposure

ONE = sessions_of([exposure()])
SKIN = plain_columns(LAYERS_UM)
USUAL = usual_parameters()


def course(**changes: Any) -> Course:
    given: dict[str, Any] = {
        "columns": SKIN,
        "sessions": ONE,
        "parameters": USUAL,
        "until_days": 10,
        "save_days": [1, 10],
    }
    return heal(**{**given, **changes})


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"until_days": 0}, "until_days: expected after the last session, day 0, found 0"),
        ({"until_days": -5}, "until_days: expected after the last session, day 0, found -5"),
        ({"until_days": float("nan")}, "until_days: expected after the last session, day 0, found nan"),
        ({"until_days": float("inf")}, "until_days: expected after the last session, day 0, found inf"),
        ({"until_days": 1e9}, "until_days: expected at most 36525 days after the first session, found 1e+09"),
        ({"save_days": [1, 11]}, "save_days: expected days up to 10, found 11"),
        ({"save_days": [1, float("nan")]}, "save_days: expected days up to 10, found nan"),
        ({"save_days": [float("-inf")]}, "save_days: expected days up to 10, found -inf"),
        ({"save_days": []}, "save_days: expected one day at least, in one list, found an array of shape (0,)"),
        ({"save_days": [[1, 2]]}, "save_days: expected one day at least, in one list, found an array of shape (1, 2)"),
        ({"save_days": ["soon"]}, "save_days: expected days as numbers, found something else"),
        ({"threads": 0}, "threads: expected a whole number from 1 on, found 0"),
        ({"threads": 1.5}, "threads: expected a whole number from 1 on, found 1.5"),
        (
            {"columns": plain_columns((15, 4000, 150, 1000))},
            "columns: expected a dermis that begins above 4 mm, found 4.015 mm",
        ),
        (
            {"parameters": USUAL.changed({"elastotic_share": 1.5})},
            "elastotic_share: expected a share from 0 to 1, found 1.5",
        ),
    ],
)
def test_one_bad_input_gives_one_line(changes: dict[str, Any], line: str) -> None:
    with pytest.raises(InputError) as caught:
        course(**changes)
    assert [str(problem) for problem in caught.value.problems] == [line]


def test_several_give_a_line_each() -> None:
    with pytest.raises(InputError) as caught:
        course(until_days=-1, parameters=USUAL.changed({"fibroblast_ceiling": 0.5}), save_days=[])
    assert [problem.path for problem in caught.value.problems] == ["until_days", "fibroblast_ceiling", "save_days"]
    with pytest.raises(InputError) as caught:
        course(until_days=-1, save_days=[5])
    assert [problem.path for problem in caught.value.problems] == ["until_days"]


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"columns": plain_columns(LAYERS_UM, 0)}, "columns: expected one at least"),
        ({"sessions": side_by_side([ONE, ONE])}, "sessions: expected 1 or 1 columns, found 2"),
        ({"parameters": prior_draws(2, 0)}, "parameters: expected 1 or 1 draws, found 2"),
    ],
)
def test_what_does_not_fit_together_is_told(changes: dict[str, Any], line: str) -> None:
    with pytest.raises(ValueError, match=line):
        course(**changes)


def test_a_course_that_ends_at_once_still_has_its_session() -> None:
    short = course(until_days=1e-12, save_days=[0, 1e-12])
    longer = course(save_days=[0])
    for row in OUTPUTS.rows:
        np.testing.assert_allclose(short[row.id][:, [0]], longer[row.id], rtol=1e-6, err_msg=row.id)
    assert np.all(short["erythema_au"] > 0)


def test_sessions_at_nearly_the_same_time_all_happen() -> None:
    twice = course(sessions=sessions_of([exposure(0), exposure(1e-12)]), save_days=[1e-12])
    np.testing.assert_allclose(twice["erythema_au"], 2 * course(save_days=[0])["erythema_au"], rtol=1e-6)


def test_asked_days_may_be_repeated_unsorted_and_before_the_first_session() -> None:
    asked = [10.0, 1.0, -3.0, 1.0, 0.0]
    found, one_by_one = course(save_days=asked), {day: course(save_days=[day]) for day in set(asked)}
    assert found.days.tolist() == asked
    for row in OUTPUTS.rows:
        for at, day in enumerate(asked):
            np.testing.assert_array_equal(
                found[row.id][:, at], one_by_one[day][row.id][:, 0], err_msg=f"{row.id} {day}"
            )


@pytest.mark.parametrize(
    "sessions",
    [
        sessions_of([exposure(density_per_cm2=0)]),
        sessions_of([exposure(radius_mm=0)]),
        sessions_of([exposure(density_per_cm2=1e7)]),
        sessions_of([exposure(depth_mm=50)]),
        sessions_of([exposure(depth_mm=1e-6)]),
        sessions_of([exposure(0), exposure(9.5)]),
        sessions_of([exposure(-400), exposure(9.999)]),
    ],
    ids=["no holes", "no width", "very dense", "very deep", "very shallow", "late", "far apart"],
)
def test_unusual_sessions_give_numbers(sessions: Any) -> None:
    found = course(sessions=sessions, save_days=None)
    assert all(np.all(np.isfinite(values)) for values in found.outputs.values())
    assert np.all(np.diff(found.days) > 0)
    assert np.all(found["open_channel_fraction"] <= 1)


@pytest.mark.parametrize("layers_um", [(1e-3, 1e-3, 1e-3, 1e-3), (15, 70, 1e-3, 1000), (15, 70, 150, 20_000)])
def test_layers_thinner_than_a_cell_or_deeper_than_the_grid_give_numbers(
    layers_um: tuple[float, float, float, float],
) -> None:
    found = course(columns=plain_columns(layers_um), profiles=True)
    for values in (*found.outputs.values(), *found.profiles.values()):
        assert np.all(np.isfinite(values))


def test_of_skin_deeper_than_the_grid_only_the_part_above_counts() -> None:
    deepest_um = float(column_grid().edges_mm[-1]) * 1000
    just = course(columns=plain_columns((15, 70, 150, deepest_um - 235)))
    deeper = course(columns=plain_columns((15, 70, 150, 2 * deepest_um)))
    for row in OUTPUTS.rows:
        np.testing.assert_allclose(deeper[row.id], just[row.id], rtol=1e-6, atol=1e-9, err_msg=row.id)


def test_the_usual_skin_of_every_zone_lies_within_the_grid() -> None:
    zones = [zone.id for zone in ZONES.rows if "never" not in zone.flags]
    ages: Sequence[float | None] = (None, 18, 50, 100)
    found = [
        next(layer for layer in layers(zone, sex, age) if layer.name == "reticular_dermis").bottom_um / 1000
        for zone in zones
        for sex in ("female", "male", "unknown")
        for age in ages
    ]
    assert len(found) > 200
    assert max(found) < column_grid().edges_mm[-1]


def test_thousands_of_sessions() -> None:
    sessions = sessions_of([exposure(day / 100) for day in range(1000)])
    found = course(sessions=sessions, save_days=[0, 9.99, 10])
    assert all(np.all(np.isfinite(values)) for values in found.outputs.values())


def test_a_hundred_years() -> None:
    found = course(until_days=36_525, save_days=[365.25, 36_525])
    for row in OUTPUTS.rows:
        if row.at_rest is not None and row.id not in {"collagen_made", "collagen_lost", "elastin"}:
            np.testing.assert_allclose(found[row.id][0, 1], row.at_rest, atol=0.01, err_msg=row.id)


def test_columns_with_a_cover_stay_open_longer() -> None:
    covered = course(columns=replace(SKIN, covered=np.ones(1)), save_days=[0.25])
    assert covered["open_channel_fraction"][0, 0] > course(save_days=[0.25])["open_channel_fraction"][0, 0]


@pytest.mark.parametrize("kind", ["int64", "float32", "longdouble", ">f8", "list", "strided"])
def test_how_numbers_are_kept_changes_no_bit(kind: str) -> None:
    def kept(values: Any) -> Any:
        if kind == "list":
            return values.tolist()
        return np.repeat(values, 2, axis=-1)[..., ::2] if kind == "strided" else values.astype(kind)

    def again(value: Any) -> Any:
        # Only what the other kind can hold may be kept in it.
        same = {each.name: getattr(value, each.name) for each in fields(value)}
        made = {name: kept(each) for name, each in same.items() if kind != "int64" or np.all(each % 1 == 0)}
        return replace(value, **made)

    def rounded(value: Any) -> Any:
        return replace(value, **{each.name: getattr(value, each.name).astype(np.float32) for each in fields(value)})

    plain = {"columns": rounded(SKIN), "sessions": rounded(ONE), "parameters": rounded(USUAL)}
    found = course(**{name: again(value) for name, value in plain.items()})
    for name, values in course(**plain).outputs.items():
        np.testing.assert_array_equal(found[name], values, err_msg=name)


@pytest.mark.parametrize("values", [["a"], [1j], [None]])
def test_what_is_no_number_is_named(values: Any) -> None:
    with pytest.raises(ValueError, match="mmp_factor: expected numbers"):
        replace(SKIN, mmp_factor=values)
    with pytest.raises(ValueError, match="holes_per_mm2: expected numbers"):
        replace(ONE, holes_per_mm2=np.array([values]))
    with pytest.raises(ValueError, match="values: expected numbers"):
        replace(USUAL, values=np.array([values]))


def test_where_no_number_comes_out_that_is_said() -> None:
    with pytest.raises(InputError, match="expected skin, sessions and constants that can be computed"):
        course(columns=replace(SKIN, mmp_factor=np.full(1, 1e300), closure_factor=np.full(1, 1e300)))
