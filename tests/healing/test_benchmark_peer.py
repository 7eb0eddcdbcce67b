"""The peer of the benchmark solves the equations of the reference, only compiled."""

from __future__ import annotations

import numpy as np

from benchmarks.healing_course import course
from benchmarks.healing_lsoda import references


def test_the_compiled_slope_is_that_of_the_reference() -> None:
    parameters = course(2)[2]
    (plain, _), (compiled, _) = (references(parameters, 2, compiled=kind) for kind in (False, True))
    random = np.random.default_rng(3)
    state = plain.at_rest() + random.random(plain.at_rest().shape)
    np.testing.assert_allclose(compiled.slope(0, state.ravel()), plain.slope(0, state.ravel()), rtol=1e-9, atol=1e-12)
