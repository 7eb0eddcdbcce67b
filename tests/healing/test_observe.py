"""What a study could measure, read from a course."""

from __future__ import annotations

import numpy as np
import pytest

from punctum.healing.columns import THICKNESSES
from punctum.healing.course import Course
from punctum.healing.experiment import Experiment, prepare, run
from punctum.healing.kinetics import prior_draws
from punctum.healing.observing.observables import OBSERVABLES, Observable, observable
from punctum.healing.observing.observe import observe, observe_days
from punctum.healing.observing.readings import READ
from punctum.healing.sessions import column_grid
from punctum.problems import InputError

MODELLED = [row for row in OBSERVABLES.rows if row.when != "never"]
DAYS = [row for row in MODELLED if row.when == "day"]
DRAWS = prior_draws(3, 11)
WOUND = Experiment(injury="wound", channel_radius_mm=0.1, covered=True, modifiers=("smoking",), age_years=70)
COLUMNS, _ = prepare(WOUND, 3, drawn=True, seed=2)
BEFORE, END = -1.0, 120.0


@pytest.fixture(scope="module")
def course() -> Course:
    days = np.concatenate([[BEFORE], observe_days(WOUND.session_days, END)])
    return run(WOUND, DRAWS, days, profiles=True, drawn=True, seed=2)


def seen(course: Course, name: str, day: float | None = None, **more: object) -> np.ndarray:
    return observe(course, name, day, parameters=DRAWS, columns=COLUMNS, **more)  # type: ignore[arg-type]


def test_every_modelled_row_has_a_reading_and_no_other_has() -> None:
    assert set(READ) == {row.id for row in MODELLED}


@pytest.mark.parametrize("row", OBSERVABLES.rows, ids=lambda row: row.id)
def test_a_row_says_what_it_needs_or_why_it_is_not_modelled(row: Observable, course: Course) -> None:
    assert bool(row.why_not) == (row.when == "never") == (not row.needs) == (not row.unit)
    assert set(row.needs) <= set(course.outputs)
    if row.regions:
        assert set(row.needs) <= {*course.profiles, "total_collagen"}
        assert row.regions[0] == "dermis"


@pytest.mark.parametrize("row", MODELLED, ids=lambda row: row.id)
def test_every_observable_is_a_number_for_each_column(row: Observable, course: Course) -> None:
    for day in (2.0, 33.3, END) if row.when == "day" else (None,):
        found = seen(course, row.id, day)
        assert found.shape == (3,)
        assert found.dtype == np.float64
        assert not np.any(np.isnan(found))
    for region in row.regions:
        inside = seen(course, row.id, 7.0, region=region)
        assert np.all(np.isfinite(inside))
        if region == "dermis":
            assert np.all(np.abs(inside) > 0)


@pytest.mark.parametrize("row", [row for row in DAYS if "over rest" in row.unit], ids=lambda row: row.id)
def test_a_change_from_rest_is_none_before_the_injury(row: Observable, course: Course) -> None:
    assert seen(course, row.id, BEFORE) == pytest.approx(0, abs=1e-4)


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("collagen_i_synthesis_fold", 1), ("collagen_iii_synthesis_fold", 1), ("fibroblasts_fold", 1),
        ("col1a1_rna_log2", 0), ("mmp1_rna_log2", 0), ("tgfb1_rna_log2", 0), ("il6_rna_log2", 0), ("erythema_au", 0),
        ("tropoelastin", 0), ("tewl_over_rest_g_m2_h", 0), ("new_collagen_percent", 0),
    ],
)  # fmt: skip
def test_skin_at_rest_reads_as_such(name: str, rest: float, course: Course) -> None:
    assert seen(course, name, BEFORE) == pytest.approx(rest, abs=1e-4)


def test_shares_at_rest_are_the_constants(course: Course) -> None:
    assert seen(course, "collagen_iii_share_percent", BEFORE) == pytest.approx(100 * DRAWS["type_iii_share"])
    assert seen(course, "extractable_share_percent", BEFORE) == pytest.approx(100 * DRAWS["extractable_share"])
    share = DRAWS["type_iii_share"]
    assert seen(course, "iii_to_i_ratio", BEFORE) == pytest.approx(share / (1 - share))


def test_readings_agree_with_each_other(course: Course) -> None:
    day = 30.0
    share = seen(course, "collagen_iii_share_percent", day) / 100
    assert seen(course, "iii_to_i_ratio", day) == pytest.approx(share / (1 - share))
    of = {name: seen(course, f"{name}_percent", day) / 100 + 1 for name in ("collagen_i", "collagen_iii")}
    iii = DRAWS["type_iii_share"]
    total = iii * of["collagen_iii"] + (1 - iii) * of["collagen_i"]
    assert seen(course, "total_collagen_percent", day) == pytest.approx(100 * (total - 1), abs=1e-3)
    assert seen(course, "dermal_density_percent", day, gain=0.5) == pytest.approx(50 * (total - 1), abs=1e-3)
    for kind, name in (("col1a1", "collagen_i"), ("col3a1", "collagen_iii")):
        fold = seen(course, f"{name}_synthesis_fold", day)
        assert seen(course, f"{kind}_rna_log2", day, gain=3.0) == pytest.approx(np.log2(1 + 3 * (fold - 1)))
        assert np.all(fold > 1)
    thickness = seen(course, "epidermis_um", day) - seen(course, "viable_epidermis_um", day)
    assert thickness == pytest.approx(COLUMNS.stratum_corneum_um, rel=1e-4)


@pytest.mark.parametrize("name", ["collagen_iii", "signal"])
def test_a_region_is_the_mean_over_its_depths(name: str, course: Course) -> None:
    """Counted in thin slices, each with what its cell holds."""
    look = int(np.searchsorted(course.days, 14.0))
    day = float(course.days[look])
    slices = np.arange(0.00005, 4, 0.0001)
    cell = np.searchsorted(column_grid().edges_mm, slices) - 1
    for column in range(3):
        of = {name: getattr(COLUMNS, name)[column] / 1000 for name in THICKNESSES}
        top = of["stratum_corneum_um"] + of["viable_epidermis_um"]
        bottom = top + of["papillary_dermis_um"] + of["reticular_dermis_um"]
        ends = {"papillary": top + of["papillary_dermis_um"], "upper": top + 0.4, "dermis": bottom}
        for region, end in ends.items():
            mean = course.profiles[name][column, look][cell[(slices > top) & (slices < end)]].mean()
            if name == "signal":
                found = 2 ** seen(course, "tgfb1_rna_log2", day, region=region)[column] - 1
            else:
                found = seen(course, "collagen_iii_percent", day, region=region)[column] / 100 + 1
            assert found == pytest.approx(mean, rel=2e-3)


def test_a_day_between_two_looks_lies_on_their_line(course: Course) -> None:
    at = int(np.searchsorted(course.days, 20.0))
    one, other = course.days[at - 1], course.days[at]
    middle = seen(course, "erythema_au", (one + other) / 2)
    assert middle == pytest.approx((seen(course, "erythema_au", one) + seen(course, "erythema_au", other)) / 2)


def test_pores_close_as_their_constants_say(course: Course) -> None:
    half_life = DRAWS["pore_half_life_hours"] / (COLUMNS.closure_factor * DRAWS["cover_factor"])
    assert seen(course, "pore_half_life_hours") == pytest.approx(half_life, rel=1e-5)
    assert seen(course, "pore_closure_hours") == pytest.approx(half_life * np.log2(1 / 0.05), rel=1e-5)


def test_the_epidermis_closes_after_its_lag_and_its_way(course: Course) -> None:
    speed = DRAWS["epithelial_speed_um_per_hour"] * COLUMNS.epithelial_factor
    lag = DRAWS["epithelial_lag_hours"] / COLUMNS.epithelial_factor
    _, sessions = prepare(WOUND, 3, drawn=True, seed=2)
    expected = lag + 1000 * sessions.channel_radius_mm[0] / speed
    assert seen(course, "epidermal_closure_hours") == pytest.approx(expected, rel=1e-4)


def test_water_loss_is_back_when_it_stays_near_that_of_rest(course: Course) -> None:
    back = seen(course, "tewl_recovery_days")
    for column, day in enumerate(back):
        assert seen(course, "tewl_over_rest_percent", day)[column] == pytest.approx(10, rel=0.02)


def test_tops_follow_one_another(course: Course) -> None:
    order = [seen(course, f"{name}_peak_days") for name in ("neutrophil", "macrophage", "fibroblast")]
    assert np.all((order[0] < order[1]) & (order[1] < order[2]))


def test_collagen_is_first_seen_where_it_crosses_its_level(course: Course) -> None:
    days = seen(course, "collagen_iii_first_seen_days")
    assert np.isfinite(days).any()
    for column, day in enumerate(days):
        if np.isfinite(day):
            assert seen(course, "collagen_iii_percent", day)[column] == pytest.approx(5, rel=0.01)
        else:
            assert course["collagen_iii"][column].max() <= 1.05


def test_no_phrase_names_two_observables() -> None:
    phrases = [word for row in OBSERVABLES.rows for word in row.words]
    assert len(phrases) == len(set(phrases))


def test_what_cannot_be_read_is_refused(course: Course) -> None:
    with pytest.raises(InputError, match="did you mean 'collagen_iii_percent'"):
        observable("colagen_iii_percent")
    with pytest.raises(InputError, match="Anchoring fibrils"):
        seen(course, "type_vii_collagen", 1.0)
    for day in (None, -2.0, 121.0, float("nan")):
        with pytest.raises(InputError, match="day: expected a day from -1 to 120"):
            seen(course, "erythema_au", day)
    with pytest.raises(InputError, match="region: expected dermis, found papillary"):
        seen(course, "elastin_percent", 1.0, region="papillary")
    with pytest.raises(InputError, match="parameters"):
        observe(course, "iii_to_i_ratio", 1.0)
    with pytest.raises(InputError, match="columns"):
        observe(course, "epidermis_um", 1.0)
    bare = run(Experiment(), DRAWS, [0, 1])
    with pytest.raises(InputError, match="region: expected dermis, or a course with profiles"):
        seen(bare, "collagen_iii_percent", 1.0, region="upper")
    with pytest.raises(InputError, match="save_days"):
        seen(bare, "neutrophil_peak_days")
