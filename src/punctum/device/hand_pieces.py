"""Hand pieces as they meet the skin: where the needles sit, how fast they strike, how they are moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from punctum.evidence.table import Basis


@dataclass(frozen=True, slots=True)
class Assumption:
    """A house default that stands in for what no source prints: of what, the value in words, and why."""

    field: str
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandPiece:
    """One device, or one of a clinic's own, ready to be simulated.

    Arguments:
        needles_mm: the needles that strike together, (x, y) about the centre; x along the path, y across it. Of a
            roller those of one row across the drum.
        stroke_rate_hz: strikes a second of a pen, presses a second of a stamp; None where unknown and for rollers.
        row_pitch_mm: along the path from one row of a roller to the next, on the skin; None for pens and stamps.
        stagger_mm: how far every second row of a roller is shifted sideways.
        width_mm: across the path: what one path covers.
        rate_sourced: whether needle count and rate were both read in a source or measured by the clinic, so that a
            time on the skin may be named.
        needle_length_max_mm: longest setting. label_length_max_mm: longest that its label evaluated. None: not known.
        assumed: house defaults among all this, and what is only remembered.
        sources, basis: of needle count and rate, or of a roller's drum; house where one of them is assumed.
        stroke_rate_range_hz: slowest and fastest, where the rate lies in a range; `stroke_rate_hz` is its middle.
        needle_count_range: fewest and most needles that such devices have, where the count is assumed.
        measured: who measured the rate, when and how; empty where it was not measured by a clinic.
    """

    id: str
    name: str
    kind: Literal["pen", "roller", "stamp"]
    needles_mm: tuple[tuple[float, float], ...]
    stroke_rate_hz: float | None
    row_pitch_mm: float | None
    stagger_mm: float
    width_mm: float
    rate_sourced: bool
    needle_length_min_mm: float | None
    needle_length_max_mm: float | None
    label_length_max_mm: float | None
    assumed: tuple[Assumption, ...]
    sources: tuple[str, ...]
    basis: Basis
    stroke_rate_range_hz: tuple[float, float] | None = None
    needle_count_range: tuple[int, int] | None = None
    measured: str = ""

    @property
    def needle_count(self) -> int:
        """How many needles strike together."""
        return len(self.needles_mm)
