"""One line of a file scored: what is predicted from its design, and how that stands beside what is printed."""

from __future__ import annotations

from dataclasses import dataclass

from punctum.validation.trials.known import in_fit, pooled_cell
from punctum.validation.trials.lines import TrialLine, number
from punctum.validation.trials.predict import LEVELS, Interval, Predicted, predicted
from punctum.validation.trials.printed import observed
from punctum.validation.trials.quantities import Asked, asked
from punctum.validation.trials.reading import Read, read_design

# Values that are equal but for their last binary digits are equal.
DUST = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line, scored; what is None says nothing, and `reason` says why.

    Arguments:
        line: as read. read, asked: its design and the quantity. median: of the predictive distribution.
        intervals, covered: by level in percent. observed: as printed. z: normal score of it in the distribution.
        in_fit: the model has seen this study. pooled_cell: its cell may show a figure. notes: what was taken.
    """

    line: TrialLine
    read: Read | None = None
    asked: Asked | None = None
    median: float | None = None
    intervals: dict[int, Interval]
    observed: float | None = None
    covered: dict[int, bool]
    z: float | None = None
    reason: str = ""
    in_fit: bool = False
    pooled_cell: bool = False
    notes: tuple[str, ...] = ()

    @property
    def scored(self) -> bool:
        """Whether there is both a prediction and a printed value."""
        return self.median is not None and self.observed is not None

    @property
    def family(self) -> str:
        """The measurement model, or `dark_marks`; empty without a prediction."""
        if self.asked is None:
            return ""
        dark = self.asked.quantity == "dark_marks_percent"
        return "dark_marks" if dark else self.asked.design.measure.family


def scored(line: TrialLine) -> Row:
    """A line scored. The prediction is made from its design before what is printed is looked at."""
    read, what, made = _predicted(line)
    known = in_fit(line.study_id, line.source)
    if not isinstance(made, Predicted) or not isinstance(what, Asked) or not isinstance(read, Read):
        notes = read.notes if isinstance(read, Read) else ()
        return Row(line=line, intervals={}, covered={}, reason=str(made), in_fit=known, notes=notes,
                   read=read if isinstance(read, Read) else None)  # fmt: skip
    intervals = {level: made.interval(level) for level in LEVELS}
    seen = observed(what, line.results, number(line.cells.n))
    return Row(
        line=line,
        read=read,
        asked=what,
        median=made.median,
        intervals=intervals,
        observed=seen,
        covered={} if seen is None else {level: _inside(seen, ends) for level, ends in intervals.items()},
        z=None if seen is None else made.z(seen),
        reason="" if seen is not None else "the line prints no value of what is predicted",
        in_fit=known,
        pooled_cell=pooled_cell(read.indication, read.scored.scale),
        notes=read.notes,
    )


def _predicted(line: TrialLine) -> tuple[Read | str, Asked | str, Predicted | str]:
    read = line.damaged or read_design(line.cells)
    if isinstance(read, str):
        return read, read, read
    what = asked(line.cells, read)
    if isinstance(what, str):
        return read, what, what
    return read, what, predicted(what)


def _inside(value: float, ends: Interval) -> bool:
    low, high = ends
    return low - DUST <= value <= high + DUST
