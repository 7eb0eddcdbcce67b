"""What stands in tables here: which treatments have a text, and which placeholders a text may hold."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO

from punctum.evidence import LANGUAGES


@dataclass(frozen=True, slots=True)
class Treatment:
    """One kind of treatment with a text of its own. `parts`: whose special words it holds."""

    id: str
    parts: tuple[str, ...]
    regions: frozenset[str]
    indications: frozenset[str]
    titles: dict[str, str]


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One thing a text may leave open. A `block` stands alone in its paragraph; a `word` within a sentence."""

    id: str
    is_block: bool
    required: bool
    meanings: dict[str, str]


@cache
def treatments() -> dict[str, Treatment]:
    """By id, in the order in which they are offered."""
    return {
        row["id"]: Treatment(
            id=row["id"],
            parts=_list(row["parts"]),
            regions=frozenset(_list(row["regions"])),
            indications=frozenset(_list(row["indications"])),
            titles={language: row[f"title_{language}"] for language in LANGUAGES},
        )
        for row in _rows("treatments.csv")
    }


@cache
def placeholders() -> dict[str, Placeholder]:
    """By id, in the order of the table."""
    return {
        row["id"]: Placeholder(
            id=row["id"],
            is_block=row["kind"] == "block",
            required=row["required"] == "yes",
            meanings={language: row[f"meaning_{language}"] for language in LANGUAGES},
        )
        for row in _rows("placeholders.csv")
    }


@cache
def shipped_body(treatment: str, language: str) -> str:
    """The text we ship for a treatment: the common one with the words of its parts."""
    special: list[list[str]] = [_text(f"{part}.{language}").split("\n---\n") for part in treatments()[treatment].parts]
    return (
        _text(f"common.{language}")
        .replace("{title}", treatments()[treatment].titles[language])
        .replace("{special}", "\n\n".join(before.strip() for before, _ in special))
        .replace("{special_risks}", "\n\n".join(risks.strip() for _, risks in special))
        .strip()
    )


def _text(name: str) -> str:
    return files("punctum_clinic.consent").joinpath("texts", f"{name}.md").read_text("utf-8")


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(StringIO(files("punctum_clinic.consent").joinpath(name).read_text("utf-8")))


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)
