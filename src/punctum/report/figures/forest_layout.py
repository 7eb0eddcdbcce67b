"""Where the parts of a forest plot stand: rows of text and intervals from top to bottom, in pixels."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor
from textwrap import wrap
from typing import Any

from punctum.outcome import EvidenceRow, ScaleEvidence
from punctum.outcome.evidence_values import PooledFigure
from punctum.report.figures.forest_words import (
    HEADS,
    axis_title,
    cells,
    interval_words,
    none_word,
    short,
    signs,
    silent_lines,
    span_words,
)
from punctum.report.figures.vega import LINE_HIGH
from punctum.report.words import number

LEFT, WIDE, RIGHT = 292, 320, 116
LETTERS, LETTERS_ALL = 38, 98
GAP, TICKS_HIGH, HEAD_HIGH, DIAMOND = 14, 84, 34, 9
DESIGNS = (
    "randomised", "split_face", "parallel", "before_after", "retrospective", "meta_analysis", "case_report",
)  # fmt: skip

Entry = dict[str, Any]


class Layout:
    """Places the parts of one scale; `y` is where the next one begins, and the height when all are placed.

    Texts stand at `x` pixels, or centred at a value `low`; `kind` is their colour and weight.
    """

    def __init__(self, scale: ScaleEvidence) -> None:
        self.scale, self.y, self.axis_y = scale, 24, 0
        self.texts: list[Entry] = [{"text": none_word(scale), "y": 4, "low": 0, "kind": "ink"}]
        self.values: list[Entry] = []
        self.rules: list[Entry] = []
        self.corners: list[Entry] = []
        self.new_study: list[Entry] = []
        self.synthesis: list[Entry] = []
        self.key: list[Entry] = []
        self.ticks: list[Entry] = []
        self.valued = [row for row in scale.rows if row.value is not None]
        self.domain = _domain(scale)
        self._place([row for row in scale.rows if row.value is None])

    @property
    def designs(self) -> list[str]:
        """The designs of the studies drawn, in a fixed order."""
        there = {row.design_kind for row in self.valued}
        return [design for design in DESIGNS if design in there]

    def _place(self, silent: list[EvidenceRow]) -> None:
        for standing, head in HEADS.items():
            rows = [row for row in self.valued if row.standing == standing]
            if not rows:
                continue
            self._head(head)
            for row in rows:
                self._row(row)
            if standing == "pooled" and self.scale.figure:
                self._summary(self.scale.figure)
        self._axis()
        self._key()
        if silent:
            self._head("On this scale, without a value for this figure")
            for line in silent_lines(silent):
                self._lines(wrap(line, LETTERS_ALL))

    def _head(self, text: str) -> None:
        self.rules.append({"y": self.y})
        self._text(text, "quiet", dy=HEAD_HIGH // 2)
        self.y += HEAD_HIGH

    def _text(self, text: str, kind: str, *, x: int = -LEFT, dy: int = LINE_HIGH // 2) -> None:
        self.texts.append({"text": text, "y": self.y + dy, "x": x, "kind": kind})

    def _lines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._text(line, "quiet")
            self.y += LINE_HIGH

    def _row(self, row: EvidenceRow) -> None:
        kind = "ink" if row.standing == "pooled" else "quiet"
        value = row.value or 0.0
        low, high = row.interval_95 or (value, value)
        place = {"y": self.y + LINE_HIGH // 2, "low": low, "high": high, "value": value, "design": row.design_kind}
        self.values.append(place | {"pooled": row.standing == "pooled"} | cells(row, self.scale.quantity))
        self._text(row.study, kind + " strong")
        self._text(interval_words(value, row.interval_95), kind, x=WIDE + 12)
        self.y += LINE_HIGH
        if row.arm != "needling alone":
            self._lines(wrap(row.arm, LETTERS))
        people = "" if row.participants is None else f"{row.participants} people; "
        self._lines(wrap(f"{people}{short(row.design)}", LETTERS))
        reasons = [doubt.text for doubt in row.doubts if doubt.kind == "doubtful"] if row.standing == "left_out" else []
        self._lines(wrap(". ".join(part for part in (signs(row), *reasons) if part), LETTERS))
        self.y += GAP

    def _summary(self, figure: PooledFigure) -> None:
        middle = self.y + LINE_HIGH // 2
        (low, high), (new_low, new_high) = figure.interval_95, figure.new_study_95
        self.corners = diamond(low, figure.mean, high, middle)
        self._text("Average", "accent strong")
        self._text(interval_words(figure.mean, figure.interval_95), "accent strong", x=WIDE + 12)
        self.y += LINE_HIGH
        self._lines([f"{figure.studies} studies, {figure.participants} people; certainty: {figure.certainty}"])
        self.y += GAP
        self.new_study = [{"y": self.y + LINE_HIGH // 2, "low": new_low, "high": new_high}]
        self._text("A new study may see", "accent strong")
        self._text(span_words(figure.new_study_95), "accent strong", x=WIDE + 12)
        self.y += LINE_HIGH
        unit = "" if self.scale.quantity == "percent_reduction" else " (log odds)"
        spread = f"tau {number(figure.tau)}{unit}, I² {number(100 * figure.i_squared, 0)} %"
        self._lines(["95 % prediction interval", spread])
        self.y += GAP
        if figure.synthesis_new_study_95 is not None:
            low, high = figure.synthesis_new_study_95
            self.synthesis = [{"y": self.y + LINE_HIGH // 2, "low": low, "high": high}]
            self._text("The same, by the model", "accent strong")
            self._text(span_words((low, high)), "accent strong", x=WIDE + 12)
            self.y += LINE_HIGH
            self._lines(["95 % prediction interval, from the", "studies of every problem together"])
            self.y += GAP

    def _axis(self) -> None:
        """An axis below the last value; Vega's own would stand below the whole figure."""
        low, high = self.domain
        self.axis_y = self.y
        for value in range(low, high + 1, 20 if high - low >= 100 else 10):
            self.ticks.append({"low": value, "y": self.y, "end": self.y + 5})
            self.texts.append({"text": number(value), "y": self.y + 16, "low": value, "kind": "quiet"})
        for row, line in enumerate(axis_title(self.scale)):
            place = {"y": self.y + 40 + LINE_HIGH * row, "low": low + (high - low) / 2}
            self.texts.append(place | {"text": line, "kind": "ink"})
        self.y += TICKS_HIGH

    def _key(self) -> None:
        names: dict[str, str] = {row.design_kind: short(row.design) for row in self.valued}
        x = -LEFT
        for design in self.designs:
            name = names[design]
            self.key.append({"x": x + 8, "y": self.y + LINE_HIGH // 2, "design": design})
            self._text(name, "quiet", x=x + 24)
            x += 56 + 8 * len(name)
        self.y += LINE_HIGH + GAP


def diamond(low: float, mean: float, high: float, y: int) -> list[Entry]:
    """The corners of an average over its interval, in the order in which they are joined; `y` in pixels."""
    corners = [(low, 0), (mean, -DIAMOND), (high, 0), (mean, DIAMOND)]
    return [{"low": x, "y": y + dy, "order": order} for order, (x, dy) in enumerate(corners)]


def _domain(scale: ScaleEvidence) -> tuple[int, int]:
    """Whole tens around everything drawn, from no change on; shares of people from nobody to everybody."""
    if scale.quantity == "responder_percent":
        return 0, 100
    ends = [end for row in scale.rows if row.value is not None for end in row.interval_95 or (row.value,)]
    if scale.figure:
        ends += [*scale.figure.interval_95, *scale.figure.new_study_95, *(scale.figure.synthesis_new_study_95 or ())]
    return min(0, floor(min(ends) / 10) * 10), max(10, ceil(max(ends) / 10) * 10)
