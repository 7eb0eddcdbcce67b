"""A recorded treatment: read, refused with one line for each problem, and compared with the plan."""

from __future__ import annotations

from dataclasses import replace
from math import pi
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from punctum.delivery.deliver import deliver
from punctum.delivery.difference import difference
from punctum.delivery.left_out import LeftOut, left_out_share, without
from punctum.delivery.recorded import Planned, read_recorded
from punctum.delivery.region import zone_region
from punctum.delivery.values import Density, Dwell, Passes
from punctum.problems import InputError
from tests.report.deliveries import square

GOOD: dict[str, Any] = {
    "zone": "Cheek", "sex": "female", "device": "skinpen_precision", "needle_length_mm": 1.0, "seconds": 90,
}  # fmt: skip
CHEEK = zone_region("cheek", "female")
MIDDLE = CHEEK.rings_mm[0].mean(axis=0)
CHEEK_SPOT = {"x_mm": float(MIDDLE[0]), "y_mm": float(MIDDLE[1]), "radius_mm": 5.0}


def written(folder: Path, **fields: Any) -> Path:
    path = folder / "done.yaml"
    kept = {name: value for name, value in {**GOOD, **fields}.items() if value is not None}
    path.write_text(yaml.safe_dump(kept), "utf-8")
    return path


def test_seconds_are_shared_out_over_the_skin(tmp_path: Path) -> None:
    made = read_recorded(written(tmp_path))
    assert made.left_out == ()
    treatment = made.treatment
    assert (treatment.zone, treatment.sex, treatment.hand_piece.id) == ("cheek", "female", "skinpen_precision")
    assert isinstance(treatment.dose, Dwell)
    assert treatment.dose.s_per_cm2 == pytest.approx(90 / CHEEK.area_cm2)
    assert treatment.passes == 4


def test_seconds_go_to_what_was_not_left_out(tmp_path: Path) -> None:
    made = read_recorded(written(tmp_path, left_out=[CHEEK_SPOT]))
    assert made.left_out == (LeftOut(**CHEEK_SPOT),)
    assert isinstance(made.treatment.dose, Dwell)
    assert made.treatment.dose.s_per_cm2 == pytest.approx(90 / (CHEEK.area_cm2 - pi * 0.25), rel=5e-4)


def test_passes_and_density_stay_as_they_are(tmp_path: Path) -> None:
    passes = read_recorded(written(tmp_path, seconds=None, passes=3)).treatment
    assert (passes.dose, passes.passes) == (Passes(3), 3)
    density = read_recorded(written(tmp_path, seconds=None, density_per_cm2=250, directions=2)).treatment
    assert (density.dose, density.passes) == (Density(250), 2)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"zone": "chek"}, "zone: expected"),
        ({"zone": "upper_eyelid"}, "zone: expected"),
        ({"device": "skinpn_precision"}, "did you mean 'skinpen_precision'"),
        ({"needle_length_mm": 15}, "needle_length_mm: expected 0.1 to 3.5 mm, found 15"),
        ({"seconds": None}, "expected one of seconds, passes, density_per_cm2, found none of them"),
        ({"passes": 2}, "expected one of seconds, passes, density_per_cm2, found seconds and passes"),
        ({"seconds": -1}, "seconds: expected 1 to 14400 seconds"),
        ({"seconds": float("nan")}, "seconds: expected a finite number"),
        ({"second": 90}, "did you mean 'seconds'"),
        ({"left_out": [{"x_mm": 0, "y_mm": 0, "radius_mm": 0}]}, "left_out[0].radius_mm: expected"),
        ({"left_out": [{"x_mm": 0, "y_mm": 0}]}, "left_out[0].radius_mm: expected this field"),
        ({"left_out": [{"x_mm": 0, "y_mm": 0, "radius_mm": 10_000}]}, "left_out: expected less than the whole zone"),
        ({"device": "dermaroller_mf8"}, "seconds: expected passes or density_per_cm2"),
    ],
)
def test_what_cannot_be_used_is_one_clear_line(tmp_path: Path, fields: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_recorded(written(tmp_path, **fields))
    assert len(caught.value.problems) == 1
    assert message in str(caught.value)


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_recorded(written(tmp_path, zone="chek", device="skinpn", seconds=None, needle_length_mm="long", spots=[]))
    paths = [problem.path for problem in caught.value.problems]
    assert paths == ["zone", "needle_length_mm", "spots", "dose", "device"]
    with pytest.raises(InputError) as caught:
        read_recorded(written(tmp_path, zone="lips", device="skinpn"), Planned("cheek", "male"))
    assert [problem.path for problem in caught.value.problems] == ["zone", "sex", "device"]
    with pytest.raises(InputError) as caught:
        read_recorded(written(tmp_path, device="dermaroller_mf8", left_out=[{"x_mm": 0, "y_mm": 0, "radius_mm": 3}]))
    assert [problem.path for problem in caught.value.problems] == ["left_out[0]", "seconds"]
    assert "x from -87 to 170 mm and y from 33 to 114 mm, found x 0, y 0, radius 3 mm" in str(caught.value)
    with pytest.raises(InputError) as caught:
        read_recorded(written(tmp_path, needle_length_mm=3.0, seconds=14400, left_out=[CHEEK_SPOT | {"x_mm": 900}]))
    assert [problem.path for problem in caught.value.problems] == ["left_out[0]", "needle_length_mm"]


def test_more_holes_than_are_simulated_are_refused_by_the_name_of_the_field(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^seconds: expected 0 to 10,000,000 holes in the zone"):
        read_recorded(written(tmp_path, seconds=14400))
    with pytest.raises(InputError, match=r"^density_per_cm2: expected 0 to 10,000,000 holes in the zone"):
        read_recorded(written(tmp_path, zone="back", seconds=None, density_per_cm2=20000))


def test_the_plan_says_who_the_person_is_where_the_record_does_not(tmp_path: Path) -> None:
    plan = Planned("cheek", "male", 50.0)
    made = read_recorded(written(tmp_path, sex=None), plan).treatment
    assert (made.sex, made.age_years) == ("male", 50)
    assert isinstance(made.dose, Dwell)
    assert made.dose.s_per_cm2 == pytest.approx(90 / zone_region("cheek", "male").area_cm2)
    made = read_recorded(written(tmp_path, age_years=40), Planned("cheek")).treatment
    assert (made.sex, made.age_years) == ("female", 40)


def test_another_zone_or_person_than_planned_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_recorded(written(tmp_path, age_years=40), Planned("forehead", "male", 50.0))
    assert [str(problem) for problem in caught.value.problems] == [
        "zone: expected forehead, as planned, found 'cheek'",
        "sex: expected male, as planned, found 'female'",
        "age_years: expected 50.0, as planned, found 40.0",
    ]


def test_holes_in_a_circle_are_left_out_and_missed() -> None:
    x, y = (axis.ravel() for axis in np.meshgrid(np.arange(0.1, 20, 0.2), np.arange(0.1, 20, 0.2)))
    plan = square(x, y)
    spot = (LeftOut(x_mm=10, y_mm=10, radius_mm=4),)
    kept = without(plan.punctures, spot)
    assert len(kept.x_mm) == len(kept.depth_mm) == np.sum(np.hypot(x - 10, y - 10) > 4)
    assert left_out_share(plan.region, spot) == pytest.approx(pi * 4**2 / 400, rel=0.05)
    found = difference(plan, replace(plan, punctures=kept))
    assert 100 * found.missed_cm2 == pytest.approx(pi * 3**2, rel=0.1)
    assert found.done_per_cm2 < found.planned_per_cm2


@pytest.mark.parametrize("draws", [2, 60], ids=["plain", "compiled"])
def test_what_is_left_out_is_missing_in_every_figure(tmp_path: Path, draws: int) -> None:
    made = read_recorded(written(tmp_path, zone="glabella", seconds=None, density_per_cm2=200))
    left, top, right, bottom = zone_region("glabella", "female").bounds_mm
    spot = LeftOut(x_mm=(left + right) / 2, y_mm=(top + bottom) / 2, radius_mm=4)
    whole = deliver(made.treatment, seed=3, draws=draws)
    part = deliver(made.treatment, seed=3, draws=draws, left_out=[spot])
    kept = without(whole.punctures, [spot])
    assert 0 < len(kept.x_mm) < len(whole.punctures.x_mm)
    for name in ("x_mm", "y_mm", "depth_mm", "pass_number"):
        np.testing.assert_array_equal(getattr(part.punctures, name), getattr(kept, name))
    assert part.largest_gap_mm >= 2 * spot.radius_mm > whole.largest_gap_mm
    assert part.coverage[0.5] < whole.coverage[0.5]
    assert part.density_per_cm2 == pytest.approx(len(kept.x_mm) / part.region.area_cm2)
    assert part.opened_area_fraction < whole.opened_area_fraction
    assert part.bands["largest_gap_mm"][0] >= 2 * spot.radius_mm


def test_seconds_stay_seconds_whatever_is_left_out(tmp_path: Path) -> None:
    made = read_recorded(written(tmp_path, seconds=20, left_out=[CHEEK_SPOT]))
    done = deliver(made.treatment, seed=1, draws=1, left_out=made.left_out)
    assert made.seconds == 20
    assert made.left_out_cm2 == pytest.approx(pi * 0.25, rel=0.05)
    assert done.minutes == pytest.approx(20 / 60, rel=2e-3)
