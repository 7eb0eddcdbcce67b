"""What an own result may hold, and how a file of them is read."""

from __future__ import annotations

from math import log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from punctum.outcome.learning.own_file import COLUMNS, parse_own_results, read_own_results
from punctum.outcome.learning.own_result import OwnResult
from punctum.problems import InputError
from tests.outcome.learning.clinic_world import MELASMA, SCARS, result

HEADER = "indication,scale,subtype,baseline,after,weeks_after_last,sessions,interval_weeks,needle_length_mm,agents"
LINE = "acne scars,ECCA,boxcar,40,20,12,4,4,1.5,PRP;vitamin C"


def read(*lines: str, header: str = HEADER) -> tuple[OwnResult, ...]:
    return parse_own_results("\n".join((header, *lines)).encode(), "own.csv")


def refused(*lines: str, header: str = HEADER) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(*lines, header=header)
    return [str(problem) for problem in caught.value.problems]


def test_names_become_ids_and_a_design() -> None:
    (one,) = read(LINE)
    assert (one.indication, one.scale, one.agents) == (SCARS, "ecca", ("prp", "vitamin_c"))
    assert one.log_gone == pytest.approx(log(2))
    design = one.design
    assert (design.subtype, design.sessions, design.weeks_after_last, design.baseline) == ("boxcar", 4, 12, 40)
    assert design.measure.family == "sum"
    assert design.needled


def test_a_score_counts_from_what_is_no_problem() -> None:
    burn = result(indication="burn scars", scale="posas2_observer", baseline=26, after=16)
    assert burn.log_gone == pytest.approx(log(2))
    grade = result(scale="goodman_baron_qualitative", baseline=4, after=2)
    assert grade.design.measure.family == "grade"
    assert grade.log_gone == pytest.approx(log(2))


def test_nothing_left_has_a_logarithm() -> None:
    assert result(after=0).log_gone == pytest.approx(-log(0.03))


def test_a_mixture_of_kinds_is_what_studies_had() -> None:
    assert result(subtype="mixed").design.subtype == ""


def test_it_has_no_field_that_says_whose_it_is() -> None:
    assert set(OwnResult.model_fields) == {
        "indication", "scale", "subtype", "baseline", "after", "weeks_after_last", "sessions", "interval_weeks",
        "needle_length_mm", "agents",
    }  # fmt: skip
    texts = {name for name, field in OwnResult.model_fields.items() if field.annotation is str}
    assert texts == {"indication", "scale", "subtype"}, "each of these is one of a list"


@pytest.mark.parametrize("column", ["name", "birthday", "patient_id", "date", "note", "initials", "age", ""])
def test_no_column_may_say_whose_it_is(column: str) -> None:
    (line,) = refused(f"{LINE},x", header=f"{HEADER},{column}")
    assert line.startswith("own.csv header: expected only the columns indication, scale,")
    assert "nothing may say whose result it is" in line


@pytest.mark.parametrize("field", ["name", "birthday", "id", "note"])
def test_no_field_may_say_whose_it_is(field: str) -> None:
    with pytest.raises(ValidationError):
        result(0.5, **{field: "1987-03-12"})


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("cell", ["1987-03-12", "12.03.1987", "Anna Muster", "19870312", "anna@example.org", "nan"])
def test_no_cell_takes_a_birthday_or_a_name(column: str, cell: str) -> None:
    cells = dict(zip(HEADER.split(","), LINE.split(","), strict=True)) | {column: cell}
    (line,) = refused(",".join(cells.values()))
    assert line.startswith(f"own.csv line 2, {column}: expected ")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Acne  Scars,ecca,,40,20,12,4,4,,", None),
        ("acne scars,ECCA,,40,20,27,4,4,,", "weeks_after_last: expected at most 26, found 27.0"),
        ("acne scars,ECCA,,40,20,-1,4,4,,", "weeks_after_last: expected greater than or equal to 0, found '-1'"),
        ("acne scars,ECCA,,40,20,12,0,4,,", "sessions: expected greater than or equal to 1, found '0'"),
        ("acne scars,ECCA,,0,0,12,4,4,,", "baseline: expected more than 0 (ECCA grid for acne scars), found 0.0"),
        (
            "acne scars,ECCA,,40,541,12,4,4,,",
            "after: expected a number from 0 to 540 (ECCA grid for acne scars), found",
        ),
        (
            "acne scars,ECCA,rubra,40,20,12,4,4,,",
            "subtype: expected nothing or one of ice-pick, boxcar, rolling, mixed",
        ),
        ("melasma,masi,rubra,4,2,12,4,4,,", "subtype: expected nothing (melasma has no kinds), found 'rubra'"),
        ("acne scars,masi,,4,2,12,4,4,,", "scale: expected a scale of atrophic acne scars, found 'Melasma Area"),
        ("acne scars,gais,,4,2,12,4,4,,", "scale: expected a scale with an end that is scored before and after"),
        ("alopecia areata,hair_density,,4,2,12,4,4,,", "scale: expected a scale with an end"),
        ("acne scars,ECCA,,40,20,12,4,4,,prpp", "agents: expected an agent that the tables know, found 'prpp'; did"),
        ("acne scars,ECCA,,40,20,12,4,4,,radiofrequency", "agents: expected what is added to needling, found"),
        ("acne scars,ECCA,,40,20,12,4,4", "cells: expected 10, as the header has, found 8"),
        ("acne scars,ECCA,,,20,12,4,4,,", "baseline: expected this field, found nothing"),
    ],
)
def test_each_problem_has_its_line(line: str, problem: str | None) -> None:
    if problem is None:
        assert read(LINE, line)[1].indication == SCARS
    else:
        (found,) = refused(LINE, line)
        assert found.startswith(f"own.csv line 3, {problem}")


def test_every_problem_is_told() -> None:
    assert len(refused("acne scars,ECCA,,x,20,12,4,4,,", LINE, "melasma,masi,,x,y,12,4,4,,")) == 3


def test_the_header_must_hold_what_is_needed_once() -> None:
    assert refused(header="indication,scale,baseline,after,weeks_after_last,session")[0] == (
        "own.csv header: expected the column sessions, found none; did you mean 'session'?"
    )
    assert "each column once" in refused(header=f"{HEADER},agents")[0]
    with pytest.raises(InputError, match="a header with the columns"):
        parse_own_results(b"\n", "own.csv")


def test_columns_may_stand_in_any_order_and_optional_ones_may_lack() -> None:
    header = "after,baseline,scale,indication,sessions,weeks_after_last"
    assert read("2,4,masi,melasma,4,12", header=header) == (
        result(indication=MELASMA, scale="masi", baseline=4, after=2, interval_weeks=None, needle_length_mm=None),
    )


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a file that can be read"):
        read_own_results(tmp_path / "none.csv")
    (tmp_path / "latin.csv").write_bytes(b"\xe9")
    with pytest.raises(InputError, match="text in UTF-8"):
        read_own_results(tmp_path / "latin.csv")
    with pytest.raises(InputError, match="at most 5000 results, found 5001"):
        read(*[LINE] * 5001)
    (tmp_path / "large.csv").write_bytes(b"x" * 1_000_001)
    with pytest.raises(InputError, match="at most 1000000 bytes"):
        read_own_results(tmp_path / "large.csv")


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"{HEADER}\n{text}".encode()))
def test_any_bytes_are_results_or_one_clear_error(raw: bytes) -> None:
    try:
        found = parse_own_results(raw, "own.csv")
    except InputError as error:
        assert error.problems
    else:
        assert all(isinstance(one, OwnResult) for one in found)
