"""Columns of skin: what they refuse, and that taking some keeps them whole."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from punctum.healing.columns import THICKNESSES, Columns, plain_columns

NAMES = [field.name for field in fields(Columns)]


def test_plain_columns_have_the_layers_in_order_and_no_modifier() -> None:
    made = plain_columns((15, 70, 150, 1000), 3)
    assert made.count == 3
    assert [getattr(made, name).tolist() for name in THICKNESSES] == [[15.0] * 3, [70.0] * 3, [150.0] * 3, [1000.0] * 3]
    assert made.covered.tolist() == [0.0] * 3
    for name in ("synthesis_factor", "mmp_factor", "closure_factor", "epithelial_factor"):
        assert getattr(made, name).tolist() == [1.0] * 3


def test_columns_are_taken_by_index_with_all_that_belongs_to_them() -> None:
    base = plain_columns((15, 70, 150, 1000), 3)
    some = replace(base, **{name: np.arange(at, at + 3.0) + 1 for at, name in enumerate(NAMES) if name != "covered"})
    some = replace(some, covered=np.array([0.0, 1.0, 0.0]))
    taken = some.take([2, 0, 2, 1])
    assert taken.count == 4
    for name in NAMES:
        assert getattr(taken, name).tolist() == getattr(some, name)[[2, 0, 2, 1]].tolist()


@pytest.mark.parametrize("name", [name for name in NAMES if name != "covered"])
@pytest.mark.parametrize("value", [0.0, -1.0, float("nan"), float("inf")])
def test_what_no_skin_has_is_refused_by_name(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=f"^{name}: expected positive numbers only$"):
        replace(plain_columns((15, 70, 150, 1000), 2), **{name: np.array([1.0, value])})


@pytest.mark.parametrize("value", [-0.5, 0.5, 2.0, float("nan")])
def test_covered_is_yes_or_no(value: float) -> None:
    with pytest.raises(ValueError, match=r"^covered: expected 0 or 1 only$"):
        replace(plain_columns((15, 70, 150, 1000), 2), covered=np.array([0.0, value]))


@pytest.mark.parametrize("name", NAMES)
def test_arrays_of_different_lengths_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"expected \(\d,\), found"):
        replace(plain_columns((15, 70, 150, 1000), 2), **{name: np.ones(3)})
    with pytest.raises(ValueError, match=r"expected \(\d,\), found"):
        replace(plain_columns((15, 70, 150, 1000), 2), **{name: np.ones((2, 1))})


def test_four_layers_and_no_other_number() -> None:
    with pytest.raises(ValueError, match="zip"):
        plain_columns((15, 70, 150))  # type: ignore[arg-type]
