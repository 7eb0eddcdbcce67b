"""A file is read as it stands, in either of two column formats, or refused with one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.problems import InputError
from punctum.validation.csv_lines import LARGEST_BYTES, LONGEST_CELL
from punctum.validation.lines import parse_lines, read_lines
from tests.validation.lines_of import HEADER, IN_PARTS


def test_both_headers_are_read() -> None:
    one = parse_lines(f'{HEADER}\nacute,TEWL,T,25 +/- 3,g/m2/h,sd 3,"forearm; 1 h",x,yes,,validation\n'.encode(), "a")
    two = parse_lines(f"{IN_PARTS}\nx,acute,TEWL,T,,1,2,,g/m2/h,sd 3,forearm,s,read,validation,\n".encode(), "a")
    assert one[0].design.conditions == "forearm; 1 h"
    assert (one[0].printed.value, one[0].role, one[0].number) == ("25 +/- 3", "validation", 2)
    assert (two[0].printed.low, two[0].printed.high, two[0].printed.spread) == ("1", "2", "sd 3")


def test_a_byte_order_mark_and_other_cases_of_the_header_do_no_harm() -> None:
    assert parse_lines("\ufeffQuantity,VALUE,unit, conditions \na,1,h,b\n".encode(), "a")[0].design.conditions == "b"


def test_no_line_is_dropped_however_damaged() -> None:
    lines = parse_lines(f"{HEADER}\na,b\n,,,,,,,,,,\na,b,c,d,e,f,g,h,i,j,k,l\n".encode(), "a")
    assert [bool(line.damaged) for line in lines] == [True, False, True]
    assert [line.number for line in lines] == [2, 3, 4]
    long = parse_lines(f"quantity,value,unit,conditions\na,{'9' * (LONGEST_CELL + 1)},h,b\n".encode(), "a")
    assert long[0].damaged


def test_numbers_of_lines_are_those_of_the_file() -> None:
    lines = parse_lines(b'quantity,value,unit,conditions\n\n"a\nb",1,h,c\nd,2,h,e\n', "a")
    assert [line.number for line in lines] == [3, 5]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "a header with the columns"),
        (b"\n\n", "a header with the columns"),
        (b"quantity,value,unit\n", "the columns conditions"),
        (b"quantity,value,unit,conditions\n", "one line below the header"),
        (b"quantity,value,unit,conditions,unit\na,b,c,d,e\n", "each column once"),
        (b"quantity,value,unit,conditions\n\xff\xfe,1,h,c\n", "text in UTF-8"),
        (b"quantity,value,unit,conditions\n" + b"a" * 200_000 + b",1,h,c\n", "a line of a CSV file"),
        (b"a" * (LARGEST_BYTES + 1), "bytes"),
    ],
    ids=["empty", "blank", "column missing", "no line", "column twice", "not UTF-8", "cell too long", "too large"],
)
def test_what_is_no_such_file_is_refused_in_one_line(raw: bytes, said: str) -> None:
    with pytest.raises(InputError) as error:
        parse_lines(raw, "file.csv")
    assert len(error.value.problems) == 1
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("name", ["missing.csv", "", "x\0y"])
def test_a_folder_or_a_missing_file_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_lines(tmp_path / name)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    for whole in (raw, b"quantity,value,unit,conditions\n" + raw):
        try:
            parse_lines(whole, "a")
        except InputError as error:
            assert "\n" not in str(error)
