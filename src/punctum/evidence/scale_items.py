"""What is looked at and written down to score a scale: items, their choices and points, and how they become a score."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import model_validator

from punctum.evidence.scales import ScaleId
from punctum.evidence.table import PatientText, SourcedRow, Table

Formula = Literal["grade", "number", "sum", "mean", "area_times_sum", "area_times_square", "ratio", "angle", "none"]
ItemKind = Literal["choice", "count", "number", "area"]


class ScaleItem(SourcedRow):
    """One thing to look at; its rows stand in the order of the form.

    Arguments:
        scales: the scales it belongs to. group: the place it is looked at, where a scale has several.
        kind: one of a few choices; a class of how many there are; a number; an area, which multiplies.
        label, choices: our own words for the clinician. patient_label, patient_choices: for the patient, where a
            patient answers. points: of each choice, in the same order.
        minimum, maximum, step, unit: of a number. weight: what its points count. offset: added to them.
        optional: a score may stand without it.
    """

    scales: tuple[ScaleId, ...]
    group: str = ""
    kind: ItemKind
    label: str
    patient_label: PatientText = ""
    points: tuple[float, ...] = ()
    choices: tuple[str, ...] = ()
    patient_choices: tuple[PatientText, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    unit: str = ""
    weight: float = 1
    offset: float = 0
    optional: bool = False
    note: str = ""

    @model_validator(mode="after")
    def _choices_have_points(self) -> ScaleItem:
        if any(labels and len(labels) != len(self.points) for labels in (self.choices, self.patient_choices)):
            raise ValueError("as many points as choices")
        if self.points and not (self.choices or self.patient_choices):
            raise ValueError("words for each choice")
        if len(set(self.points)) != len(self.points):
            raise ValueError("points that tell the choices apart")
        return self


class ScaleFormula(SourcedRow):
    """How the items of the scale with this id become its score; `id` is the scale.

    Arguments:
        formula: `grade` one item; `number` only the result, written down; `sum` and `mean` of points times weight;
            `area_times_sum` and `area_times_square` over the places, weight × area × (sum of points, or of their
            squares); `ratio` the number over the area; `angle` the angle of two numbers in degrees; `none` no score.
        step: what written-down results are apart, where the row of the scale does not say.
        offered: whether a page should offer it. why: why not, or what is left out.
    """

    id: ScaleId
    formula: Formula
    step: float | None = None
    offered: bool
    why: str = ""


SCALE_ITEMS = Table("punctum.evidence", "scale_items", ScaleItem)
SCALE_FORMULAS = Table("punctum.evidence", "scale_formulas", ScaleFormula)


@cache
def items_of(scale: str) -> tuple[ScaleItem, ...]:
    """The items of a scale in their order; none where only its result is written down."""
    return tuple(row for row in SCALE_ITEMS.rows if scale in row.scales)
