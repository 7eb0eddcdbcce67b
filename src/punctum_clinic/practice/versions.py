"""Which versions of the core's tables this clinic has run with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from punctum.planning import table_versions
from punctum_clinic.practice.models import TableVersion


@dataclass(frozen=True, slots=True)
class ChangedTable:
    """A table that the clinic has seen in more than one version: when the present one came."""

    table: str
    since: datetime


def remember_versions() -> None:
    """Write down the versions of today that were not seen before."""
    now = table_versions()
    known = set(TableVersion.objects.values_list("table", "sha256"))
    new = [TableVersion(table=table, sha256=sha) for table, sha in now.items() if (table, sha) not in known]
    TableVersion.objects.bulk_create(new, ignore_conflicts=True)


def changed_tables() -> list[ChangedTable]:
    """Tables with more than one version here, the newest change first."""
    seen: dict[str, list[TableVersion]] = {}
    for row in TableVersion.objects.order_by("first_seen_at", "id"):
        seen.setdefault(row.table, []).append(row)
    now = table_versions()
    changed = [
        ChangedTable(table, next(row.first_seen_at for row in reversed(rows) if row.sha256 == now[table]))
        for table, rows in seen.items()
        if len(rows) > 1 and any(row.sha256 == now.get(table) for row in rows)
    ]
    return sorted(changed, key=lambda one: one.since, reverse=True)
