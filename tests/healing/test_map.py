from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from punctum.delivery.values import Punctures
from punctum.healing import (
    Columns,
    HealingMap,
    Parameters,
    heal,
    heal_map,
    plain_columns,
    prior_draws,
    sessions_of,
    usual_parameters,
)
from punctum.healing.course import OUTPUTS
from punctum.healing.skin_columns import columns_of
from punctum.problems import InputError
from tests.report.deliveries import delivered, square

SKIN = plain_columns((15, 70, 150, 1000))
DAYS = (1.0, 30.0)


def half_needled() -> tuple[np.ndarray, np.ndarray]:
    x, y = np.random.default_rng(2).random((2, 800)) * 20
    return np.concatenate([x[:400] / 2, x[400:]]), y


def made(columns: Columns = SKIN, parameters: Parameters | None = None, **changes: Any) -> HealingMap:
    options: dict[str, Any] = {"at_days": DAYS, "side_mm": 5.0, "columns": columns}
    return heal_map(square(*half_needled()), parameters or usual_parameters(), **(options | changes))


def test_every_place_is_a_column_healed_with_its_own_density() -> None:
    found = made(session_days=(0.0, 14.0))
    delivery = square(*half_needled())
    one = sessions_of([delivery.exposure])
    for row, column in ((0, 0), (2, 3), (3, 1)):
        density = found.holes_per_cm2[row, column] / 100
        slow = type(one)(
            at_days=np.array([0.0, 14.0]),
            holes_per_mm2=np.full((2, 1), density),
            channel_radius_mm=np.repeat(one.channel_radius_mm, 2, axis=0),
            deeper=np.repeat(one.deeper, 2, axis=0),
        )
        course = heal(SKIN, slow, usual_parameters(), 30.0, save_days=DAYS)
        for name in OUTPUTS.by_id:
            np.testing.assert_allclose(found[name][:, row, column], course[name][0], rtol=1e-6, err_msg=name)


def test_more_holes_give_more_and_none_leave_skin_at_rest() -> None:
    found = made()
    order = np.argsort(found.holes_per_cm2.ravel())
    assert np.all(np.diff(found["total_collagen"][1].ravel()[order]) > 0)
    some = square(*half_needled())
    places = np.empty(0, np.float32)
    none = Punctures(places, places, places, np.empty(0, np.uint8))
    nothing = replace(some, punctures=none)
    still = heal_map(nothing, usual_parameters(), columns=SKIN, at_days=DAYS, side_mm=5.0)
    for name, row in OUTPUTS.by_id.items():
        if row.at_rest is not None:
            np.testing.assert_allclose(still[name], row.at_rest, atol=1e-6, err_msg=name)


def test_several_draws_give_the_median_place_by_place() -> None:
    draws = prior_draws(3, seed=4)
    apart = [made(parameters=draws.take([draw]))["total_collagen"] for draw in range(3)]
    together = made(parameters=draws)
    np.testing.assert_allclose(together["total_collagen"], np.median(apart, axis=0), rtol=1e-6)
    assert together.draws == 3
    thick = plain_columns((15, 70, 150, 1000), 3)
    np.testing.assert_array_equal(made(thick, draws)["total_collagen"], together["total_collagen"])


def test_places_outside_the_zone_have_no_value_and_the_grid_says_where_it_lies() -> None:
    delivery = delivered(density_per_cm2=50.0)
    found = heal_map(delivery, usual_parameters(), columns=SKIN, at_days=(7.0,), side_mm=10.0)
    assert np.isnan(found["collagen_iii"][:, ~found.inside]).all()
    assert np.isfinite(found["collagen_iii"][:, found.inside]).all()
    left, low, right, high = delivery.region.bounds_mm
    assert left < found.x_mm[0] == pytest.approx(left + 5)
    assert low < found.y_mm[0] == pytest.approx(low + 5)
    assert (found.x_mm[-1] + 5 >= right, found.y_mm[-1] + 5 >= high) == (True, True)
    assert found.inside.shape == (len(found.y_mm), len(found.x_mm))


def test_large_zones_get_large_squares() -> None:
    small, large = square(*half_needled()), square(*half_needled(), side_mm=320.0)
    assert heal_map(small, usual_parameters(), columns=SKIN, at_days=(1.0,)).side_mm == 2
    assert heal_map(large, usual_parameters(), columns=SKIN, at_days=(1.0,)).side_mm == 8


def test_sessions_after_the_last_look_do_not_count() -> None:
    first, both = made(), made(session_days=(0.0, 60.0))
    np.testing.assert_array_equal(both.session_days, [0.0])
    np.testing.assert_array_equal(first["total_collagen"], both["total_collagen"])
    on_the_day = made(at_days=(28.0,), session_days=(0.0, 28.0))
    assert (on_the_day["erythema_au"] > made(at_days=(28.0,))["erythema_au"]).all()


def test_progress_reaches_one() -> None:
    told: list[float] = []
    made(on_progress=told.append)
    assert told[-1] == 1


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"side_mm": 0.0}, "side_mm"),
        ({"side_mm": float("nan")}, "side_mm"),
        ({"at_days": ()}, "at_days"),
        ({"at_days": (1.0,), "session_days": (2.0,)}, "at_days"),
    ],
)
def test_what_cannot_be_mapped_is_said(changes: dict[str, Any], path: str) -> None:
    with pytest.raises(InputError) as caught:
        made(**changes)
    assert [problem.path for problem in caught.value.problems] == [path]


def test_columns_and_draws_must_fit() -> None:
    with pytest.raises(ValueError, match="expected 1 or 3, found 2"):
        made(plain_columns((15, 70, 150, 1000), 2), prior_draws(3, seed=0))


def test_without_columns_the_skin_is_that_of_the_delivery() -> None:
    delivery = delivered(density_per_cm2=50.0)
    done = delivery.treatment
    usual = heal_map(delivery, usual_parameters(), at_days=(7.0,), side_mm=20.0)
    told = columns_of(done.zone, done.sex, done.age_years)
    same = heal_map(delivery, usual_parameters(), at_days=(7.0,), side_mm=20.0, columns=told)
    np.testing.assert_array_equal(usual["total_collagen"], same["total_collagen"])
