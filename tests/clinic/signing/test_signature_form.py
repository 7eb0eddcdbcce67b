"""The fields of a signature."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from punctum import InputError
from punctum_clinic.signing.actions import checked_strokes
from punctum_clinic.signing.forms import SignatureForm

LINES = [[[1, 2], [3, 4]]]


def form_of(**fields: Any) -> SignatureForm:
    return SignatureForm({f"signature-{name}": value for name, value in fields.items()})


def test_a_typed_name_is_enough() -> None:
    form = form_of(name="  Ana Álvarez ")
    assert form.is_valid()
    assert form.signed == {"name": "Ana Álvarez", "method": "typed", "strokes": []}


def test_lines_count_only_when_drawing_was_chosen() -> None:
    typed = form_of(name="Ana", method="typed", strokes=json.dumps(LINES))
    assert typed.is_valid()
    assert typed.signed["strokes"] == []
    drawn = form_of(name="Ana", method="drawn", strokes=json.dumps(LINES))
    assert drawn.is_valid()
    assert drawn.signed["strokes"] == LINES


@pytest.mark.parametrize("strokes", ["", "[]", "[[]]", "x", "[" * 5000, "NaN", "[[[NaN,1]]]", '{"a":1}', "1e999"])
def test_an_empty_or_broken_drawing_asks_to_draw_or_type(strokes: str) -> None:
    form = form_of(name="Ana", method="drawn", strokes=strokes)
    assert not form.is_valid()
    assert "method" in form.errors


@pytest.mark.parametrize("fields", [{}, {"name": " "}, {"name": "a" * 201}, {"name": "A", "method": "stamp"}])
def test_no_name_or_another_way_is_refused(fields: dict[str, str]) -> None:
    assert not form_of(**fields).is_valid()


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(), st.lists))
def test_any_lines_are_read_or_refused(value: Any) -> None:
    try:
        lines = checked_strokes(value)
    except InputError:
        return
    assert all(0 <= x <= 1000 and 0 <= y <= 400 for line in lines for x, y in line)


def test_what_is_drawn_stays_inside_the_box_that_it_is_shown_in() -> None:
    assert checked_strokes([[[-5, 700], [1200, 399.6]]]) == [[[0, 400], [1000, 400]]]


def test_the_pad_keeps_what_was_written_and_works_without_a_script() -> None:
    form = form_of(name="Ana <b>", method="drawn")
    page = render_to_string("signing/_pad.html", {"signature": form})
    assert 'value="Ana &lt;b&gt;"' in page
    assert "data-needs-script hidden" in page
    assert 'aria-describedby="id_signature-method_error"' in page
    assert "style=" not in page
