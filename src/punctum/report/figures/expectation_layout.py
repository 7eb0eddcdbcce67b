"""Where one person's fan and the studies behind it stand, from top to bottom, in pixels."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor
from textwrap import wrap

from punctum.outcome import EvidenceRow, Forecast, evidence
from punctum.report.citations import citation
from punctum.report.figures.fan import nice_step
from punctum.report.figures.forest_layout import GAP, HEAD_HIGH, LEFT, LETTERS, TICKS_HIGH, WIDE, Entry, diamond
from punctum.report.figures.forest_words import short, signs
from punctum.report.figures.vega import LINE_HIGH
from punctum.report.scale_words import axis_words
from punctum.report.words import number

SHADES = {95: 0.25, 80: 0.45, 50: 0.75}
BAND = 8


class ExpectationLayout:
    """Places the parts from top to bottom; `y` is where the next one begins, and the height when all are placed."""

    def __init__(self, forecast: Forecast, mean: float) -> None:
        self.forecast, self.mean, self.y, self.axis_y = forecast, mean, 0, 0
        self.texts: list[Entry] = []
        self.bands: list[Entry] = []
        self.studies: list[Entry] = []
        self.marks: list[Entry] = []
        self.ticks: list[Entry] = []
        self.corners: list[Entry] = []
        self.told: list[dict[str, str]] = []
        self.links: list[str] = []
        rows = {row.id: row for row in evidence(forecast.indication).rows}
        self.rows = [rows[study] for study in forecast.pooled]
        self.turned = _turned(forecast)
        self.decimals = 1 if forecast.quantity == "score" else 0
        self.domain = self._domain()
        self._marks()
        self._person()
        self.divider = self.y
        self._studies()
        self._axis()

    def _domain(self) -> tuple[float, float]:
        ends = [0.0, self.mean, *(value for value in (self.forecast.baseline, self.forecast.goal) if value is not None)]
        for low, high in (
            *self._intervals().values(),
            *(self.turned(*interval) for _, _, interval in self._with_interval()),
        ):
            ends += [low, high]
        step = nice_step(max(ends) - min(ends))
        return floor(min(ends) / step) * step, ceil(max(ends) / step) * step

    def _with_interval(self) -> list[tuple[EvidenceRow, float, tuple[float, float]]]:
        return [
            (row, row.value, row.interval_95)
            for row in self.rows
            if row.value is not None and row.interval_95 is not None
        ]

    def _intervals(self) -> dict[int, tuple[float, float]]:
        found = {50: self.forecast.interval_50, 80: self.forecast.interval_80, 95: self.forecast.interval_95}
        return {percent: interval for percent, interval in found.items() if interval is not None}

    def _text(self, text: str, kind: str, *, x: int = -LEFT, dy: int = LINE_HIGH // 2) -> None:
        self.texts.append({"text": text, "y": self.y + dy, "x": x, "kind": kind})

    def _tell(self, what: str, who: str, middle: str, between: str, source: str = "", link: str = "") -> dict[str, str]:
        entry = {"What": what, "Who": who, "Middle": middle, "Between": between, "Source": source or "this forecast"}
        self.told.append(entry)
        self.links.append(link)
        return entry

    def _marks(self) -> None:
        named = [("now", self.forecast.baseline), ("your goal", self.forecast.goal)]
        if self.forecast.quantity == "percent_reduction":
            named = [("no change", 0.0)]
        for name, value in named:
            if value is not None:
                text = name if self.forecast.quantity == "percent_reduction" else f"{name} {number(value)}"
                self.texts.append({"text": text, "y": self.y + 4, "low": value, "kind": "ink"})
                self.marks.append({"low": value, "y": self.y + 14})
                self.y += LINE_HIGH
        self.y += GAP

    def _person(self) -> None:
        intervals = self._intervals()
        middle = self.y + 44
        for index, percent in enumerate(sorted(intervals, reverse=True)):
            low, high = intervals[percent]
            half = BAND + BAND * index
            told = self._tell("One person like you", f"{percent} of 100 people", number(self.mean), _span(low, high))
            self.bands.append(
                {"low": low, "high": high, "y": middle - half, "end": middle + half, "shade": SHADES[percent]} | told
            )
        self.middle = [{"low": self.mean, "y": middle - 32, "end": middle + 32}]
        self._text("One person like you", "ink strong")
        self._text(f"middle {number(self.mean)}", "ink strong", x=WIDE + 12)
        self.y += LINE_HIGH
        for percent, (low, high) in sorted(intervals.items()):
            self._text(f"{percent} of 100 end between {number(low)} and {number(high)}", "quiet")
            self.y += LINE_HIGH
        self.y += GAP

    def _studies(self) -> None:
        self._text("The studies: the average of each, not one person", "quiet", dy=HEAD_HIGH // 2)
        self.y += HEAD_HIGH
        for row, value, interval in self._with_interval():
            self._study(row, self.turned(value, value)[0], *self.turned(*interval))
        group, mean = self.forecast.group_interval_95, self.forecast.group_mean
        if group is not None and mean is not None:
            low, high = sorted(group)
            self.corners = diamond(low, mean, high, self.y + LINE_HIGH // 2)
            self._text("Average of the studies", "accent strong")
            self._text(
                f"{number(mean, self.decimals)} ({_span(low, high, self.decimals)})", "accent strong", x=WIDE + 12
            )
            self.y += LINE_HIGH
            people = f"{self.forecast.studies} studies, {self.forecast.participants} people"
            self._text(f"{people}; certainty: {self.forecast.certainty}", "quiet")
            self._tell("Average of the studies", people, number(mean), _span(low, high))
            self.y += LINE_HIGH + GAP

    def _study(self, row: EvidenceRow, value: float, low: float, high: float) -> None:
        work = citation(row.source)
        who = f"{row.participants} people, {short(row.design)}"
        told = self._tell(row.study, who, number(value), _span(low, high), work.text, work.url)
        self.studies.append({"low": low, "high": high, "value": value, "y": self.y + LINE_HIGH // 2} | told)
        self._text(row.study, "ink strong")
        self._text(f"{number(value, self.decimals)} ({_span(low, high, self.decimals)})", "ink", x=WIDE + 12)
        self.y += LINE_HIGH
        for line in (*wrap(who, LETTERS), *wrap(signs(row), LETTERS)):
            self._text(line, "quiet")
            self.y += LINE_HIGH
        self.y += GAP

    def _axis(self) -> None:
        low, high = self.domain
        step = nice_step(high - low)
        self.axis_y = self.y
        for index in range(round((high - low) / step) + 1):
            value = low + index * step
            self.ticks.append({"low": value, "y": self.y, "end": self.y + 5})
            self.texts.append({"text": number(value), "y": self.y + 16, "low": value, "kind": "quiet"})
        for row, line in enumerate(wrap(axis_words(self.forecast), 44)):
            place = {"y": self.y + 40 + LINE_HIGH * row, "low": (low + high) / 2}
            self.texts.append(place | {"text": line, "kind": "ink"})
        self.y += TICKS_HIGH


def _turned(forecast: Forecast) -> Callable[[float, float], tuple[float, float]]:
    """Ends of a fall in percent, as they stand on the axis, the lower one first."""
    baseline = forecast.baseline if forecast.quantity == "score" else None

    def turn(low: float, high: float) -> tuple[float, float]:
        if baseline is None:
            return low, high
        return baseline * (1 - high / 100), baseline * (1 - low / 100)

    return turn


def _span(low: float, high: float, decimals: int = 1) -> str:
    return f"{number(low, decimals)} to {number(high, decimals)}"
