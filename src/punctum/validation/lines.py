"""A file of printed quantities, line by line, in either of two column formats; no line is ever left out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from punctum.validation.csv_lines import CsvLine, csv_lines, read_raw

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
    return parse_lines(read_raw(path), path.name)


def parse_lines(raw: bytes, name: str) -> tuple[Line, ...]:
    """The lines of the bytes of a file; `name` stands in the messages. Same rules and errors as `read_lines`."""
    return tuple(_line(line) for line in csv_lines(raw, name, NEEDED))


def _line(line: CsvLine) -> Line:
    return Line(
        number=line.number,
        design=Design(**{name: line.of(name) for name in ("quantity", "symbol", "unit", "conditions", "group")}),
        printed=Printed(
            value=line.of("value"),
            low=line.of("value_low"),
            high=line.of("value_high"),
            text=line.of("value_text"),
            spread=line.of("spread"),
        ),
        role=line.of("role"),
        damaged=line.damaged,
    )
