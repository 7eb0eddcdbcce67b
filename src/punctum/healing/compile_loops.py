"""Compile the loop of healing once, so that the first course needs no compiling."""

from __future__ import annotations

from punctum.healing.experiment import Experiment, run
from punctum.healing.kinetics import usual_parameters
from punctum.healing.sessions import ladder


def compile_loops() -> None:
    """Let one column heal for a moment; what is compiled is kept where Numba may keep it."""
    run(Experiment(), usual_parameters(), [ladder().first_days])
