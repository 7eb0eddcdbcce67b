"""What a fan over time shows: bands, lines to compare with, no treatment beside them, and all of it in words."""

from __future__ import annotations

from dataclasses import dataclass

from punctum.evidence.language import NBSP
from punctum.outcome import FanPoint, Forecast
from punctum.report.scale_words import axis_words, lower_is_better
from punctum.report.words import capital, count, number

# As `scales.csv` writes it.
PERCENT = "% of baseline"
LEVELS = (95, 80, 50)
# Weeks that are told: at the last session, then what clinics call a month, a quarter, half a year.
TOLD = (0, 4, 13, 26)
UNIT_WEEKS = f"{NBSP}weeks"
COLUMNS = ("What", "Middle", "50 of 100 people", "80 of 100", "95 of 100")
UNTREATED = "Without treatment, on average, by assumption"


@dataclass(frozen=True, slots=True)
class Fan:
    """A forecast as it is drawn over time.

    Arguments:
        points: by week, ascending. lines: name → value to compare with (`now`, `your goal`).
        untreated: the average without treatment by a stated prior, middle and ends of 80 %, on the same axis; or None.
        axis: what the numbers are, with their unit and the better direction. lower: whether lower is better.
    """

    points: tuple[FanPoint, ...]
    lines: dict[str, float]
    untreated: tuple[float, float, float] | None
    axis: str
    lower: bool

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the most of all that is drawn, nought included."""
        every = [0.0, *self.lines.values(), *(self.untreated or ())]
        every += [end for point in self.points for level in LEVELS for end in (*band(point, level), point.median)]
        return min(every), max(every)


def band(point: FanPoint, level: int) -> tuple[float, float]:
    """The ends of the band that holds `level` of 100 people."""
    return {50: point.interval_50, 80: point.interval_80, 95: point.interval_95}[level]


def fan_of(forecast: Forecast) -> Fan | None:
    """What is drawn of a forecast, or None where it gives no figure for one person."""
    if not forecast.fan:
        return None
    score = forecast.quantity == "score" and forecast.baseline is not None
    now = forecast.baseline if score and forecast.baseline is not None else 0.0
    lower = score and lower_is_better(forecast.scale)
    # Falls are in points of a score; an axis of falls in percent begins at no change.
    way = -1.0 if lower else 1.0
    lines: dict[str, float] = {"now" if score else "no change": now}
    if score and forecast.goal is not None:
        lines["your goal"] = forecast.goal
    change = smallest_change(forecast)
    if change is not None:
        lines["a change that counts at"] = now + way * change
    untreated = None
    if forecast.untreated_mean is not None and forecast.untreated_interval_80 is not None:
        first, second = (now + way * end for end in forecast.untreated_interval_80)
        untreated = (now + way * forecast.untreated_mean, min(first, second), max(first, second))
    return Fan(forecast.fan, lines, untreated, axis_words(forecast), lower)


def smallest_change(forecast: Forecast) -> float | None:
    """The smallest change that matters, in the unit of the forecast; None where none is known in it."""
    if forecast.mcid is None:
        return None
    percent = forecast.mcid_unit == PERCENT
    if forecast.quantity == "percent_reduction":
        return forecast.mcid if percent else None
    if percent:
        return None if forecast.baseline is None else forecast.baseline * forecast.mcid / 100
    return forecast.mcid


def told_points(fan: Fan) -> tuple[FanPoint, ...]:
    """The weeks that words and tables tell: of the fan those nearest to a month, a quarter and half a year."""
    found = (min(fan.points, key=lambda point: abs(point.weeks - week)) for week in TOLD)
    return tuple({point.weeks: point for point in found}.values())


def row_of(point: FanPoint) -> list[str]:
    """One week as a row of words."""
    return [
        capital(when_text(point.weeks)),
        number(point.median),
        *(span_text(band(point, level)) for level in reversed(LEVELS)),
    ]


def untreated_row(fan: Fan) -> list[str]:
    """What may happen without treatment as a row of words; an empty one where nothing is known."""
    if fan.untreated is None:
        return []
    middle, low, high = fan.untreated
    return [UNTREATED, number(middle), "–", f"{span_text((low, high))}, of the average", "–"]


def table_rows(fan: Fan) -> list[list[str]]:
    """The weeks that are told, and no treatment, as rows of words."""
    rows = [*map(row_of, told_points(fan)), untreated_row(fan)]
    return [row for row in rows if row]


def description(fan: Fan) -> str:
    """The fan in words, from the same values; its table tells the weeks between."""
    said = [capital(fan.axis), "; ".join(f"{name}: {number(value)}" for name, value in fan.lines.items())]
    for point in (fan.points[0], fan.points[-1]):
        ends = ", ".join(f"{level} {span_text(band(point, level))}" for level in reversed(LEVELS))
        said.append(f"{capital(when_text(point.weeks))}: middle {number(point.median)}, of 100 people {ends}")
    if fan.untreated:
        middle, low, high = fan.untreated
        said.append(f"{UNTREATED}: middle {number(middle)}, four fifths of the draws {span_text((low, high))}")
    return f"{'. '.join(map(capital, said))}."


def when_text(weeks: float) -> str:
    """A time after the course."""
    return f"{count(weeks, 'week')} after the last visit" if weeks else "at the last visit"


def span_text(ends: tuple[float, float]) -> str:
    """Both ends of a band."""
    return f"{number(ends[0])} to {number(ends[1])}"
