"""A file of study arms scored against the synthesis of outcomes, and what it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, fsum, lgamma, log, log1p, sqrt
from pathlib import Path

from punctum.outcome.design import FAMILIES
from punctum.problems import InputError, Problem, nearest, shown
from punctum.validation.trials.lines import TrialLine, parse_trials, read_trials
from punctum.validation.trials.own import NAME, own_trials
from punctum.validation.trials.predict import CHECKED, LEVELS
from punctum.validation.trials.rows import Row, scored
from punctum.validation.validate import Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a set of rows comes to.

    Arguments:
        rows, predicted, scored, studies: how many; studies are those with a scored row.
        coverage: printed values inside the interval, by level in percent. p_80: how likely chance would give a coverage
            of the 80 % interval as low or lower; None without a scored row.
        width: mean width of the intervals by level and unit. z_mean, z_sd: of the normal scores.
    """

    rows: int
    predicted: int
    scored: int
    studies: int
    coverage: dict[int, Share]
    p_80: float | None
    width: dict[str, dict[int, float]]
    z_mean: float | None
    z_sd: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialScores:
    """A file scored: every line in its order, and counts over them."""

    name: str
    rows: tuple[Row, ...]

    @property
    def all(self) -> Summary:
        """Over every row."""
        return summary(self.rows)

    @property
    def held_out(self) -> Summary:
        """Over the rows of studies that the model has not seen."""
        return summary([row for row in self.rows if not row.in_fit])

    def by_family(self, *, held_out: bool = False) -> dict[str, Summary]:
        """By measurement model, those that occur; over every row or over those the model has not seen."""
        rows = [row for row in self.rows if not (held_out and row.in_fit)]
        names = [name for name in (*FAMILIES, "dark_marks") if any(row.family == name for row in rows)]
        return {name: summary([row for row in rows if row.family == name]) for name in names}


def trial_lines(path: Path | None = None, role: str | None = None) -> tuple[str, tuple[TrialLine, ...]]:
    """The name of a file and its lines.

    Arguments:
        path: None for the studies that come with the package. role: only lines of this role.

    Raises:
        InputError: the file cannot be read as this column format, or no line has this role.
    """
    name = path.name if path else NAME
    lines = read_trials(path) if path else parse_trials(own_trials(), name)
    chosen = tuple(line for line in lines if role is None or line.role == role)
    if not chosen:
        known = sorted({line.role for line in lines if line.role})
        expected = f"a role of a line: {', '.join(known)}" if known else "no role; no line has one"
        raise InputError([Problem("role", expected, shown(role), nearest(role or "", known))])
    return name, chosen


def validate_trials(name: str, lines: Sequence[TrialLine]) -> TrialScores:
    """Every line predicted from its design and held against what it prints (docs/validation.md)."""
    return TrialScores(name=name, rows=tuple(scored(line) for line in lines))


def summary(rows: Sequence[Row]) -> Summary:
    """What a set of rows comes to."""
    held = [row for row in rows if row.scored]
    coverage = {level: Share(sum(row.covered[level] for row in held), len(held)) for level in LEVELS}
    z = [row.z for row in held if row.z is not None]
    mean = sum(z) / len(z) if z else None
    made = [row for row in rows if row.median is not None]
    return Summary(
        rows=len(rows),
        predicted=len(made),
        scored=len(held),
        studies=len({row.line.study_id for row in held}),
        coverage=coverage,
        p_80=chance_of_so_few(*_counts(coverage[CHECKED]), CHECKED / 100) if held else None,
        width=_widths(made),
        z_mean=mean,
        z_sd=sqrt(sum((one - mean) ** 2 for one in z) / (len(z) - 1)) if mean is not None and len(z) > 1 else None,
    )


def chance_of_so_few(hits: int, of: int, share: float) -> float:
    """P(X ≤ hits) for X of Binomial(of, share)."""
    # By logarithms: the number of ways to choose from thousands of rows is no float.
    ways = ((lgamma(of + 1) - lgamma(k + 1) - lgamma(of - k + 1), k) for k in range(hits + 1))
    return min(fsum(exp(log_ways + k * log(share) + (of - k) * log1p(-share)) for log_ways, k in ways), 1.0)


def _counts(share: Share) -> tuple[int, int]:
    return share.hits, share.of


def _widths(rows: Sequence[Row]) -> dict[str, dict[int, float]]:
    """Mean widths; points of one scale cannot be added to those of another, so percent and hairs only."""
    found: dict[str, dict[int, float]] = {}
    for unit in sorted({row.asked.unit for row in rows if row.asked and not row.asked.unit.startswith("points")}):
        of = [row for row in rows if row.asked and row.asked.unit == unit]
        found[unit] = {
            level: sum(row.intervals[level][1] - row.intervals[level][0] for row in of) / len(of) for level in LEVELS
        }
    return found
