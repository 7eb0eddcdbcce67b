"""The clinic's profile, and a clear line for everything wrong in it."""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path

import pytest

from punctum.care import Clinic, read_clinic
from punctum.problems import InputError

EXAMPLE = Path(__file__).parents[2] / "examples" / "clinic.yaml"
GOOD = """\
name: Example
phone: "01632 960 142"
out_of_hours: "01632 960 999"
emergency_number: "112"
address: 1 Sample Street
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "clinic.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_example_can_be_read() -> None:
    clinic = read_clinic(EXAMPLE)
    assert clinic.session_time == time(10)
    assert clinic.prices["session"] == 180
    assert clinic.currency == "GBP"


def test_the_examples_numbers_ring_nowhere() -> None:
    clinic = read_clinic(EXAMPLE)
    for number in (clinic.phone, clinic.out_of_hours):
        assert re.fullmatch(r"01632 960 \d{3}", number)


def test_session_time_may_be_left_out(tmp_path: Path) -> None:
    assert read_clinic(written(tmp_path, GOOD)).session_time == time(10)
    assert read_clinic(written(tmp_path, GOOD + 'session_time: "8:45"\n')).session_time == time(8, 45)


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        (GOOD.replace('out_of_hours: "01632 960 999"\n', ""), "out_of_hours", "this field"),
        (GOOD.replace('"112"', "112"), "emergency_number", "text in quotes"),
        (GOOD.replace('"112"', '"ask"'), "emergency_number", "a number to call"),
        (GOOD + 'session_time: "25:00"\n', "session_time", "HH:MM"),
        (GOOD + "session_time: 10:30\n", "session_time", "HH:MM"),
        (GOOD + "fax: none\n", "fax", "a known field"),
        (GOOD + "prices: {session: -1}\n", "prices.session", "greater than or equal to 0"),
        (GOOD + "prices: {session: 10}\n", "currency", "a currency"),
        (GOOD.replace("name: Example", 'name: ""'), "name", "some text"),
        ("[]", "clinic.yaml", "fields and values"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, path: str, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        read_clinic(written(tmp_path, text))
    (problem,) = caught.value.problems
    assert problem.path == path
    assert expected in problem.expected


def test_a_clinic_written_as_json_is_read_again() -> None:
    written = Clinic(
        name="Example Skin Clinic",
        phone="01632 960 142",
        out_of_hours="01632 960 999",
        emergency_number="112",
        address="1 Sample Street, Exampleton",
        session_time=time(14, 30),
    )
    assert Clinic.model_validate(written.model_dump(mode="json")) == written
