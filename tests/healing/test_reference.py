"""Healing against a reference written anew and integrated by SciPy: same cells in depth, so only time differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from punctum.exposure import Exposure
from punctum.healing import Columns, Parameters, heal, loop_gain, plain_columns, prior_draws, sessions_of
from punctum.healing.course import OUTPUTS
from punctum.healing.kinetics import usual_parameters
from punctum.healing.plain import PROFILES
from punctum.healing.sessions import column_grid
from punctum.lattice.depth import stretched_grid
from tests.healing.examples import constants, exposure
from tests.healing.reference import Reference, Skin

Values = NDArray[np.float64]
DAYS = [0.05, 0.25, 1, 3, 7, 14, 28, 30, 60, 90, 180, 365]


USUAL = Skin()


@dataclass(frozen=True)
class Case:
    courses: tuple[Exposure, ...]
    skin: Skin = USUAL


CASES = {
    "one session": Case((exposure(),)),
    "three sessions": Case((exposure(0, 0.5), exposure(28, 1.5), exposure(56, 2.5, 500))),
    "fortnightly and dense": Case(tuple(exposure(14 * at, 1.0, 1000, 0.07) for at in range(6))),
    "shallow, through thin skin": Case((exposure(0, 0.25, 400),), Skin(layers_um=(10, 40, 90, 600))),
    "another repair, covered": Case(
        (exposure(0, 1.5), exposure(10, 1.5)),
        Skin(layers_um=(20, 90, 260, 2600), synthesis=0.56, mmp=2, closure=0.7, epithelium=0.8, covered=True),
    ),
    "too deep for the column": Case((exposure(0, 6.0, 150),)),
}


def columns_of(skin: Skin, count: int) -> Columns:
    base = plain_columns(skin.layers_um, count)
    own = {
        "synthesis_factor": skin.synthesis, "mmp_factor": skin.mmp, "closure_factor": skin.closure,
        "epithelial_factor": skin.epithelium, "covered": float(skin.covered),
    }  # fmt: skip
    return Columns(**{
        name: np.full(count, own[name]) if name in own else getattr(base, name) for name in base.__slots__
    })  # fmt: skip


@cache
def draws() -> Parameters:
    """The usual skin and three draws of the prior, loop gains below 0.7."""
    many = prior_draws(24, 1)
    some = np.flatnonzero(loop_gain(many) < 0.7)[:3]
    return Parameters(np.concatenate([usual_parameters().values, many.take(some).values]))


def error(found: NDArray[np.floating], expected: Values) -> float:
    """Largest difference over the largest value."""
    size = float(np.max(np.abs(expected)))
    return float(np.max(np.abs(found - expected))) / (size if size > 0 else 1.0)


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_every_output_is_that_of_the_reference(name: str) -> None:
    case, own = CASES[name], draws()
    course = heal(
        columns_of(case.skin, own.draws), sessions_of(case.courses), own, DAYS[-1], save_days=DAYS, profiles=True
    )  # fmt: skip
    assert set(course.outputs) == {row.id for row in OUTPUTS.rows}
    for draw in range(own.draws):
        reference = Reference(case.skin, constants(own, draw), column_grid().edges_mm)
        expected = reference.run(case.courses, DAYS, rtol=1e-8, atol=1e-10)
        for output, values in course.outputs.items():
            assert error(values[draw], expected[output]) <= 2e-4, (output, draw)
        for field in ("signal", "fibroblasts"):
            assert error(course.profiles[field][draw], expected[f"field {field}"]) <= 5e-4, (field, draw)
        young = expected["field resident_iii"] + expected["field wound_iii"]
        assert error(course.profiles["collagen_iii"][draw], young / reference.iii) <= 2e-4


def test_the_reference_is_worth_comparing_with() -> None:
    """Its own tolerance lies far below what is asked, whatever method SciPy takes its steps with."""
    assert set(PROFILES) <= {"signal", "fibroblasts", "resident_iii", "resident_i", "wound_iii", "wound_i", "mature"}
    case = CASES["one session"]
    reference = Reference(case.skin, constants(usual_parameters()), column_grid().edges_mm)
    days = [1.0, 7.0, 30.0]
    loose, tight = (reference.run(case.courses, days, rtol=tol, atol=tol / 100) for tol in (1e-6, 1e-10))
    for row in OUTPUTS.rows:
        assert error(loose[row.id], tight[row.id]) <= 2e-5, row.id
    struck = reference.at_rest()
    np.testing.assert_allclose(reference.slope(0.0, struck.ravel()), 0, atol=1e-15)


@pytest.mark.slow
def test_a_finer_grid_tells_the_same() -> None:
    """Depth, too: halving every cell twice moves what is measured by hundredths of what healing changes."""
    case, own = CASES["three sessions"], usual_parameters()
    days = [3.0, 14.0, 60.0, 180.0]
    course = heal(columns_of(case.skin, 1), sessions_of(case.courses), own, days[-1], save_days=days)
    found: dict[int, dict[str, Values]] = {}
    for finer in (1, 2, 4):
        cells = 48 * finer
        grid = stretched_grid(4.0, 0.02 / finer, cells)
        found[finer] = Reference(case.skin, constants(own), grid.edges_mm).run(case.courses, days, rtol=1e-7, atol=1e-9)
    for output in COARSE:
        assert error(course[output][0], found[4][output]) <= COARSE[output], output
        assert error(found[2][output], found[4][output]) < error(found[1][output], found[4][output]), output


# A cell that only partly lies in the dermis counts by its share, which is of first order in the width of cells.
COARSE = {
    "neutrophils": 0.02, "macrophages": 0.02, "mmp": 0.02, "signal": 0.01, "fibroblasts": 0.01, "collagen_iii": 5e-3,
    "collagen_i": 5e-3, "total_collagen": 3e-3, "wound_collagen": 0.02, "epidermal_thickness_um": 1e-3,
}  # fmt: skip


def test_cases_reach_what_they_are_meant_to() -> None:
    """Sessions, thin and thick skin, slow closure: no case is another in disguise."""

    def peaks(cases: Sequence[Case]) -> Values:
        made = []
        for case in cases:
            course = heal(
                columns_of(case.skin, 1), sessions_of(case.courses), usual_parameters(), 90, save_days=[1, 30, 90]
            )  # fmt: skip
            made.append([float(course[name].max()) for name in ("collagen_iii", "neutrophils", "tewl_g_m2_h")])
        return np.array(made)

    found = peaks(list(CASES.values()))
    assert len({tuple(np.round(row, 3)) for row in found}) == len(CASES)
