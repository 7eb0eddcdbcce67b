"""What a hand piece made of a dose, and where its holes leave room."""

from __future__ import annotations

from dataclasses import dataclass

from punctum.delivery.values import Floats, Punctures


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """What a hand piece made of a dose.

    Arguments:
        punctures: all holes in the zone. passes: made. wanted: holes that the dose asks for.
        beyond_mm: (m, 2) holes around the zone that a random pattern has there just as in it; otherwise none.
    """

    punctures: Punctures
    beyond_mm: Floats
    passes: int
    wanted: int


@dataclass(frozen=True, slots=True)
class Spacing:
    """Where the holes leave room.

    Arguments:
        coverage: radius in mm → share of the zone within that distance of a hole.
        largest_gap_mm: diameter of the largest circle with its centre in the zone and no hole inside, found to within
            0.001 mm; infinite where there is no hole at all. largest_gap_at_mm: its centre; NaN where there is none.
        samples: places whose distance was measured; step_mm: from one to the next.
    """

    coverage: dict[float, float]
    largest_gap_mm: float
    largest_gap_at_mm: tuple[float, float]
    samples: int
    step_mm: float
