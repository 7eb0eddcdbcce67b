"""The tables of the calibration: what is fitted, to what, and what is left out."""

from __future__ import annotations

import re
from math import inf
from typing import Annotated, Any, Literal

from pydantic import Field

from punctum.calibration.outcome.tables import TABLES as OUTCOME
from punctum.delivery.tables import Kind
from punctum.evidence.parameters import PARAMETERS, Parameter
from punctum.evidence.table import Ref, Row, SourcedRow, Table
from punctum.healing.experiment import Experiment
from punctum.healing.kinetics import Kinetic
from punctum.healing.sessions import Setting

PACKAGE = "punctum.calibration"
PRINTED = re.compile(r"(?:sd|\+/-)\s*([\d.]+)")
# How many days one of a unit of time is.
DAYS = {"h": 1 / 24, "days": 1.0, "weeks": 7.0}


class Done(SourcedRow):
    """What was done to which skin in a study, as `Experiment` takes it, and how long the course is followed."""

    species: Literal["human", "animal"]
    zone: str
    injury: Literal["needles", "wound"]
    kind: Kind
    needle_length_mm: float | None = None
    density_per_cm2: float | None = None
    depth_mm: float | None = None
    channel_radius_mm: float | None = None
    session_days: tuple[float, ...]
    covered: bool
    until_days: float
    text: str

    def experiment(self) -> Experiment:
        """The same as a value."""
        return Experiment(
            zone=self.zone,
            injury=self.injury,
            kind=self.kind,
            needle_length_mm=self.needle_length_mm,
            density_per_cm2=self.density_per_cm2,
            depth_mm=self.depth_mm,
            channel_radius_mm=self.channel_radius_mm,
            session_days=self.session_days,
            covered=self.covered,
        )


class Predicted(Row):
    """A quantity that a course predicts: its unit and what it is."""

    unit: str
    text: str


class Observation(Row):
    """One datum of the fit. Its value stands in `parameters.csv` only.

    Arguments:
        days: when it was seen; empty where the prediction is itself a time.
        kind: `value`; `at_most` and `at_least`, a bound; `between` two; `rise` and `fall`, a sign.
        scale: on which the error is counted. error: None for the standard deviation that is printed. inflation: of the
            error, for animals, other wounds and doubtful sources.
    """

    rests_on: Annotated[str, Ref("parameters")]
    experiment: Annotated[str, Ref("experiments")]
    prediction: Annotated[str, Ref("predictions")]
    days: tuple[float, ...] = ()
    kind: Literal["value", "at_most", "at_least", "between", "rise", "fall"]
    scale: Literal["linear", "log"]
    error: float | None = Field(default=None, gt=0)
    inflation: float = Field(ge=1)
    text: str = ""

    @property
    def printed(self) -> Parameter:
        """The row that it rests on."""
        return PARAMETERS.by_id[self.rests_on]

    def bounds(self) -> tuple[float, float]:
        """The lowest and highest value that agree with the datum, in the unit of the prediction; a value is both."""
        row, unit = self.printed, self._unit()
        one = [value * unit for value in (row.value, row.value_low, row.value_high) if value is not None]
        match self.kind:
            case "rise":
                return 0.0, inf
            case "fall":
                return -inf, 0.0
            case "at_most":
                return -inf, max(one)
            case "at_least":
                return min(one), inf
            case _:
                return min(one), max(one)

    def spread(self) -> float:
        """Standard deviation of the error on the datum's scale, inflated.

        Raises:
            ValueError: none is given, and none is printed.
        """
        error = self.error
        if error is None:
            found = PRINTED.search(self.printed.spread)
            if found is None:
                raise ValueError(f"{self.id}: expected an error, or a standard deviation in parameters.csv")
            error = float(found[1]) * self._unit()
        return error * self.inflation

    def _unit(self) -> float:
        return DAYS.get(self.printed.unit, 1.0) if PREDICTIONS.by_id[self.prediction].unit == "days" else 1.0


class Variant(SourcedRow):
    """One form of the model that the data may choose: a constant that has one value in it, or none."""

    constant: Annotated[str, Ref("kinetics")] = ""
    value: float | None = None
    text: str

    @property
    def held(self) -> dict[str, float]:
        """The constant with its value, where there is one."""
        return {} if self.value is None else {self.constant: self.value}


class KeyOutput(Row):
    """What the table of sensitivity shows of a course: an output on a day, or how long redness lasts."""

    output: str
    day: float | None = None
    text: str


class Unused(Row):
    """Rows of `parameters.csv` that could be thought to belong to a fit, and why they do not."""

    rests_on: tuple[Annotated[str, Ref("parameters")], ...]
    reason: str


EXPERIMENTS = Table(PACKAGE, "experiments", Done)
PREDICTIONS = Table(PACKAGE, "predictions", Predicted)
OBSERVATIONS = Table(PACKAGE, "observations", Observation)
UNUSED = Table(PACKAGE, "unused", Unused)
VARIANTS = Table(PACKAGE, "variants", Variant)
KEY_OUTPUTS = Table(PACKAGE, "key_outputs", KeyOutput)
NUISANCE = Table(PACKAGE, "nuisance", Kinetic)
SETTINGS = Table(PACKAGE, "fit_settings", Setting)
TABLES: tuple[Table[Any], ...] = (
    EXPERIMENTS,
    PREDICTIONS,
    OBSERVATIONS,
    UNUSED,
    VARIANTS,
    KEY_OUTPUTS,
    NUISANCE,
    SETTINGS,
    *OUTCOME,
)


def setting(name: str) -> float:
    """One value of `fit_settings.csv`."""
    return SETTINGS.by_id[name].value
