"""The core's house defaults: rows that nobody read in a source, which a clinician of the clinic has to stand by."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from punctum.planning import ALL_TABLES
from punctum.report import house_defaults
from punctum_clinic.practice.models import DefaultSignOff


@dataclass(frozen=True, slots=True)
class HouseDefault:
    """One row as it reads now. `sha256`: of its content, so that a changed row has to be signed again."""

    table: str
    row: str
    basis: str
    content: tuple[tuple[str, str], ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class TableOfDefaults:
    """One table: how many house defaults it has and how many of them are signed as they read now."""

    table: str
    rows: int
    signed: int


@cache
def all_defaults() -> tuple[HouseDefault, ...]:
    """Every house default of the core."""
    return tuple(_default(row) for row in house_defaults(ALL_TABLES))


def signatures() -> dict[tuple[str, str, str], DefaultSignOff]:
    """Who signed what: by table, row and wording."""
    signed = DefaultSignOff.objects.select_related("signed_by")
    return {(one.table, one.row, one.row_sha256): one for one in signed}


def tables_of_defaults() -> list[TableOfDefaults]:
    """Every table with house defaults, in order."""
    signed = set(DefaultSignOff.objects.values_list("table", "row", "row_sha256"))
    total: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for one in all_defaults():
        total[one.table] += 1
        done[one.table] += (one.table, one.row, one.sha256) in signed
    return [TableOfDefaults(table, total[table], done[table]) for table in sorted(total)]


def _default(row: dict[str, Any]) -> HouseDefault:
    content = tuple((name, _words(value)) for name, value in row["content"].items())
    canonical = json.dumps([row["content"], row["basis"], row["sources"]], sort_keys=True, ensure_ascii=False)
    return HouseDefault(row["table"], row["id"], row["basis"], content, sha256(canonical.encode()).hexdigest())


def _words(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_words, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
