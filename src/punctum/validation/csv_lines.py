"""Any CSV file line by line: its cells by column, and why a line cannot be trusted; no line is ever left out."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from punctum import documents
from punctum.problems import InputError, Problem, nearest, shown

LARGEST_BYTES = 20_000_000
LONGEST_CELL = 4000


@dataclass(frozen=True, slots=True)
class CsvLine:
    """One line of a CSV file.

    Arguments:
        number: in the file; the header is 1. cells: by column, without blanks around them; a column that a short line
            does not reach is missing. damaged: why the cells cannot be trusted, or nothing.
    """

    number: int
    cells: dict[str, str]
    damaged: str = ""

    def of(self, column: str) -> str:
        """One cell; empty where the line has none."""
        return self.cells.get(column, "")


def read_raw(path: Path) -> bytes:
    """The bytes of a file, no more than one beyond the largest that is read.

    Raises:
        InputError: there is no file that can be read.
    """
    return documents.read_raw(path, LARGEST_BYTES)


def csv_lines(raw: bytes, name: str, needed: Sequence[str]) -> tuple[CsvLine, ...]:
    """The lines below the header of the bytes of a file; `name` stands in the messages.

    Arguments:
        needed: columns that must be there.

    Raises:
        InputError: too large, not UTF-8, empty, no CSV, or without the columns that must be there.
    """
    reader = csv.reader(io.StringIO(documents.text_of(raw, name, LARGEST_BYTES), newline=""))
    lines: list[CsvLine] = []
    header: list[str] | None = None
    while True:
        begin = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            raise InputError([Problem(f"{name} line {begin}", "a line of a CSV file", str(error))]) from None
        if not cells:
            continue
        if header is None:
            header = _header(cells, name, needed)
        else:
            lines.append(_line(header, cells, begin))
    if header is None:
        raise InputError([Problem(name, f"a header with the columns {', '.join(needed)}", "nothing")])
    if not lines:
        raise InputError([Problem(name, "one line below the header at least", "none")])
    return tuple(lines)


def _header(cells: list[str], name: str, needed: Sequence[str]) -> list[str]:
    columns = [cell.strip().casefold() for cell in cells]
    missing = [column for column in needed if column not in columns]
    if missing:
        found = shown(", ".join(columns))
        hint = nearest(missing[0], columns)
        raise InputError([Problem(f"{name} header", f"the columns {', '.join(missing)}", found, hint)])
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        raise InputError([Problem(f"{name} header", "each column once", f"{shown(', '.join(twice))} more than once")])
    return columns


def _line(header: list[str], cells: list[str], number: int) -> CsvLine:
    damaged = ""
    if len(cells) != len(header):
        damaged = f"the line has {len(cells)} cells and the header {len(header)} columns"
    elif any(len(cell) > LONGEST_CELL for cell in cells):
        damaged = "a cell is too long"
    return CsvLine(number, {column: cell.strip() for column, cell in zip(header, cells, strict=False)}, damaged)
