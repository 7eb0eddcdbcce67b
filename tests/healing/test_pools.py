"""Nothing falls below zero, and collagen is neither made nor lost without being counted."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from punctum.healing import heal, plain_columns, prior_draws, sessions_of, side_by_side, usual_parameters
from punctum.healing.columns import Columns
from punctum.healing.plain import PROFILES, SCALARS, run_plain
from punctum.healing.rates import rates
from punctum.healing.sessions import Sessions, column_grid, ladder
from punctum.lattice.ladder import schedule
from tests.healing.examples import LAYERS_UM, bare_batch, batch, exposure, plain_scalars

WIDE = 16
SAVES = (0.0, 0.02, 0.5, 2.0, 6.0, 14.0, 30.0, 61.0, 120.0)
NO_LOSS = {"collagen_loss": 0.0, "wound_loss": 0.0, "mature_loss": 0.0}


@st.composite
def courses(draw: st.DrawFn) -> tuple[Columns, Sessions]:
    """`WIDE` columns of any thickness and any repair, each with its own exposures on the same days."""
    seed = draw(st.integers(0, 2**32 - 1))
    numbers = np.random.default_rng(seed)

    def between(low: float, high: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        return low * (high / low) ** numbers.random(WIDE)

    columns = Columns(
        stratum_corneum_um=between(8, 40), viable_epidermis_um=between(30, 150), papillary_dermis_um=between(60, 400),
        reticular_dermis_um=between(300, 4000), synthesis_factor=between(0.1, 3), mmp_factor=between(0.2, 4),
        closure_factor=between(0.3, 2), epithelial_factor=between(0.3, 2),
        covered=numbers.integers(0, 2, WIDE).astype(np.float64),
    )  # fmt: skip
    gaps = draw(st.lists(st.floats(0.01, 40), max_size=5))
    days = np.concatenate([[0.0], np.cumsum(gaps)])
    made = []
    for depth, density, radius in zip(between(0.1, 3.5), between(1, 20_000), between(0.01, 0.15), strict=True):
        made.append(sessions_of([exposure(day, depth, density, radius) for day in days]))
    return columns, side_by_side(made)


@settings(max_examples=20)
@given(courses(), st.integers(0, 10_000))
def test_no_pool_and_no_cell_falls_below_zero(course: tuple[Columns, Sessions], seed: int) -> None:
    columns, sessions = course
    last = float(sessions.at_days[-1])
    saves = [*sessions.at_days.tolist(), *(last + day for day in SAVES)]
    draws = prior_draws(WIDE, seed)
    made = batch(sessions, draws, columns)
    scalars, profiles = run_plain(made, schedule(ladder(), sessions.at_days.tolist(), saves, saves[-1]), len(saves))
    mean = {name: scalars[:, :, at] for at, name in enumerate(SCALARS)}
    deep = {name: profiles[:, :, at] for at, name in enumerate(PROFILES)}
    r, dust = made.rates, 1e-12
    for name in ("neutrophils", "macrophages", "mmp", "tropoelastin", "elastic_fibre", "elastotic", "redness"):
        assert np.all(mean[name] >= -dust), name
    assert np.all(mean["elastotic"] <= 1 + dust)
    assert np.all(mean["epidermal_growth"] >= -dust)
    assert np.all(deep["signal"] >= 0)
    assert np.all(deep["fibroblasts"] >= 1 - dust)
    assert np.all(deep["fibroblasts"] <= r.ceiling[:, None, None] + dust)
    for name in ("iii", "i"):
        assert np.all(getattr(r, f"rest_{name}")[:, None, None] + deep[f"resident_{name}"] >= -dust), name
        assert np.all(deep[f"wound_{name}"] >= -dust), name
    assert np.all(r.rest_mature[:, None, None] + deep["mature"] >= -dust)


@settings(max_examples=10)
@given(courses(), st.integers(0, 10_000))
def test_what_a_course_reports_is_possible_and_its_collagen_is_accounted_for(
    course: tuple[Columns, Sessions], seed: int
) -> None:
    columns, sessions = course
    last = float(sessions.at_days[-1])
    saves = [last + day for day in SAVES]
    found = heal(columns, sessions, prior_draws(WIDE, seed), saves[-1], save_days=saves)
    for name, values in found.outputs.items():
        assert np.all(np.isfinite(values)), name
        if name not in ("collagen_made", "collagen_lost"):
            assert np.all(values >= -1e-6), name
    for name in ("open_channel_fraction", "epidermal_gap_fraction"):
        assert np.all(found[name] <= 1)
    for name in ("fibroblasts", "epidermal_thickness_um"):
        floor = 1 if name == "fibroblasts" else columns.viable_epidermis_um[:, None]
        assert np.all(found[name] >= floor * (1 - 1e-6)), name
    balance = found["collagen_made"] - found["collagen_lost"]
    size = 1 + np.abs(found["collagen_made"]) + np.abs(found["collagen_lost"])
    assert np.all(np.abs(found["total_collagen"] - 1 - balance) <= 2e-5 * size)


def test_collagen_is_what_was_made_less_what_was_lost() -> None:
    sessions, draws = sessions_of([exposure(0), exposure(14), exposure(42)]), prior_draws(12, 3)
    days = [0.0, 0.3, 1, 5, 14, 20, 42, 50, 100, 365, 3000]
    found = plain_scalars(batch(sessions, draws), sessions.at_days.tolist(), days, days[-1])
    pools = sum(found[name] for name in ("resident_iii", "resident_i", "wound_iii", "wound_i", "mature"))
    assert np.max(np.abs(pools)) > 0.1
    np.testing.assert_allclose(pools, found["made"] - found["lost"], atol=1e-12)


def test_type_iii_turns_into_as_much_type_i() -> None:
    """Only type III is made and nothing is lost: both together are what was made, while type III falls."""
    cells = len(column_grid().widths_mm)
    made = bare_batch(
        column_grid(), np.full((1, cells), 0.8), {**NO_LOSS, "maturation": 0.0, "make_i": 0.0, "conversion": 0.05}
    )  # fmt: skip
    days = [1.0, 10.0, 30.0, 100.0, 300.0]
    found = plain_scalars(made, [0.0], days, 300.0)
    np.testing.assert_allclose(found["wound_iii"] + found["wound_i"], found["made"], rtol=1e-12)
    np.testing.assert_allclose(found["resident_iii"] + found["resident_i"], 0, atol=1e-12)
    assert found["wound_iii"][0, 2] > 2 * found["wound_iii"][0, 4] > 0
    assert found["wound_i"][0, 4] > 0.9 * found["made"][0, 4]


def test_mature_collagen_comes_from_young_type_i_only() -> None:
    cells = len(column_grid().widths_mm)
    made = bare_batch(
        column_grid(), np.full((1, cells), 0.8), {**NO_LOSS, "maturation": 0.02, "make_iii": 0.0, "conversion": 0.0}
    )  # fmt: skip
    found = plain_scalars(made, [0.0], [50.0, 200.0], 200.0)
    np.testing.assert_allclose(found["wound_i"] + found["mature"], found["made"], rtol=1e-12)
    assert np.all(found["mature"] > 0)
    np.testing.assert_array_equal(found["wound_iii"], 0)


def test_more_making_and_less_loss_leave_more_collagen() -> None:
    """The ways a modifier points: what a column of another repair ends with."""
    base = plain_columns(LAYERS_UM, 3)
    columns = Columns(**{
        **{name: getattr(base, name) for name in base.__slots__},
        "synthesis_factor": np.array([1.0, 1.5, 1.0]), "mmp_factor": np.array([1.0, 1.0, 2.0]),
    })  # fmt: skip
    found = heal(columns, sessions_of([exposure()]), usual_parameters(), 60, save_days=[30.0])["total_collagen"][:, 0]
    assert found[1] > found[0] > found[2]
    r = rates(columns, usual_parameters())
    np.testing.assert_allclose(r.make_iii / r.make_iii[0], columns.synthesis_factor)
