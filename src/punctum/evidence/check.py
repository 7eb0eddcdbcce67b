"""Whether the tables fit together: every id known and unique, every value in its unit's range, every fact sourced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, get_args

from punctum.evidence.table import AnyRow, Ref, Row, SourcedRow, Table
from punctum.evidence.units import unit_of
from punctum.problems import InputError, Problem, nearest

UNREAD = frozenset({"house_default", "general_knowledge"})


def check_tables(tables: Iterable[Table[Any]]) -> list[Problem]:
    """Everything wrong with a set of tables, one problem each, with the table and row named.

    Checks: cells of the right type; ids unique; references to rows that exist; values within the range of their unit;
    `…_min_…` not above `…_max_…`; a source for every fact, and `read` only where a source can be read.
    """
    readable: dict[str, Table[Any]] = {}
    ids: dict[str, frozenset[str]] = {}
    problems: list[Problem] = []
    for table in tables:
        try:
            ids[table.name] = frozenset(row.id for row in table.rows)
        except InputError as error:
            problems += error.problems
        else:
            readable[table.name] = table
    for table in readable.values():
        problems += _repeated(table)
        for row in table.rows:
            problems += _check_row(table.name, row, ids)
    return problems


def _repeated(table: Table[Any]) -> list[Problem]:
    counts = Counter(row.id for row in table.rows)
    return [
        Problem(f"{table.name}.csv row {name}", "an id that stands once", f"it stands {count} times")
        for name, count in counts.items()
        if count > 1
    ]


def _check_row(table: str, row: Row, ids: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    where = f"{table}.csv row {row.id}"
    for field in type(row).model_fields:
        value = getattr(row, field)
        yield from _check_unit(where, field, value)
        yield from _check_pair(where, field, row)
        if _mark(type(row), field, AnyRow) is not None:
            yield from _check_any(f"{where}, {field}", value if isinstance(value, tuple) else (value,), ids)
        if (ref := _reference(type(row), field)) is None:
            continue
        for name in value if isinstance(value, tuple) else (value,):
            if name and ref not in ids:
                yield Problem(f"{where}, {field}", f"a table {ref}", "none of that name")
            elif name and name not in ids[ref]:
                yield Problem(f"{where}, {field}", f"the id of a row in {ref}.csv", name, nearest(name, ids[ref]))
    if isinstance(row, SourcedRow):
        if not row.sources:
            yield Problem(f"{where}, sources", "at least one source", "none")
        elif row.basis == "read" and set(row.sources) <= UNREAD:
            yield Problem(f"{where}, basis", "remembered, derived or house", "read, without a source that was read")


def _check_any(where: str, names: Iterable[str], ids: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    for name in names:
        table, _, row = name.partition(":")
        known = frozenset(ids) if table == "tables" else ids.get(table)
        if known is None:
            yield Problem(where, "a row as `table:id`", name, nearest(table, ids))
        elif row not in known:
            yield Problem(where, f"the id of a row in {table}.csv", row, nearest(row, known))


def _check_unit(where: str, field: str, value: object) -> Iterator[Problem]:
    if isinstance(value, bool) or not isinstance(value, int | float) or (unit := unit_of(field)) is None:
        return
    if not unit.minimum <= value <= unit.maximum:
        yield Problem(f"{where}, {field}", f"{unit.minimum:g} to {unit.maximum:g} {unit.unit}", f"{value:g}")


def _check_pair(where: str, field: str, row: Row) -> Iterator[Problem]:
    low = getattr(row, field)
    high = getattr(row, _upper(field), None) if _upper(field) != field else None
    if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
        yield Problem(f"{where}, {field}", f"at most {_upper(field)} ({high:g})", f"{low:g}")


def _upper(field: str) -> str:
    for low, high in (("minimum", "maximum"), ("_min_", "_max_"), ("_low_", "_high_")):
        field = field.replace(low, high)
    for low, high in (("_min", "_max"), ("_low", "_high")):
        field = field.removesuffix(low) + high if field.endswith(low) else field
    return field


def _reference(row: type[Row], field: str) -> str | None:
    mark = _mark(row, field, Ref)
    return mark.table if isinstance(mark, Ref) else None


@cache
def _mark(row: type[Row], field: str, kind: type) -> object | None:
    info = row.model_fields[field]
    return next((mark for mark in (*info.metadata, *marks(info.annotation)) if isinstance(mark, kind)), None)


def marks(annotation: Any) -> Iterator[Any]:
    """The marks inside a type: those of `tuple[Annotated[str, mark], ...]`, for example."""
    for part in (annotation, *get_args(annotation)):
        yield from getattr(part, "__metadata__", ())
    for part in get_args(annotation):
        yield from marks(part)
