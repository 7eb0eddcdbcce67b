"""How long redness lasts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.healing.course import Course
from punctum.healing.experiment import Experiment, run
from punctum.healing.kinetics import usual_parameters
from punctum.healing.redness import REDNESS_CLASSES, redness_class, redness_days, redness_save_days
from punctum.planning.tables import REDNESS
from punctum.problems import InputError


def course(days: np.ndarray, sessions: list[float], redness: np.ndarray) -> Course:
    return Course(
        days=days,
        session_days=np.array(sessions),
        depth_mm=np.zeros(1),
        outputs={"erythema_au": np.atleast_2d(redness)},
        profiles={},
        loop_gain=np.zeros(1),
        time_error=np.zeros(1),
    )


@given(st.floats(1.1, 40), st.floats(0.05, 3), st.floats(1.1, 40))
def test_the_longest_over_the_sessions_counts(first: float, half_life: float, second: float) -> None:
    days = redness_save_days([0, 30], 60)
    since, top = np.where(days < 30, days, days - 30), np.where(days < 30, first, second)
    found = redness_days(course(days, [0, 30], top * np.exp2(-since / half_life)))
    assert found == pytest.approx([half_life * np.log2(max(first, second))])


def test_redness_that_comes_back_counts_until_its_last_end() -> None:
    days = np.array([0.0, 1, 2, 3, 4])
    assert redness_days(course(days, [0], np.array([2, 0.5, 2, 0.5, 0.1]))) == pytest.approx([2.5])


def test_redness_that_never_shows_lasts_no_day() -> None:
    assert redness_days(course(np.array([0.0, 1, 2]), [0], np.array([0.9, 0.5, 0.1]))).tolist() == [0]


def test_redness_that_has_not_gone_lasts_until_the_next_session_at_least() -> None:
    days = np.array([0.0, 1, 7, 10, 11, 12])
    assert redness_days(course(days, [0, 10], np.array([9, 8, 7, 0.5, 0.2, 0.1]))).tolist() == [10]
    assert redness_days(course(days, [0], np.array([9.0, 8, 7, 6, 5, 4]))).tolist() == [12]


def test_a_course_without_looks_is_refused() -> None:
    with pytest.raises(InputError, match="save_days: expected a look on day 10"):
        redness_days(course(np.array([0.0, 1, 2, 11, 12]), [0, 10], np.ones(5)))
    with pytest.raises(InputError, match="save_days"):
        redness_days(course(np.array([0.0]), [0], np.ones(1)))


def test_looks_are_fine_enough() -> None:
    """Four looks a doubling against sixty-four, on a real course."""
    parameters = usual_parameters()
    experiment = Experiment(needle_length_mm=1.5, density_per_cm2=1500, session_days=(0, 7))
    coarse = run(experiment, parameters, redness_save_days((0, 7), 21))
    days = np.concatenate([start + np.linspace(0, 6.99, 1400) for start in (0, 7)])
    fine = run(experiment, parameters, np.append(days, 21))
    above = [fine.days[(fine.days >= start) & (fine.days < start + 7)][
        np.flatnonzero(fine["erythema_au"][0][(fine.days >= start) & (fine.days < start + 7)] > 1)[-1]
    ] - start for start in (0, 7)]  # fmt: skip
    assert redness_days(coarse)[0] == pytest.approx(max(above), abs=0.03)
    assert redness_days(coarse)[0] > 0.1


@pytest.mark.parametrize(
    ("days", "name"),
    [(0, "hours"), (1, "hours"), (1.01, "days_1_3"), (3, "days_1_3"), (7, "days_7"), (7.5, "longer"), (90, "longer")],
)
def test_classes_hold_up_to_their_last_day(days: float, name: str) -> None:
    assert redness_class(days) == name


def test_the_classes_are_those_of_the_plan() -> None:
    ours = {row.id: row.up_to_days for row in REDNESS_CLASSES.rows}
    assert {row.id: row.days_high for row in REDNESS.rows} == {
        name: days for name, days in ours.items() if days is not None
    }
    assert [row.id for row in REDNESS_CLASSES.rows][-1] == "longer"
