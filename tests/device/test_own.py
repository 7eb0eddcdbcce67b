"""A clinic's own device: the examples, everything that a file can get wrong, and finding by name or file."""

from __future__ import annotations

import json
from collections.abc import Callable
from math import hypot
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from punctum.device import HandPiece, OwnDevice, find_hand_piece, hand_piece, read_hand_piece
from punctum.device.devices import DEVICES
from punctum.device.own_file import slug
from punctum.documents import problems_of, read_document
from punctum.problems import InputError

EXAMPLES = Path(__file__).parents[2] / "examples" / "devices"
PEN: dict[str, Any] = {"name": "My pen", "kind": "pen", "needle_count": 9, "layout": "grid", "footprint_mm": 4}
STAMP: dict[str, Any] = {"name": "My stamp", "kind": "stamp", "needle_count": 9, "layout": "grid", "footprint_mm": 4}
DRUM = {"diameter_mm": 20, "width_mm": 20, "rows": 8, "positions": 24}
ROLLER: dict[str, Any] = {"name": "My roller", "kind": "roller", "drum": DRUM}
MEASURED = {"by": "Us", "on": "2026-11-02", "method": "slow motion"}

Read = Callable[[dict[str, Any]], HandPiece]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def written(fields: dict[str, Any]) -> HandPiece:
        path = tmp_path / "device.json"
        path.write_text(json.dumps(fields), "utf-8")
        return read_hand_piece(path)

    return written


def without(fields: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in names}


def fields(made: HandPiece) -> list[str]:
    return [assumption.field for assumption in made.assumed]


def test_the_example_pen() -> None:
    made = read_hand_piece(EXAMPLES / "own_pen.yaml")
    assert (made.id, made.kind, made.needle_count, made.stroke_rate_hz) == ("example_pen", "pen", 12, 96)
    assert all(hypot(*needle) == pytest.approx(2.75) for needle in made.needles_mm)
    assert (made.rate_sourced, made.basis, made.assumed, made.sources) == (True, "read", (), ())
    assert made.measured.startswith("Example Skin Clinic, 2026-11-02: sound of the pen")
    assert (made.needle_length_min_mm, made.needle_length_max_mm, made.label_length_max_mm) == (0.25, 2.5, 1.5)


def test_the_example_stamp() -> None:
    made = read_hand_piece(EXAMPLES / "own_stamp.yaml")
    assert (made.id, made.kind, made.needle_count, made.stroke_rate_hz) == ("example_stamp", "stamp", 9, 1.5)
    assert (made.needles_mm[0], made.needles_mm[-1], made.width_mm) == ((-4, -4), (4, 4), 12)
    assert made.rate_sourced


def test_a_roller_in_a_file_is_the_roller_of_the_table(read: Read) -> None:
    made, known = read(ROLLER | {"needle_count": 192}), hand_piece(DEVICES.by_id["dermaroller_standard"])
    assert (made.needles_mm, made.row_pitch_mm, made.width_mm) == (known.needles_mm, known.row_pitch_mm, known.width_mm)
    assert fields(made) == ["row_pitch_mm", "stagger_mm"]


def test_a_rate_that_nobody_says_they_measured_names_no_time(read: Read) -> None:
    made = read(PEN | {"stroke_rate_hz": 90})
    assert (made.stroke_rate_hz, made.rate_sourced, made.basis, made.measured) == (90, False, "remembered", "")
    assert fields(made) == ["stroke_rate_hz"]
    made = read(PEN | {"stroke_rate_hz": 90, "measured": MEASURED})
    assert (made.rate_sourced, made.basis, made.assumed) == (True, "read", ())


def test_what_a_pen_file_leaves_out_is_assumed_and_marked(read: Read) -> None:
    made = read(without(PEN, "layout", "footprint_mm"))
    assert fields(made) == ["stroke_rate_hz", "layout", "width_mm"]
    assert (made.width_mm, made.stroke_rate_hz, made.stroke_rate_range_hz) == (6, 100, (50, 150))
    assert (made.rate_sourced, made.basis) == (False, "house")


def test_a_stamp_without_a_rate_has_none(read: Read) -> None:
    made = read(STAMP)
    assert (made.stroke_rate_hz, made.rate_sourced, made.assumed) == (None, False, ())


def test_needles_are_placed_about_their_centre(read: Read) -> None:
    made = read({"name": "Row", "kind": "pen", "needles_mm": [[10, 1], [10, 3], [11, 6]]})
    assert made.needles_mm == ((-0.5, -2.5), (-0.5, -0.5), (0.5, 2.5))
    assert made.width_mm == 5


@pytest.mark.parametrize(
    ("wrong", "lines"),
    [
        (
            PEN | {"stroke_rate": 90},
            ["stroke_rate: expected a known field, found an unknown one; did you mean 'stroke_rate_hz'?"],
        ),
        (PEN | {"kind": "laser"}, ["kind: expected pen, roller or stamp, found 'laser'"]),
        (without(PEN, "name"), ["name: expected this field, found nothing"]),
        (PEN | {"name": "?!"}, ["name: expected a name with letters or digits, found '?!'"]),
        (PEN | {"needle_count": 0}, ["needle_count: expected 1 to 1000 needles, found 0"]),
        (PEN | {"needle_count": "9000"}, ["needle_count: expected 1 to 1000 needles, found '9000'"]),
        (PEN | {"needle_count": True}, ["needle_count: expected a number, found true"]),
        (PEN | {"needle_count": 9.5}, ["needle_count: expected a whole number, found 9.5"]),
        (PEN | {"footprint_mm": 400}, ["footprint_mm: expected 0.5 to 40 mm, found 400"]),
        (PEN | {"layout": "star"}, ["layout: expected ring, two_rings or grid, found 'star'"]),
        (PEN | {"stroke_rate_hz": 7000}, ["stroke_rate_hz: expected 0.1 to 400 Hz, found 7000"]),
        (without(PEN, "needle_count"), ["needle_count: expected how many needles strike together, found nothing"]),
        (PEN | {"drum": DRUM}, ["drum: expected no drum for a pen, found one"]),
        (PEN | {"measured": MEASURED}, ["stroke_rate_hz: expected the rate that was measured, found nothing"]),
        (
            PEN | {"stroke_rate_hz": 90, "measured": {"by": "Us", "on": "2 November"}},
            [
                "measured.on: expected a date as YYYY-MM-DD, found '2 November'",
                "measured.method: expected this field, found nothing",
            ],
        ),
        (
            PEN | {"needle_length_min_mm": 2, "needle_length_max_mm": 1},
            ["needle_length_min_mm: expected at most `needle_length_max_mm` (1), found 2"],
        ),
        (PEN | {"needle_length_max_mm": 25}, ["needle_length_max_mm: expected 0.1 to 3.5 mm, found 25"]),
        (PEN | {"needles_mm": []}, ["needles_mm: expected at least one needle, found none"]),
        (
            PEN | {"needles_mm": [[1, 2, 3], [1, "2"], [True, 0], [0, float("nan")]]},
            [
                "needles_mm[0]: expected two numbers, x and y in mm, found [1, 2, 3]",
                "needles_mm[1]: expected two numbers, x and y in mm, found [1, '2']",
                "needles_mm[2]: expected two numbers, x and y in mm, found [True, 0]",
                "needles_mm[3]: expected two numbers, x and y in mm, found [0, nan]",
            ],
        ),
        (
            without(PEN, "layout", "footprint_mm") | {"needles_mm": [[0, 0], [0, 0], [0, 2]]},
            [
                "needle_count: expected 3, as in `needles_mm`, found 9",
                "needles_mm: expected each needle in a place of its own, found two in one place",
            ],
        ),
        (
            without(PEN, "needle_count") | {"needles_mm": [[0, 0], [0, 8]]},
            [
                "layout: expected nothing beside `needles_mm`, found 'grid'",
                "footprint_mm: expected at least 8, which the needles take up, found 4.0",
            ],
        ),
        (
            {"name": "One", "kind": "pen", "needles_mm": [[1, 1]]},
            ["needles_mm: expected 0.5 to 40 mm across, or a `footprint_mm`, found 0.0"],
        ),
        (
            without(STAMP, "layout", "footprint_mm"),
            [
                "layout: expected this field for a stamp without `needles_mm`, found nothing",
                "footprint_mm: expected this field for a stamp without `needles_mm`, found nothing",
            ],
        ),
        (ROLLER | {"drum": None}, ["drum: expected the drum of the roller, found nothing"]),
        (ROLLER | {"needle_count": 200}, ["needle_count: expected 192, rows times positions of the drum, found 200"]),
        (
            ROLLER | {"layout": "ring", "stroke_rate_hz": 3},
            [
                "layout: expected nothing for a roller; its needles are in `drum`, found 'ring'",
                "stroke_rate_hz: expected nothing for a roller; its needles are in `drum`, found 3.0",
            ],
        ),
        (
            ROLLER | {"drum": DRUM | {"width_mm": 1, "rows": 99}},
            [
                "drum.width_mm: expected 2 to 80 mm, found 1",
                "drum.rows: expected 1 to 60 rows, found 99",
            ],
        ),
        (
            ROLLER | {"drum": DRUM | {"rows": 60, "positions": 100}},
            ["drum: expected 1 to 1000 needles in rows times positions, found 6000"],
        ),
    ],
)
def test_everything_wrong_with_a_file_is_said_in_one_line_each(
    wrong: dict[str, Any], lines: list[str], read: Read
) -> None:
    with pytest.raises(InputError) as error:
        read(wrong)
    assert str(error.value).splitlines() == lines


@given(
    st.dictionaries(
        st.sampled_from(list(OwnDevice.model_fields)),
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        ),
    ),
    st.sampled_from([PEN, STAMP, ROLLER]),
)
def test_no_file_raises_anything_else(changes: dict[str, Any], sound: dict[str, Any]) -> None:
    try:
        OwnDevice.model_validate(sound | changes)
    except ValidationError as error:
        assert all(str(problem).count("expected") for problem in problems_of(error, OwnDevice, changes))


@pytest.mark.parametrize("example", ["own_pen", "own_stamp"])
def test_the_published_schema_takes_the_examples(example: str) -> None:
    typed = read_document(EXAMPLES / f"{example}.yaml")
    validator = jsonschema.Draft202012Validator(OwnDevice.model_json_schema())
    assert list(validator.iter_errors(typed)) == []
    assert list(validator.iter_errors(typed | {"kind": "laser", "neddles": 1})) != []


def test_a_file_or_a_name_finds_a_hand_piece(tmp_path: Path) -> None:
    assert find_hand_piece("SkinPen").id == "skinpen_precision"
    assert find_hand_piece(str(EXAMPLES / "own_pen.yaml")).id == "example_pen"
    copy = tmp_path / "PEN.YML"
    copy.write_text(yaml.safe_dump(PEN), "utf-8")
    assert find_hand_piece(str(copy)).name == "My pen"


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        (
            "Skin Pen Precison",
            "device: expected a known device, or a file (.yaml or .json) that describes your own, "
            "found 'Skin Pen Precison'; did you mean 'skinpen_precision'?",
        ),
        ("no_such_file.yaml", "no_such_file.yaml: expected a file that can be read, found No such file or directory"),
        (
            "rf",
            "device: expected a pen, a roller or a stamp, found 'rf_microneedling', "
            "works with heat, which is not planned here",
        ),
    ],
)
def test_what_is_neither_is_refused(typed: str, line: str) -> None:
    with pytest.raises(InputError) as error:
        find_hand_piece(typed)
    assert str(error.value) == line


@pytest.mark.parametrize(
    ("name", "made"), [("Dr. Ö's Pen 2", "dr_ö_s_pen_2"), ("  A  b ", "a_b"), ("…", ""), ("笔", "笔")]
)
def test_an_id_is_made_from_the_name(name: str, made: str) -> None:
    assert slug(name) == made
