"""A clinic's own results from a CSV file; a column that is not asked for is refused, so that nobody can be named."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from pydantic import ValidationError

from punctum.documents import LARGEST_BYTES, problems_of, read_raw, text_of
from punctum.outcome.learning.own_result import OwnResult
from punctum.outcome.learning.rules import rule
from punctum.problems import InputError, Problem, nearest, shown

COLUMNS = tuple(OwnResult.model_fields)
NEEDED = tuple(name for name, field in OwnResult.model_fields.items() if field.is_required())
LISTS = "agents"


def read_own_results(path: Path) -> tuple[OwnResult, ...]:
    """The results of a file, in its order, which may be that in which they were measured.

    Columns are the fields of `OwnResult`, in any order; several agents stand apart by `;`.

    Raises:
        InputError: no file that can be read, too large, not UTF-8; a column that is missing or not asked for; a cell
            that cannot be. One problem for each, with its line.
    """
    return parse_own_results(read_raw(path, LARGEST_BYTES), path.name)


def parse_own_results(raw: bytes, name: str) -> tuple[OwnResult, ...]:
    """The results in the bytes of a file; `name` stands in the messages. Errors as those of `read_own_results`."""
    reader = csv.reader(io.StringIO(text_of(raw, name, LARGEST_BYTES), newline=""))
    try:
        lines = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader if any(map(str.strip, cells))]
    except csv.Error as error:
        raise InputError([Problem(f"{name} line {reader.line_num}", "a line of a CSV file", str(error))]) from None
    if not lines:
        raise InputError([Problem(name, f"a header with the columns {', '.join(NEEDED)}", "nothing")])
    if len(lines) - 1 > (most := rule("most_results")):
        raise InputError([Problem(name, f"at most {most:g} results", str(len(lines) - 1))])
    header = _header(lines[0][1], name)
    results: list[OwnResult] = []
    problems: list[Problem] = []
    for number, cells in lines[1:]:
        try:
            results.append(_result(header, cells))
        except InputError as error:
            problems += [
                Problem(f"{name} line {number}, {one.path}", one.expected, one.found, one.hint)
                for one in error.problems
            ]
    if problems:
        raise InputError(problems)
    return tuple(results)


def _header(cells: list[str], name: str) -> list[str]:
    columns = [cell.casefold() for cell in cells]
    problems = [
        Problem(f"{name} header", f"the column {column}", "none", nearest(column, set(columns) - set(COLUMNS)))
        for column in NEEDED
        if column not in columns
    ]
    only = f"only the columns {', '.join(COLUMNS)} (nothing may say whose result it is)"
    problems += [Problem(f"{name} header", only, shown(column)) for column in columns if column not in COLUMNS]
    problems += [
        Problem(f"{name} header", "each column once", f"{column} more than once")
        for column in COLUMNS
        if columns.count(column) > 1
    ]
    if problems:
        raise InputError(problems)
    return columns


def _result(header: list[str], cells: list[str]) -> OwnResult:
    if len(cells) != len(header):
        raise InputError([Problem("cells", f"{len(header)}, as the header has", str(len(cells)))])
    fields = {
        column: tuple(part for piece in cell.split(";") if (part := piece.strip())) if column == LISTS else cell
        for column, cell in zip(header, cells, strict=True)
        if cell
    }
    try:
        return OwnResult.model_validate(fields)
    except ValidationError as error:
        raise InputError(problems_of(error, OwnResult, fields)) from None
