"""Every kind of job that can be asked for has somebody who does it."""

from __future__ import annotations

from importlib import import_module

import pytest

from punctum_clinic.settings import JOB_HANDLERS


@pytest.mark.parametrize("kind", sorted(JOB_HANDLERS))
def test_a_handler_computes_and_finishes(kind: str) -> None:
    module = import_module(JOB_HANDLERS[kind])
    assert callable(module.compute)
    assert callable(module.finish)
