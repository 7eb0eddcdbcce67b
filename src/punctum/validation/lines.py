"""A file of printed quantities, line by line, in either of two column formats; no line is ever left out."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from punctum.problems import InputError, Problem, nearest, shown

LARGEST_BYTES = 20_000_000
LONGEST_CELL = 4000
NEEDED = ("quantity", "value", "unit", "conditions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What a line asks: everything that a prediction may rest on.

    Arguments:
        quantity, symbol, unit, conditions: the cells as printed. group: of the quantity.
    """

    quantity: str
    symbol: str
    unit: str
    conditions: str
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What a line says was found; no prediction may look at it.

    Arguments:
        value, low, high: cells with numbers, as printed. text: what stands there in words. spread: how far it varied.
    """

    value: str = ""
    low: str = ""
    high: str = ""
    text: str = ""
    spread: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a file.

    Arguments:
        number: in the file; the header is 1. damaged: why its cells cannot be trusted, or nothing.
    """

    number: int
    design: Design
    printed: Printed
    role: str = ""
    damaged: str = ""


def read_lines(path: Path) -> tuple[Line, ...]:
    """The lines of a file of printed quantities, in their order.

    Two headers are known: one with the printed value in one column (`value`), one with it in four (`value`,
    `value_low`, `value_high`, `value_text`). Only quantity, value, unit and conditions must be there.

    Raises:
        InputError: no file that can be read, too large, not UTF-8, empty, or without the columns that must be there.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_BYTES + 1)  # Not all of it: it may have no end.
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no name of a file"
        raise InputError([Problem(str(path), "a file that can be read", reason)]) from None
    return parse_lines(raw, path.name)


def parse_lines(raw: bytes, name: str) -> tuple[Line, ...]:
    """The lines of the bytes of a file; `name` stands in the messages. Same rules and errors as `read_lines`."""
    if len(raw) > LARGEST_BYTES:
        raise InputError([Problem(name, f"at most {LARGEST_BYTES} bytes", "more")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError([Problem(name, "text in UTF-8", f"byte {raw[error.start]:#04x} at {error.start}")]) from None
    reader = csv.reader(io.StringIO(text, newline=""))
    lines: list[Line] = []
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
            header = _header(cells, name)
        else:
            lines.append(_line(header, cells, begin))
    if header is None:
        raise InputError([Problem(name, f"a header with the columns {', '.join(NEEDED)}", "nothing")])
    if not lines:
        raise InputError([Problem(name, "one line below the header at least", "none")])
    return tuple(lines)


def _header(cells: list[str], name: str) -> list[str]:
    columns = [cell.strip().casefold() for cell in cells]
    missing = [column for column in NEEDED if column not in columns]
    if missing:
        found = shown(", ".join(columns))
        hint = nearest(missing[0], columns)
        raise InputError([Problem(f"{name} header", f"the columns {', '.join(missing)}", found, hint)])
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        raise InputError([Problem(f"{name} header", "each column once", f"{shown(', '.join(twice))} more than once")])
    return columns


def _line(header: list[str], cells: list[str], number: int) -> Line:
    of = {column: cell.strip() for column, cell in zip(header, cells, strict=False)}
    damaged = ""
    if len(cells) != len(header):
        damaged = f"the line has {len(cells)} cells and the header {len(header)} columns"
    elif any(len(cell) > LONGEST_CELL for cell in cells):
        damaged = "a cell is too long"
    return Line(
        number=number,
        design=Design(**{name: of.get(name, "") for name in ("quantity", "symbol", "unit", "conditions", "group")}),
        printed=Printed(
            value=of.get("value", ""),
            low=of.get("value_low", ""),
            high=of.get("value_high", ""),
            text=of.get("value_text", ""),
            spread=of.get("spread", ""),
        ),
        role=of.get("role", ""),
        damaged=damaged,
    )
