from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.device import DEVICES, LENGTH_STEPS, Device, find_device, round_down_mm, settable_lengths_mm

devices = st.sampled_from(DEVICES.rows)
lengths_mm = st.floats(min_value=-1, max_value=5, allow_nan=False)


def pen(**cells: str) -> Device:
    return Device.model_validate(
        {"id": "p", "name": "P", "kind": "pen", "status": "claimed", "sources": "x", "basis": "read", **cells}
    )


def test_the_skinpen_has_ten_settings_that_puncture() -> None:
    expected = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5)
    assert settable_lengths_mm(find_device("SkinPen")) == expected


def test_steps_carry_no_binary_dust() -> None:
    lengths = settable_lengths_mm(find_device("Dermapen 4"))
    assert lengths[:3] == (0.2, 0.3, 0.4)
    assert lengths[-1] == 3.0
    assert lengths == tuple(round(0.1 * k, 1) for k in range(2, 31))


def test_a_pen_without_a_printed_step_uses_the_house_step() -> None:
    house = LENGTH_STEPS.by_id["pen"]
    assert (house.basis, house.sources) == ("house", ("house_default",))
    assert settable_lengths_mm(find_device("exceed")) == (0.25, 0.5, 0.75, 1.0, 1.25, 1.5)
    assert settable_lengths_mm(find_device("rejuvapen"))[0] == house.step_mm


def test_the_house_step_is_no_finer_than_any_step_read() -> None:
    read = [device.needle_length_step_mm for device in DEVICES.rows if device.needle_length_step_mm is not None]
    assert LENGTH_STEPS.by_id["pen"].step_mm >= max(read)


def test_fixed_lengths_are_the_only_settings_of_a_roller() -> None:
    roller = find_device("Dermaroller MF-8")
    assert settable_lengths_mm(roller) == (1.5,)
    assert round_down_mm(roller, 1.49) is None
    assert round_down_mm(roller, 2.0) == 1.5


def test_fixed_lengths_ascend() -> None:
    assert settable_lengths_mm(pen(fixed_lengths_mm="1.5;0.5;1")) == (0.5, 1.0, 1.5)


def test_a_step_that_misses_the_end_stops_below_it() -> None:
    odd = pen(needle_length_min_mm="0.2", needle_length_max_mm="1", needle_length_step_mm="0.3", step_basis="read")
    assert settable_lengths_mm(odd) == (0.2, 0.5, 0.8)


@pytest.mark.parametrize("name", ["PRO Pen", "dr_pen_cleared", "dermaroller", "INNOPen", "Morpheus8"])
def test_unknown_settings_stay_unknown(name: str) -> None:
    assert settable_lengths_mm(find_device(name)) == ()
    assert round_down_mm(find_device(name), 3.0) is None


@pytest.mark.parametrize(
    ("wanted_mm", "set_mm"),
    [(1.5, 1.5), (1.49, 1.25), (1.0, 1.0), (0.3, 0.25), (9, 2.5), (0.24, None), (0, None)],
)
def test_a_length_is_rounded_down(wanted_mm: float, set_mm: float | None) -> None:
    assert round_down_mm(find_device("SkinPen"), wanted_mm) == set_mm


def test_no_length_at_all_has_no_setting() -> None:
    assert round_down_mm(find_device("SkinPen"), float("nan")) is None


@given(device=devices, wanted_mm=lengths_mm)
def test_rounding_never_exceeds_the_request_and_gives_a_setting(device: Device, wanted_mm: float) -> None:
    settings = settable_lengths_mm(device)
    got = round_down_mm(device, wanted_mm)
    if got is None:
        assert all(setting > wanted_mm for setting in settings)
    else:
        assert got in settings
        assert got <= wanted_mm
        assert not any(got < setting <= wanted_mm for setting in settings)


@given(device=devices)
def test_settings_ascend_within_the_range_of_the_device(device: Device) -> None:
    settings = settable_lengths_mm(device)
    assert list(settings) == sorted(set(settings))
    assert all(setting > 0 for setting in settings)
    if device.needle_length_max_mm is not None:
        assert all(setting <= device.needle_length_max_mm for setting in settings)
    assert all(round_down_mm(device, setting) == setting for setting in settings)
