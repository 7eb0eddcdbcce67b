"""How rows of the studies enter the fit where their own numbers do not say it, and how the fit works."""

from __future__ import annotations

from typing import Annotated, Literal

from punctum.evidence.table import Ref, SourcedRow, Table
from punctum.outcome.design import Family


class Handling(SourcedRow):
    """What is done with one row of the studies, and why.

    `left_out`: it is not fitted. `robust`: its error is widened. `plain`: it is not, though the row is doubtful.
    `no_change`: no number is printed but that nothing changed; it is read as no gain. `as_percent`: its mean after
    treatment over `top` is percent of improvement. `as_grade`: an ordinal scale without a row of its own, that ends at
    `top`. `as_people`: people are counted though a mean is printed. `factor`: what a printed change is divided by to be
    in the unit of its family; hairs per square inch need 6.4516. `responder_class`: what counts as a response, where
    the printed words do not say it rightly.
    """

    id: Annotated[str, Ref("studies")]
    handling: Literal["left_out", "robust", "plain", "no_change", "as_percent", "as_grade", "as_people"]
    family: Family | None = None
    factor: float = 1
    top: float | None = None
    responder_class: Annotated[str, Ref("responder_classes")] = ""
    reason: str


class Setting(SourcedRow):
    """How the fit works: one number, or several."""

    values: tuple[float, ...]
    unit: str
    text: str


HANDLING = Table("punctum.calibration.outcome", "handling", Handling)
SETTINGS = Table("punctum.calibration.outcome", "outcome_settings", Setting)
TABLES = (HANDLING, SETTINGS)


def setting(name: str) -> float:
    """The one number of a setting."""
    (value,) = SETTINGS.by_id[name].values
    return value


def settings(name: str) -> tuple[float, ...]:
    """Every number of a setting."""
    return SETTINGS.by_id[name].values
