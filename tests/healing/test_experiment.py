"""Experiments: what was done to which skin, as columns and sessions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from punctum.delivery.channel import channel_radius_mm
from punctum.delivery.depth import depth_model
from punctum.evidence.parameters import PARAMETERS
from punctum.healing.experiment import EXPERIMENT_SETTINGS, Experiment, constants, density_per_cm2, prepare, run
from punctum.healing.kinetics import prior_draws, usual_parameters
from punctum.healing.sessions import column_grid
from punctum.problems import InputError

USUAL = usual_parameters()


def test_what_a_study_does_not_say_comes_from_the_table() -> None:
    columns, sessions = prepare(Experiment(), 1)
    setting = {row.id: row.value for row in EXPERIMENT_SETTINGS.rows}
    assert sessions.holes_per_mm2.tolist() == [[setting["density"] / 100]]
    assert sessions.channel_radius_mm.tolist() == [[channel_radius_mm()]]
    expected = column_grid().means(
        depths := np.linspace(0, setting["needle_length"], 2001),
        depth_model("pen", setting["needle_length"]).deeper(depths),
    )
    assert sessions.deeper[0, 0] == pytest.approx(expected, abs=2e-3)
    assert columns.count == 1


def test_a_wound_injures_all_there_is_down_to_its_depth() -> None:
    for depth, usual in ((None, 4.0), (0.3, 0.3)):
        _, sessions = prepare(Experiment(injury="wound", depth_mm=depth, channel_radius_mm=2), 1)
        edges = column_grid().edges_mm
        expected = np.clip((usual - edges[:-1]) / np.diff(edges), 0, 1)
        assert sessions.deeper[0, 0] == pytest.approx(expected)
        assert sessions.opened_fraction[0, 0] == 1
        assert sessions.channel_radius_mm[0, 0] == 2


def test_a_wound_leaves_no_dermis_out_of_reach_and_needles_do() -> None:
    near = USUAL.changed({"signal_reach_mm": 0.02})
    wound = run(Experiment(injury="wound"), near, [1])
    needles = run(Experiment(needle_length_mm=1.5), near, [1])
    doubled = run(Experiment(injury="wound", density_per_cm2=1), near, [1])
    assert wound["neutrophils"][0, 0] > 5 * needles["neutrophils"][0, 0]
    assert doubled["neutrophils"][0, 0] == wound["neutrophils"][0, 0]


def test_holes_of_one_depth_are_as_deep_as_said() -> None:
    _, sessions = prepare(Experiment(depth_mm=0.5, density_per_cm2=100, channel_radius_mm=0.05), 1)
    edges = column_grid().edges_mm
    assert np.sum(sessions.deeper[0, 0] * np.diff(edges)) == pytest.approx(0.5)
    assert sessions.holes_per_mm2[0, 0] == 1


def test_passes_become_holes() -> None:
    a_pass = PARAMETERS.by_id["holes_per_pass"].value
    assert a_pass is not None
    assert density_per_cm2(Experiment(kind="roller", passes=15)) == 15 * a_pass
    assert density_per_cm2(Experiment(kind="pen", passes=4)) == 2 * density_per_cm2(Experiment(kind="pen", passes=2))
    assert density_per_cm2(Experiment(density_per_cm2=77)) == 77


def test_without_inflammation_no_leukocyte_comes_and_the_signal_is_less() -> None:
    usual = run(Experiment(injury="wound"), USUAL, [1, 3])
    bare = run(Experiment(injury="wound", inflammation=False), USUAL, [1, 3])
    for name in ("neutrophils", "macrophages", "mmp"):
        assert np.all(bare[name] < 1e-5 * usual[name])
    assert np.all((bare["signal"] > 0) & (bare["signal"] < usual["signal"]))
    assert constants(Experiment(), USUAL) is USUAL


def test_every_draw_is_a_column() -> None:
    draws = prior_draws(3, 5)
    same, _ = prepare(Experiment(), 3)
    assert np.ptp(same.reticular_dermis_um) == 0
    columns, sessions = prepare(Experiment(), 3, drawn=True, seed=4)
    assert columns.count == sessions.columns == 3
    assert len(set(columns.reticular_dermis_um.tolist())) == len(set(sessions.channel_radius_mm[0].tolist())) == 3
    course = run(Experiment(session_days=(0, 14)), draws, [20], drawn=True, seed=4)
    assert course["collagen_iii"].shape == (3, 1)
    first = run(Experiment(session_days=(0, 14)), draws.take([0]), [20], drawn=True, seed=4)
    assert course["collagen_iii"][0] == pytest.approx(first["collagen_iii"][0], rel=1e-5)


def test_the_course_ends_with_the_last_look_or_just_after_the_last_session() -> None:
    course = run(Experiment(session_days=(0, 14)), USUAL, [1, 14])
    assert course.days.tolist() == [1, 14]
    assert run(Experiment(), USUAL, until_days=3).days[-1] == 3
    with pytest.raises(InputError, match="save_days: expected days to look at, or until_days"):
        run(Experiment(), USUAL)


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"injury": "burn"}, "injury"),
        ({"kind": "laser"}, "kind"),
        ({"passes": 0}, "passes"),
        ({"passes": 2, "density_per_cm2": 10}, "passes"),
        ({"passes": 2, "kind": "stamp"}, "passes"),
        ({"needle_length_mm": 40}, "needle_length_mm"),
        ({"density_per_cm2": 0}, "density_per_cm2"),
        ({"depth_mm": 0}, "depth_mm"),
        ({"depth_mm": float("nan")}, "depth_mm"),
        ({"channel_radius_mm": float("inf")}, "channel_radius_mm"),
        ({"session_days": ()}, "session_days"),
        ({"session_days": (0, 0)}, "session_days"),
        ({"session_days": (float("nan"),)}, "session_days"),
    ],
)
def test_what_nobody_can_have_done_is_refused(changed: dict[str, object], path: str) -> None:
    with pytest.raises(InputError) as caught:
        replace(Experiment(), **changed)  # type: ignore[arg-type]
    assert [problem.path for problem in caught.value.problems] == [path]


def test_unknown_skin_is_refused_when_the_experiment_is_prepared() -> None:
    with pytest.raises(InputError, match="cheek"):
        prepare(Experiment(zone="chek"), 1)
