"""Tables: CSV files beside the package that reads them, one frozen row type each."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from importlib.resources import files
from typing import Annotated, Any, Generic, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError, model_validator

from punctum.problems import InputError, Problem, shown

Basis = Literal["read", "remembered", "derived", "house"]
_WEAKEST_LAST: tuple[Basis, ...] = get_args(Basis)


def weakest(bases: Iterable[Basis]) -> Basis:
    """The least certain of several bases: what rests on all of them."""
    return max(bases, key=_WEAKEST_LAST.index)


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field that holds the id of a row in another table."""

    table: str


@dataclass(frozen=True, slots=True)
class AnyRow:
    """Marks a field that holds `table:id`, the id of a row in any table, or `tables:name`, a whole table."""


@dataclass(frozen=True, slots=True)
class ForPatients:
    """Marks a field that patients read. `asserts`: it may state facts, so its row must have a source."""

    asserts: bool = True


SourceId = Annotated[str, Ref("sources")]
PatientText = Annotated[str, ForPatients()]
PatientName = Annotated[str, ForPatients(asserts=False)]


class Row(BaseModel):
    """One row of a table. Empty cells fall back to the field's default; `;` separates the members of a list."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str

    @model_validator(mode="before")
    @classmethod
    def _from_cells(cls, cells: Any) -> Any:
        if not isinstance(cells, dict):
            return cells
        lists = _list_fields(cls)
        return {
            name: tuple(part for piece in cell.split(";") if (part := piece.strip())) if name in lists else cell
            for name, cell in cells.items()
            if not isinstance(cell, str) or cell != ""
        }


class SourcedRow(Row):
    """A row that states facts: who says so, and whether the source was read."""

    sources: tuple[SourceId, ...]
    basis: Basis
    disagreement: str = ""


@cache
def _list_fields(row: type[Row]) -> frozenset[str]:
    return frozenset(name for name, field in row.model_fields.items() if get_origin(field.annotation) is tuple)


R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Table(Generic[R]):
    """A table of the package: where its CSV lies and what a row is.

    Arguments:
        package: the package beside whose code the file lies, for example `punctum.screening`.
        name: the file's name without `.csv`; other tables refer to it by this name.
        row: the type of a row.
    """

    package: str
    name: str
    row: type[R]

    @cached_property
    def bytes(self) -> bytes:
        """The file as it lies in the package."""
        return files(self.package).joinpath(f"{self.name}.csv").read_bytes()

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the file, in hexadecimal; plans carry it."""
        return sha256(self.bytes).hexdigest()

    @cached_property
    def rows(self) -> tuple[R, ...]:
        """All rows in file order.

        Raises:
            InputError: a cell cannot be read as its field's type; one problem per cell, with file and row named.
        """
        cells = list(csv.DictReader(io.StringIO(self.bytes.decode("utf-8"), newline="")))
        try:
            return tuple(TypeAdapter(list[self.row]).validate_python(cells))  # type: ignore[name-defined]
        except ValidationError as error:
            raise InputError(
                Problem(
                    path=f"{self.name}.csv row {cells[int(item['loc'][0])].get('id') or int(item['loc'][0]) + 1}"
                    + "".join(f", {part}" for part in item["loc"][1:]),
                    expected=item["msg"],
                    found=shown(item.get("input")),
                )
                for item in error.errors()
            ) from None

    @cached_property
    def by_id(self) -> dict[str, R]:
        """Rows by id."""
        return {row.id: row for row in self.rows}
