"""The tables as they read in a terminal: counts by basis, and every house default."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from punctum.evidence.table import Basis, Row, Table

BASES: tuple[Basis, ...] = ("read", "remembered", "derived", "house")


def counts_text(tables: Sequence[Table[Any]]) -> str:
    """Rows of each table, and how many of them were read, remembered, derived or set by the house."""
    header = f"{'table':<34}{'rows':>6}" + "".join(f"{basis:>12}" for basis in BASES)
    lines = [header]
    for table in sorted(tables, key=lambda table: (table.package, table.name)):
        counts = Counter(getattr(row, "basis", None) for row in table.rows)
        cells = "".join(f"{counts[basis] or '':>12}" for basis in BASES)
        lines.append(
            f"{table.package.removeprefix('punctum.') + '/' + table.name:<34}{len(table.rows):>6}{cells}".rstrip()
        )
    lines.append("All tables are sound.")
    return "\n".join(lines)


def house_defaults(tables: Iterable[Table[Any]]) -> list[dict[str, Any]]:
    """Every row, or part of a row, that was not read in a source: it holds as a house default until it is signed.

    Returns:
        for each row: its table, id, basis, content and sources.
    """
    return [
        {
            "table": f"{table.package.removeprefix('punctum.')}/{table.name}",
            "id": row.id,
            "basis": basis,
            "content": row.model_dump(exclude={"id", "basis", "sources"}, exclude_defaults=True, mode="json"),
            "sources": list(getattr(row, "sources", ())),
        }
        for table in tables
        for row in table.rows
        if (basis := _unread(row))
    ]


def defaults_text(tables: Iterable[Table[Any]]) -> str:
    """Every house default, one a paragraph, with a line to sign."""
    defaults = house_defaults(tables)
    paragraphs = []
    for default in defaults:
        content = "; ".join(f"{name}: {_plain(value)}" for name, value in default["content"].items())
        paragraphs.append(f"[ ] {default['table']} {default['id']} ({default['basis']})\n    {content}")
    return "\n".join(
        [*paragraphs, "", f"{len(defaults)} house defaults.", "Confirmed by (name, role, date): ____________"]
    )


def _unread(row: Row) -> str:
    """The basis of a row if some of it was not read: its own, or that of one of its parts (`mcid_basis`)."""
    bases = {name: getattr(row, name) for name in type(row).model_fields if name == "basis" or name.endswith("_basis")}
    unread = [f"{name}: {basis}" if name != "basis" else str(basis) for name, basis in bases.items()]
    return next((text for text in unread if text.split(": ")[-1] in BASES[1:]), "")


def _plain(value: Any) -> str:
    return ", ".join(str(member) for member in value) if isinstance(value, list) else str(value)
