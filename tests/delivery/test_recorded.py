"""A recorded treatment: read, refused with one line for each problem, and compared with the plan."""

from __future__ import annotations

from math import pi
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from punctum.delivery.recorded import LeftOut, read_recorded, recorded_difference, without
from punctum.delivery.region import zone_region
from punctum.delivery.values import Density, Dwell, Passes
from punctum.problems import InputError
from tests.report.deliveries import delivered, square

GOOD: dict[str, Any] = {
    "zone": "Cheek", "sex": "female", "device": "skinpen_precision", "needle_length_mm": 1.0, "seconds": 90,
}  # fmt: skip
CHEEK = zone_region("cheek", "female")


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
    low = CHEEK.rings_mm[0].mean(axis=0)
    spot = {"x_mm": float(low[0]), "y_mm": float(low[1]), "radius_mm": 5.0}
    made = read_recorded(written(tmp_path, left_out=[spot]))
    assert made.left_out == (LeftOut(**spot),)
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


def test_holes_in_a_circle_are_left_out_and_missed() -> None:
    x, y = (axis.ravel() for axis in np.meshgrid(np.arange(0.1, 20, 0.2), np.arange(0.1, 20, 0.2)))
    plan = square(x, y)
    spot = (LeftOut(x_mm=10, y_mm=10, radius_mm=4),)
    kept = without(plan.punctures, spot)
    assert len(kept.x_mm) == len(kept.depth_mm) == np.sum(np.hypot(x - 10, y - 10) > 4)
    found = recorded_difference(plan, plan, spot)
    assert 100 * found.missed_cm2 == pytest.approx(pi * 3**2, rel=0.1)
    assert found.done_per_cm2 < found.planned_per_cm2


def test_nothing_left_out_is_no_difference() -> None:
    made = delivered()
    assert recorded_difference(made, made, ()).missed_cm2 == 0
