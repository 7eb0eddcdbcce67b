"""What a clinic learned, as plain values for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from punctum.outcome.learning.summary import ClinicSummary
from punctum.report.plain_values import plain_values


def learning_document(summary: ClinicSummary) -> dict[str, Any]:
    """The summary as plain values, numbers with four decimals; a result has only its number."""
    document: dict[str, Any] = plain_values(asdict(summary))
    return document
