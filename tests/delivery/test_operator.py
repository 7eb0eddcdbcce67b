from __future__ import annotations

from dataclasses import asdict, fields

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from punctum.delivery.operator import OPERATOR, Operator, drawn_operator, usual_operator
from punctum.device import DEVICES, hand_piece


def test_every_row_is_a_property_of_the_hand_and_a_marked_house_value() -> None:
    assert [row.id for row in OPERATOR.rows] == [field.name for field in fields(Operator)]
    assert {row.basis for row in OPERATOR.rows} == {"house"}


def test_the_usual_hand_has_the_values_of_the_table() -> None:
    assert asdict(usual_operator()) == {row.id: row.value for row in OPERATOR.rows}


def test_draw_0_is_the_usual_hand() -> None:
    assert drawn_operator(7, 0) == usual_operator()


@given(st.integers(0, 2**63 - 1), st.integers(1, 10_000))
def test_a_drawn_hand_is_the_same_again_and_lies_within_the_table(seed: int, draw: int) -> None:
    hand = drawn_operator(seed, draw)
    assert hand == drawn_operator(seed, draw)
    for name, value in asdict(hand).items():
        row = OPERATOR.by_id[name]
        assert row.minimum <= value <= row.maximum
        assert row.minimum <= row.value <= row.maximum


def test_drawn_hands_scatter_as_triangles_do() -> None:
    hands = [drawn_operator(3, draw) for draw in range(1, 2001)]
    for row in OPERATOR.rows:
        values = np.array([getattr(hand, row.id) for hand in hands])
        mean = (row.minimum + row.value + row.maximum) / 3
        assert abs(values.mean() - mean) < 4 * values.std() / len(values) ** 0.5, row.id
    wobble, overlap = (np.array([getattr(hand, name) for hand in hands]) for name in ("wobble_mm", "overlap"))
    assert abs(np.corrcoef(wobble, overlap)[0, 1]) < 0.1


def test_one_pass_at_the_glide_speed_makes_250_holes() -> None:
    """12 needles at 100 a second and 6 mm wide: N·f/(v·w)."""
    speed_mm_per_s = 10 * usual_operator().glide_speed_cm_per_s
    assert 12 * 100 / (speed_mm_per_s * 6) * 100 == 250


def test_a_known_pen_is_6_mm_wide_as_the_glide_speed_assumes() -> None:
    assert hand_piece(DEVICES.by_id["skinpen_precision"]).width_mm == 6
