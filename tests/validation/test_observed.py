"""What a cell says was found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.validation.lines import Printed
from punctum.validation.observed import observed


@pytest.mark.parametrize(
    ("text", "kind", "numbers"),
    [
        ("0.22", "number", (0.22,)),
        ("−12", "number", (-12.0,)),
        ("1,250", "number", (1250.0,)),
        ("0,22", "number", (0.22,)),
        ("25 ± 3", "number", (25.0,)),
        ("25.3 (SD 4.1)", "number", (25.3,)),
        ("+12.4, P<0.05", "number", (12.4,)),
        ("approx. 14 h", "number", (14.0,)),
        ("5:1", "number", (5.0,)),
        ("1e-4", "number", (1e-4,)),
        ("3-6", "range", (3.0, 6.0)),
        ("3 to 6", "range", (3.0, 6.0)),
        ("between 3 and 6", "range", (3.0, 6.0)),
        ("−5 – 3", "range", (-5.0, 3.0)),
        ("<=72", "at_most", (72.0,)),
        ("≤ 72", "at_most", (72.0,)),
        ("up to 400", "at_most", (400.0,)),
        ("within 48 h", "at_most", (48.0,)),
        (">48", "at_least", (48.0,)),
        ("at least 3", "at_least", (3.0,)),
        ("48 or more", "at_least", (48.0,)),
        ("32.8 -> 89.1", "change", (32.8, 89.1)),
        ("from 32 to 89", "change", (32.0, 89.0)),
        ("52.7 vs 64.7", "versus", (52.7, 64.7)),
        ("1.23 / 1.09 / 1.54", "several", (1.23, 1.09, 1.54)),
        ("22; 18; 13", "several", (22.0, 18.0, 13.0)),
        ("increase P<0.05", "words", ()),
        ("slower", "words", ()),
        ("1e999", "words", ()),
        ("nan", "words", ()),
        ("", "words", ()),
    ],
)
def test_a_cell_is_read(text: str, kind: str, numbers: tuple[float, ...]) -> None:
    seen = observed(Printed(value=text))
    assert (seen.kind, seen.numbers) == (kind, numbers)


def test_a_bound_may_leave_its_number_out() -> None:
    assert observed(Printed(value="<2")).strict
    assert not observed(Printed(value="<=2")).strict
    assert not observed(Printed(value="up to 2")).strict


@pytest.mark.parametrize(
    ("cells", "kind", "numbers"),
    [
        ({"value": "5"}, "number", (5.0,)),
        ({"value": "5", "text": "5 of 30"}, "number", (5.0,)),
        ({"low": "3", "high": "6"}, "range", (3.0, 6.0)),
        ({"high": "72", "text": "<=72"}, "at_most", (72.0,)),
        ({"low": "48"}, "at_least", (48.0,)),
        ({"text": "slower in the elderly"}, "words", ()),
    ],
)
def test_four_cells_are_read(cells: dict[str, str], kind: str, numbers: tuple[float, ...]) -> None:
    seen = observed(Printed(**cells))
    assert (seen.kind, seen.numbers) == (kind, numbers)


def test_the_unit_in_the_cell_and_a_sign_are_kept() -> None:
    assert observed(Printed(value="within 48 h")).unit == "h"
    assert observed(Printed(value="3 days")).unit == "d"
    assert observed(Printed(value="3")).unit is None
    assert observed(Printed(value="+3.2")).signed
    assert not observed(Printed(value="3.2")).signed


@given(st.text(max_size=80), st.text(max_size=20), st.text(max_size=20), st.text(max_size=40))
def test_any_text_is_read(value: str, low: str, high: str, text: str) -> None:
    seen = observed(Printed(value=value, low=low, high=high, text=text))
    assert all(abs(number) < float("inf") for number in seen.numbers)
