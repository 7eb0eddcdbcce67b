"""The file in which a clinic describes its own device: needles as counted, rate as measured."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain
from math import isfinite
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from punctum.device.geometry import Layout
from punctum.evidence.limits import implausible, plausible
from punctum.problems import InputError, Problem, shown


def _text(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _day(value: Any) -> Any:
    try:
        return date.fromisoformat(value.strip()) if isinstance(value, str) else date.fromisoformat(str(value))
    except ValueError:
        raise InputError([Problem("", "a date as YYYY-MM-DD", shown(value))]) from None


def _place(value: Any) -> Any:
    numbers = value if isinstance(value, list | tuple) else ()
    if len(numbers) != 2 or not all(type(number) in (int, float) and isfinite(number) for number in numbers):
        raise InputError([Problem("", "two numbers, x and y in mm", shown(value))])
    return tuple(numbers)


Text = Annotated[str, BeforeValidator(_text), Field(min_length=1, max_length=500)]
Place = Annotated[tuple[float, float], BeforeValidator(_place)]
Length = Annotated[float, plausible("needle_length_mm")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Measured(_Part):
    """Who measured the stroke rate, on which day, and how."""

    by: Text
    on: Annotated[date, BeforeValidator(_day)]
    method: Text


class OwnDrum(_Part):
    """A roller's drum: `rows` of needles side by side, each with so many `positions` around the drum."""

    diameter_mm: Annotated[float, plausible("drum_diameter_mm")]
    width_mm: Annotated[float, plausible("drum_width_mm")]
    rows: Annotated[int, plausible("drum_rows")]
    positions: Annotated[int, plausible("drum_positions")]


class OwnDevice(_Part):
    """A pen, roller or stamp as a clinic describes it.

    Arguments:
        needle_count: needles that strike together, or all needles of a roller. needles_mm: where each of them sits, x
            along and y across the path, instead of `layout` and `footprint_mm`.
        footprint_mm: from the outermost needle to the one opposite. stroke_rate_hz: strikes a second.
        measured: of the stroke rate; without it no time on the skin is named.
        label_length_max_mm: longest needle length that the label of this device evaluated.
    """

    name: Text
    kind: Literal["pen", "roller", "stamp"]
    needle_count: Annotated[int, plausible("needle_count")] | None = None
    needles_mm: tuple[Place, ...] | None = None
    layout: Layout | None = None
    footprint_mm: Annotated[float, plausible("footprint_mm")] | None = None
    stroke_rate_hz: Annotated[float, plausible("stroke_rate_hz")] | None = None
    measured: Measured | None = None
    drum: OwnDrum | None = None
    needle_length_min_mm: Length | None = None
    needle_length_max_mm: Length | None = None
    label_length_max_mm: Length | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> OwnDevice:
        if problems := list(chain(self._common(), self._as_roller() if self.kind == "roller" else self._as_striker())):
            raise InputError(problems)
        return self

    def _common(self) -> Iterator[Problem]:
        if not slug(self.name):
            yield Problem("name", "a name with letters or digits", shown(self.name))
        shortest, longest = self.needle_length_min_mm, self.needle_length_max_mm
        if shortest is not None and longest is not None and shortest > longest:
            yield Problem("needle_length_min_mm", f"at most `needle_length_max_mm` ({longest:g})", f"{shortest:g}")
        if self.measured is not None and self.stroke_rate_hz is None:
            yield Problem("stroke_rate_hz", "the rate that was measured", "nothing")

    def _as_roller(self) -> Iterator[Problem]:
        for field in ("needles_mm", "layout", "footprint_mm", "stroke_rate_hz"):
            if (value := getattr(self, field)) is not None:
                yield Problem(field, "nothing for a roller; its needles are in `drum`", shown(value))
        if self.drum is None:
            yield Problem("drum", "the drum of the roller", "nothing")
            return
        needles = self.drum.rows * self.drum.positions
        if problem := implausible("needle_count", needles):
            yield replace(problem, path="drum", expected=f"{problem.expected} in rows times positions")
        elif self.needle_count not in (None, needles):
            yield Problem("needle_count", f"{needles}, rows times positions of the drum", shown(self.needle_count))

    def _as_striker(self) -> Iterator[Problem]:
        if self.drum is not None:
            yield Problem("drum", f"no drum for a {self.kind}", "one")
        if self.needles_mm is not None:
            yield from self._as_placed(self.needles_mm)
            return
        if self.needle_count is None:
            yield Problem("needle_count", "how many needles strike together", "nothing")
        if self.kind == "stamp":
            for field in ("layout", "footprint_mm"):
                if getattr(self, field) is None:
                    yield Problem(field, "this field for a stamp without `needles_mm`", "nothing")

    def _as_placed(self, needles: tuple[Place, ...]) -> Iterator[Problem]:
        if not needles:
            yield Problem("needles_mm", "at least one needle", "none")
            return
        if self.layout is not None:
            yield Problem("layout", "nothing beside `needles_mm`", shown(self.layout))
        if self.needle_count not in (None, len(needles)):
            yield Problem("needle_count", f"{len(needles)}, as in `needles_mm`", shown(self.needle_count))
        if problem := implausible("needle_count", len(needles)):
            yield replace(problem, path="needles_mm")
        if len(set(needles)) < len(needles):
            yield Problem("needles_mm", "each needle in a place of its own", "two in one place")
        widest = max(extent_mm(needles, 0), extent_mm(needles, 1))
        if self.footprint_mm is not None and widest > self.footprint_mm:
            yield Problem("footprint_mm", f"at least {widest:g}, which the needles take up", shown(self.footprint_mm))
        elif self.footprint_mm is None and (problem := implausible("footprint_mm", extent_mm(needles, 1))):
            yield replace(problem, path="needles_mm", expected=f"{problem.expected} across, or a `footprint_mm`")


def extent_mm(needles: tuple[Place, ...], axis: int) -> float:
    """How far apart the outermost needles are, along (axis 0) or across (axis 1) the path."""
    places = [needle[axis] for needle in needles]
    return max(places) - min(places)


def slug(name: str) -> str:
    """A name as an id: small letters and digits of any script, joined by `_`; empty where there are none."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\W_]+", "_", folded).strip("_")
