"""Every text of the tables that patients read, found by the marks on the fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from punctum.evidence.check import marks
from punctum.evidence.table import ForPatients, Row, Table


@dataclass(frozen=True, slots=True)
class PatientCell:
    """One text that patients read, in English: where it stands, and whether it may state facts."""

    table: str
    row: Row
    field: str
    text: str
    asserts: bool

    @property
    def id(self) -> str:
        """`table.row.field`."""
        return f"{self.table}.{self.row.id}.{self.field}"


def patient_cells(tables: Iterable[Table[Any]]) -> Iterator[PatientCell]:
    """The marked texts of some tables, without the empty ones."""
    for table in tables:
        for field, asserts in patient_fields(table.row).items():
            for row in table.rows:
                value = getattr(row, field)
                texts = value if isinstance(value, tuple) else (value,)
                yield from (PatientCell(table.name, row, field, text, asserts) for text in texts if text)


def patient_fields(row: type[Row]) -> dict[str, bool]:
    """The fields of a row that patients read, and whether each may state facts."""
    return {
        name: mark.asserts
        for name, field in row.model_fields.items()
        for mark in (*field.metadata, *marks(field.annotation))
        if isinstance(mark, ForPatients)
    }
