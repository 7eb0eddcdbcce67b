"""The tables as they read in a terminal: counts by basis, and every house default."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from punctum.evidence.table import Basis, SourcedRow, Table

BASES: tuple[Basis, ...] = ("read", "remembered", "derived", "house")


def counts_text(tables: Sequence[Table[Any]]) -> str:
    """Rows of each table, and how many of them were read, remembered, derived or set by the house."""
    header = f"{'table':<34}{'rows':>6}" + "".join(f"{basis:>12}" for basis in BASES)
    lines = [header]
    for table in sorted(tables, key=lambda table: (table.package, table.name)):
        counts = Counter(row.basis for row in table.rows if isinstance(row, SourcedRow))
        cells = "".join(f"{counts[basis] or '':>12}" for basis in BASES)
        lines.append(
            f"{table.package.removeprefix('punctum.') + '/' + table.name:<34}{len(table.rows):>6}{cells}".rstrip()
        )
    lines.append("All tables are sound.")
    return "\n".join(lines)


def house_defaults(tables: Iterable[Table[Any]]) -> list[dict[str, Any]]:
    """Every row that no source carries by itself: the table, the row, its basis and its content."""
    return [
        {
            "table": f"{table.package.removeprefix('punctum.')}/{table.name}",
            "id": row.id,
            "basis": row.basis,
            "content": row.model_dump(exclude={"id", "basis", "sources"}, exclude_defaults=True, mode="json"),
            "sources": list(row.sources),
        }
        for table in tables
        for row in table.rows
        if isinstance(row, SourcedRow) and row.basis == "house"
    ]


def defaults_text(tables: Iterable[Table[Any]]) -> str:
    """Every house default, one a paragraph, with a line to sign."""
    paragraphs = []
    for default in house_defaults(tables):
        content = "; ".join(f"{name}: {_plain(value)}" for name, value in default["content"].items())
        paragraphs.append(f"[ ] {default['table']} {default['id']}\n    {content}")
    return "\n".join(
        [
            *paragraphs,
            "",
            f"{len(paragraphs)} house defaults.",
            "Confirmed by (name, role, date): ____________",
        ]
    )


def _plain(value: Any) -> str:
    return ", ".join(str(member) for member in value) if isinstance(value, list) else str(value)
