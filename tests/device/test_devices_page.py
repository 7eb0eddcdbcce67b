"""The tables of docs/devices.md say what the CSV files say, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from punctum.device import DEVICES, Device, HandPiece, OwnDevice, hand_piece
from punctum.device.geometry import GEOMETRY
from punctum.device.own_file import Measured, OwnDrum
from punctum.problems import InputError

PAGE = (Path(__file__).parents[2] / "docs" / "devices.md").read_text("utf-8")
LAYOUTS = {"ring": "one ring", "two_rings": "inner and outer", "grid": "rows"}
PENS = [device for device in DEVICES.rows if device.kind == "pen"]
ROLLERS = [device for device in DEVICES.rows if device.kind == "roller"]


def layout_of(device: Device) -> str:
    return next((LAYOUTS[row.layout] for row in GEOMETRY.rows if row.device == device.id), "not known")


def known(device: Device) -> bool:
    return device.needle_count is not None or device.stroke_rate_max_hz is not None or layout_of(device) != "not known"


def rate_text(device: Device) -> str:
    low, high = device.stroke_rate_min_hz, device.stroke_rate_max_hz
    if high is None:
        return "not known"
    if low is None:
        return f"up to {high:g}"
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def remembered(made: HandPiece) -> bool:
    return any("remembered" in assumption.text for assumption in made.assumed)


def pen_line(device: Device, made: HandPiece) -> str:
    count = "not known" if device.needle_count is None else f"{device.needle_count}"
    holes = "not known"
    if made.rate_sourced and made.stroke_rate_hz is not None:
        low, high = made.stroke_rate_range_hz or (made.stroke_rate_hz, made.stroke_rate_hz)
        rates = dict.fromkeys((round(made.needle_count * low), round(made.needle_count * high)))
        holes = " to ".join(str(rate) for rate in rates)
    time = "yes" if made.rate_sourced else "no, remembered" if remembered(made) else "no"
    return f"| {device.name} | {count} | {layout_of(device)} | {rate_text(device)} | {holes} | {time} |"


def roller_line(device: Device, made: HandPiece) -> str:
    assert made.row_pitch_mm is not None
    per_cm2 = 100 * made.needle_count / (made.row_pitch_mm * made.width_mm)
    printed = next((row for row in GEOMETRY.rows if row.device == device.id), None)
    rows = "not known" if printed is None else f"{printed.across} × {printed.around}"
    size = "not known"
    if printed is not None and printed.drum_diameter_mm is not None:
        size = f"{printed.drum_diameter_mm:g} × {printed.drum_width_mm:g}"
    needles = "not known" if device.needle_count is None else f"{device.needle_count}"
    basis = {"house": "house drum", "read": "read", "remembered": "remembered"}[made.basis]
    if made.basis == "house" and remembered(made):
        basis = "remembered, house drum"
    return f"| {device.name} | {needles} | {rows} | {size} | {per_cm2:.1f} | {basis} |"


def lines() -> list[str]:
    made = []
    for device in PENS:
        if known(device):
            made.append(pen_line(device, hand_piece(device)))
    for device in ROLLERS:
        try:
            made.append(roller_line(device, hand_piece(device)))
        except InputError:
            continue
    return made


@pytest.mark.parametrize("line", lines(), ids=lambda line: line.split(" | ")[0].removeprefix("| "))
def test_a_device_stands_on_the_page_as_in_the_tables(line: str) -> None:
    assert line in PAGE.splitlines(), line


def test_the_page_has_no_device_that_the_tables_lack() -> None:
    names = {device.name for device in DEVICES.rows}
    first = [line.split("|")[1].strip() for line in PAGE.splitlines() if line.startswith("| ")]
    assert len(first) == len(set(first))
    heads = {"pen", "roller", "field"}
    assert {name for name in first if not name.startswith("`")} - names == heads
    assert len(set(first) & names) == len(lines())


def test_devices_of_which_nothing_is_printed_are_named() -> None:
    text = " ".join(PAGE.split())
    for device in PENS:
        if not known(device):
            assert device.name in text, device.name
    for device in DEVICES.rows:
        if device.kind == "stamp" or device.id == "roller_540":
            assert device.name in text, device.name


def test_every_field_of_the_file_is_explained() -> None:
    for field in (*OwnDevice.model_fields, *OwnDrum.model_fields, *Measured.model_fields):
        assert f"`{field}`" in PAGE, field
