"""Measures of the body: lengths, girths, areas and shares, as published, with the one that Punctum uses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal

from punctum.evidence.lookup import by_name, look_up
from punctum.evidence.table import Basis, Ref, SourcedRow, Table
from punctum.problems import InputError, Problem

Sex = Literal["female", "male", "unknown"]
UnitId = Annotated[str, Ref("units")]


class MeasurementRow(SourcedRow):
    """One published or derived measure of one sex.

    `used`: of several sources for the same measure and sex, the one that Punctum takes: the army survey, then what was
    read, then what is remembered. A row with a range and no value is never used.
    """

    measure: str
    sex: Literal["female", "male", "both"]
    population: str = ""
    value: float | None = None
    value_low: float | None = None
    value_high: float | None = None
    sd: float | None = None
    unit: UnitId
    used: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Measurement:
    """The measure in use for a sex, in `unit`.

    Arguments:
        rows: where the value comes from; two for the mean of women and men.
        others: the other sources of the same measure.
    """

    measure: str
    sex: Sex
    value: float
    sd: float | None
    unit: str
    sources: tuple[str, ...]
    basis: Basis
    note: str
    rows: tuple[MeasurementRow, ...]
    others: tuple[MeasurementRow, ...]


ANTHROPOMETRY = Table("punctum.skin", "anthropometry", MeasurementRow)


@cache
def measure(name: str, sex: Sex) -> Measurement:
    """The measure in use.

    A sex that the table does not separate takes the row of both. `unknown` takes the row of both, else the mean of
    women and men (basis `derived`, no standard deviation).

    Raises:
        InputError: no measure is called that (the nearest is given), or none of its rows is in use for this sex.
    """
    found = look_up(name, by_name((row.measure, row.measure) for row in ANTHROPOMETRY.rows), "measure", "a measure")
    rows = [row for row in ANTHROPOMETRY.rows if row.measure == found]
    used = {row.sex: row for row in rows if row.used and row.value is not None}
    wanted = "both" if sex == "unknown" else sex
    taken = [used[wanted]] if wanted in used else [used["both"]] if "both" in used else []
    if sex == "unknown" and not taken and {"female", "male"} <= set(used):
        taken = [used["female"], used["male"]]
    values = [row.value for row in taken if row.value is not None]
    if not values:
        known = ", ".join(used) or "a range without a middle"
        raise InputError([Problem("measure", f"{found} of {sex} sex", f"only {known}")])
    first = taken[0]
    single = len(taken) == 1
    return Measurement(
        measure=found,
        sex=sex,
        value=sum(values) / len(values),
        sd=first.sd if single else None,
        unit=first.unit,
        sources=tuple(dict.fromkeys(source for row in taken for source in row.sources)),
        basis=first.basis if single else "derived",
        note=first.note if single else f"The mean of women and men. {first.note}".strip(),
        rows=tuple(taken),
        others=tuple(row for row in rows if row not in taken and (sex == "unknown" or row.sex in (sex, "both"))),
    )


def mean_mm(name: str, sex: Sex) -> float:
    """The length in use, in millimetres; see `measure`.

    Raises:
        InputError: there is no such measure, or it is no length.
    """
    found = measure(name, sex)
    if found.unit != "mm":
        raise InputError([Problem("measure", "a length in mm", f"{found.measure} in {found.unit}")])
    return found.value
