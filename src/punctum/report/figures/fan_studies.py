"""The pooled studies of a forecast on its axis: a letter each, at the week at which it looked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from string import ascii_uppercase

from punctum.outcome import Forecast, evidence
from punctum.report.citations import citation
from punctum.report.figures.fan_values import span_text, when_text
from punctum.report.figures.forest_words import short, signs
from punctum.report.words import number


@dataclass(frozen=True, slots=True)
class StudyMark:
    """A study as it stands in the figure. `weeks`: when it looked, or None. `cells`: as the table of the fan tells."""

    letter: str
    name: str
    weeks: float | None
    value: float
    low: float
    high: float
    cells: tuple[str, ...]
    source: str
    link: str


def study_marks(forecast: Forecast) -> tuple[StudyMark, ...]:
    """The pooled studies that print a value, in the quantity of the forecast."""
    rows = {row.id: row for row in evidence(forecast.indication).rows}
    turned = _turned(forecast)
    found: list[StudyMark] = []
    for study in forecast.pooled:
        row = rows[study]
        if row.value is None or row.interval_95 is None:
            continue
        low, high = sorted(map(turned, row.interval_95))
        value, work = turned(row.value), citation(row.source)
        looked = "when is not printed" if row.weeks is None else when_text(row.weeks)
        doubt = f", {signs(row)}" if signs(row) else ""
        what = f"{row.study}: {row.participants} people, {short(row.design)}, {looked}{doubt}"
        cells = (what, number(value), "–", "–", f"{span_text((low, high))}, of the average")
        letter = ascii_uppercase[len(found) % len(ascii_uppercase)]
        found.append(StudyMark(letter, row.study, row.weeks, value, low, high, cells, work.text, work.url))
    return tuple(found)


def _turned(forecast: Forecast) -> Callable[[float], float]:
    """A fall in percent as it stands on the axis."""
    baseline = forecast.baseline if forecast.quantity == "score" else None

    def turn(fall: float) -> float:
        return fall if baseline is None else baseline * (1 - fall / 100)

    return turn
