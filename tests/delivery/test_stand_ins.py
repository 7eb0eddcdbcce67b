"""What a simulation rests on is told, and so is a pace that no usual hand has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from punctum.delivery import Density, Dwell, Passes, Treatment, deliver
from punctum.delivery.operator import OPERATOR
from punctum.delivery.stand_ins import pace_note, stand_ins
from punctum.delivery.tables import DEPTH_RATIOS
from punctum.delivery.values import Dose
from punctum.device import find_hand_piece


def treatment(dose: Dose, device: str = "skinpen_precision", passes: int = 4) -> Treatment:
    return Treatment(
        zone="glabella",
        sex="female",
        age_years=45,
        hand_piece=find_hand_piece(device),
        needle_length_mm=0.5,
        dose=dose,
        passes=passes,
    )


def fields(asked: Treatment) -> list[str]:
    return [item.field for item in stand_ins(asked)]


def test_depth_and_width_say_their_value_and_their_sources() -> None:
    depth, width, *_ = stand_ins(treatment(Density(100)))
    assert f"{DEPTH_RATIOS.by_id['pen'].mean:g} of the needle" in depth.text
    assert "house_default" in depth.sources
    assert "rat" in width.text
    assert width.sources == ("kalluri_2011_dermaroller_channels",)


def test_only_a_pen_dosed_in_passes_rests_on_the_speed_of_the_hand() -> None:
    assert "glide_speed_cm_per_s" in fields(treatment(Passes(2)))
    assert "glide_speed_cm_per_s" not in fields(treatment(Density(100)))
    assert "glide_speed_cm_per_s" not in fields(treatment(Passes(2), "dermaroller_mf8"))


def test_holes_at_random_need_no_hand() -> None:
    assert "hand" in fields(treatment(Density(100)))
    assert "hand" not in fields(replace(treatment(Density(100)), pattern="random"))


def test_a_delivery_carries_them_after_those_of_its_device() -> None:
    asked = treatment(Density(50))
    assert deliver(asked, draws=1).assumed == (*asked.hand_piece.assumed, *stand_ins(asked))


def test_the_pace_is_told_where_no_usual_hand_has_it() -> None:
    pen = find_hand_piece("skinpen_precision")
    usual = OPERATOR.by_id["glide_speed_cm_per_s"]
    assert pen.stroke_rate_hz is not None
    at_most = pen.needle_count * pen.stroke_rate_hz * 4 * 10 / (pen.width_mm * usual.maximum)
    assert "fast hand" in pace_note(treatment(Density(0.9 * at_most)))
    assert pace_note(treatment(Density(1.1 * at_most))) == ""
    assert "slow hand" in pace_note(treatment(Density(1.1 * at_most * usual.maximum / usual.minimum)))
    assert "44 cm a second" in pace_note(treatment(Dwell(4 * 10 / (pen.width_mm * 44))))


@pytest.mark.parametrize("device", ["dermapen_4", "dermaroller_mf8"])
def test_no_pace_without_a_rate_that_was_read(device: str) -> None:
    assert pace_note(treatment(Density(10), device)) == ""


def test_bands_tell_how_many_holes_reach_vessels() -> None:
    made = deliver(treatment(Density(50)), draws=8)
    low, high = made.bands["reach.500"]
    assert 0 <= low <= high <= 51
    assert made.bands["reach.150"][1] > 40
