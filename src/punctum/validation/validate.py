"""A file of printed quantities scored against the model of healing, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from statistics import NormalDist

from punctum.evidence.parameters import PARAMETERS
from punctum.problems import InputError, Problem, nearest, shown
from punctum.validation.assumptions import HALF, setting
from punctum.validation.lines import Line, parse_lines, read_lines
from punctum.validation.predict import Courses
from punctum.validation.rows import Row, scored

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with the interval in which the true share lies (Wilson)."""

    hits: int
    of: int

    @property
    def interval(self) -> tuple[float, float] | None:
        """(low, high) at 95 %; None where there is nothing to count."""
        if self.of == 0:
            return None
        z = NormalDist().inv_cdf(HALF + LEVEL * HALF)
        share, spread = self.hits / self.of, z * z / self.of
        middle = (share + spread * HALF) / (1 + spread)
        wide = z * sqrt(share * (1 - share) / self.of + spread / self.of * HALF**2) / (1 + spread)
        return max(middle - wide, 0.0), min(middle + wide, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """A file scored: every line in its order, and counts over them."""

    name: str
    rows: tuple[Row, ...]
    draws: int

    @property
    def predicted(self) -> int:
        """Lines with a figure."""
        return sum(row.main is not None for row in self.rows)

    @property
    def covered(self) -> Share:
        """Printed values within the interval that four draws of five fill."""
        return _share([row.covered for row in self.rows])

    @property
    def signs(self) -> Share:
        """Directions that came out as printed."""
        return _share([row.sign_right for row in self.rows])

    @property
    def bounds(self) -> Share:
        """Bounds that held."""
        return _share([row.bound_right for row in self.rows])


def printed_lines(path: Path | None = None, role: str | None = None) -> tuple[str, tuple[Line, ...]]:
    """The name of a file and its lines.

    Arguments:
        path: None for the published quantities that come with the package. role: only lines of this role.

    Raises:
        InputError: the file cannot be read as either column format, or no line has this role.
    """
    name = path.name if path else f"{PARAMETERS.name}.csv"
    lines = read_lines(path) if path else parse_lines(PARAMETERS.bytes, name)
    chosen = tuple(line for line in lines if role is None or line.role == role)
    if not chosen:
        known = sorted({line.role for line in lines if line.role})
        expected = f"a role of a line: {', '.join(known)}" if known else "no role; no line has one"
        raise InputError([Problem("role", expected, shown(role), nearest(role or "", known))])
    return name, chosen


def validate_biology(
    name: str,
    lines: tuple[Line, ...],
    *,
    draws: int | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> Scores:
    """Every line predicted from its design and held against what it prints (docs/validation.md).

    Arguments:
        name, lines: of a file, from `printed_lines`. draws: of each prediction; None for those of `settings.csv`.
        on_progress: called with the share that is done.
    """
    courses = Courses(int(draws or setting("draws")), int(setting("seed")))
    rows = []
    for done, line in enumerate(lines, start=1):
        rows.append(scored(line, courses))
        if on_progress is not None:
            on_progress(done / len(lines))
    return Scores(name=name, rows=tuple(rows), draws=courses.draws)


def _share(found: list[bool | None]) -> Share:
    told = [one for one in found if one is not None]
    return Share(sum(told), len(told))
