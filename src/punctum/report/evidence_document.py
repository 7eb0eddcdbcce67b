"""What the studies say, as plain values for programs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from punctum.outcome import Evidence
from punctum.report.citations import citation
from punctum.report.plain_values import plain_values


def evidence_document(found: Evidence) -> dict[str, Any]:
    """The evidence as plain values: fixed keys in alphabetical order, numbers with four decimals."""
    values = asdict(found)
    values["sources"] = {
        source: {"citation": (work := citation(source)).text, "kind": work.kind, "url": work.url}
        for source in found.sources
    }
    document: dict[str, Any] = _sorted(plain_values(values))
    return document


def list_document(every: Iterable[Evidence]) -> list[dict[str, Any]]:
    """One entry an indication, as plain values."""
    fields = ("indication", "answer", "amount", "certainty", "certainty_why", "studies", "people")
    return [
        _sorted(
            {name: getattr(found, name) for name in fields}
            | {
                "figures": [
                    plain_values({"scale": part.scale, "quantity": part.quantity} | asdict(part.figure))
                    for part in found.scales
                    if part.figure
                ]
            }
        )
        for found in every
    ]


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(member) for member in value] if isinstance(value, list) else value
