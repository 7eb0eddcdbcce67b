"""How a hand differs from a plan: uneven speed, spacing, line, angle and pressure."""

from __future__ import annotations

from dataclasses import dataclass, fields

from punctum.delivery.draws import stream
from punctum.evidence.table import SourcedRow, Table


class OperatorRow(SourcedRow):
    """One property of the hand: what it usually is, and between which values hands differ."""

    value: float
    minimum: float
    maximum: float
    unit: str
    text: str


OPERATOR = Table("punctum.delivery", "operator", OperatorRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """The hand that holds the device. The rows of `operator.csv` say what each property is, in which unit."""

    speed_between_sd: float
    speed_along_sd: float
    spacing_sd: float
    overlap: float
    wobble_mm: float
    wander_length_mm: float
    pressure_share: float
    angle_error_degrees: float
    glide_speed_cm_per_s: float
    rolling_speed_cm_per_s: float
    presses_per_s: float


def usual_operator() -> Operator:
    """The hand in the middle of what hands do."""
    return Operator(**{field.name: OPERATOR.by_id[field.name].value for field in fields(Operator)})


def drawn_operator(seed: int, draw: int) -> Operator:
    """Another hand for each draw: every property from a triangle between its minimum and maximum, peak at its value.

    Draw 0 is the usual hand. The same seed and draw give the same hand.
    """
    if draw == 0:
        return usual_operator()
    numbers = stream(seed, draw, "operator")
    rows = [OPERATOR.by_id[field.name] for field in fields(Operator)]
    return Operator(**{row.id: float(numbers.triangular(row.minimum, row.value, row.maximum)) for row in rows})
