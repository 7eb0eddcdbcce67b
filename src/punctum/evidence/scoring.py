"""Scores computed from the answers to the items of a scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import atan2, degrees, isfinite

from punctum.evidence.scale_form import FormItem, ScoreForm, score_form
from punctum.evidence.scale_items import ScaleItem, items_of
from punctum.evidence.scales import Scale, check_score
from punctum.evidence.table import Basis, weakest
from punctum.problems import Problem, nearest, shown


@dataclass(frozen=True, slots=True)
class ItemShare:
    """What one item adds to a score; none where it multiplies what others add."""

    item: str
    points: float
    share: float | None


@dataclass(frozen=True, slots=True)
class Score:
    """A score, or what keeps it from being one.

    Arguments:
        scale: its row, with range, direction and the smallest change that matters (`mcid`, `mcid_unit`, `mcid_basis`,
            `mcid_reason`). value: none while an answer is missing or wrong. shares: of each item that was answered.
        problems: one a missing or wrong answer, and one where the score lies outside the scale.
        basis: the weakest of the scale and of the items that were answered.
    """

    scale: Scale
    value: float | None
    shares: tuple[ItemShare, ...]
    problems: tuple[Problem, ...]
    basis: Basis


def score(scale: str, answers: Mapping[str, object]) -> Score:
    """The score of a scale from the answers to its items.

    Arguments:
        scale: an id or another name.
        answers: by item id, the points of the choice or the number; text that says a number will do. Nothing, an
            empty text or a missing key is no answer.

    Returns:
        the score with what each item adds; without a value while there are problems.

    Raises:
        InputError: no scale has this name.
    """
    form = score_form(scale)
    if not form.computable:
        return Score(
            form.scale, None, (), (Problem(form.scale.id, "a scale with a score", form.why),), form.scale.basis
        )
    given, problems = _read(form, answers)
    basis = weakest((form.scale.basis, *(item.basis for item in form.items if item.id in given)))
    shares = tuple(ItemShare(item, float(points), None) for item, points in given.items())
    if problems:
        return Score(form.scale, None, shares, tuple(problems), basis)
    value, added = _computed(form, given)
    if value is None:
        expected = "an area above 0" if form.formula == "ratio" else "an answer to one item at least"
        problem: Problem | None = Problem(form.scale.id, expected, "none")
    else:
        problem = check_score(form.scale, value, form.scale.id)
    if problem:
        return Score(form.scale, None, shares, (problem,), basis)
    whole = tuple(replace(share, share=added.get(share.item)) for share in shares)
    return Score(form.scale, value, whole, (), basis)


def _read(form: ScoreForm, answers: Mapping[str, object]) -> tuple[dict[str, Fraction], list[Problem]]:
    """The points that the answers give, exactly, and what is wrong with the rest."""
    given: dict[str, Fraction] = {}
    problems: list[Problem] = []
    known = [item.id for item in form.items]
    for item in form.items:
        answer = answers.get(item.id)
        if answer is None or (isinstance(answer, str) and not answer.strip()):
            if not item.optional:
                problems.append(Problem(item.id, _expected(item), "nothing"))
        elif (number := _number(answer)) is None or not _fits(item, number):
            problems.append(Problem(item.id, _expected(item), shown(answer)))
        else:
            given[item.id] = number
    problems += [
        Problem(str(key), f"an item of {form.scale.name}", "another", nearest(str(key), known))
        for key in answers
        if key not in known
    ]
    return given, problems


def _number(answer: object) -> Fraction | None:
    """A number as it is written, so that 0.3 is three tenths and no binary fraction near it."""
    if isinstance(answer, bool) or not isinstance(answer, int | float | str):
        return None
    try:
        number = float(answer)
        return Fraction(repr(number)) if isfinite(number) else None
    except (ValueError, OverflowError):
        return None


def _fits(item: FormItem, number: Fraction) -> bool:
    if item.choices:
        return any(_exact(choice.points) == number for choice in item.choices)
    low, high = item.minimum, item.maximum
    if (low is not None and number < _exact(low)) or (high is not None and number > _exact(high)):
        return False
    return item.step is None or (number - _exact(low or 0)) % _exact(item.step) == 0


def _expected(item: FormItem) -> str:
    if item.choices:
        return f"one of {', '.join(f'{choice.points:g}' for choice in item.choices)} ({item.label})"
    ends = [f" {word} {end:g}" for word, end in (("from", item.minimum), ("to", item.maximum)) if end is not None]
    steps = "" if item.step is None else f" in steps of {item.step:g}"
    return f"a number{''.join(ends)}{steps} ({item.label})"


def _exact(value: float) -> Fraction:
    return Fraction(str(value))


def _computed(form: ScoreForm, given: Mapping[str, Fraction]) -> tuple[float | None, dict[str, float]]:
    """The score, and what each item adds to it; no score where nothing was answered or an area is nought."""
    if form.formula == "number":
        (value,) = given.values()
        return float(value), dict.fromkeys(given, float(value))
    rows = [row for row in items_of(form.scale.id) if row.id in given]
    points = {row.id: given[row.id] + _exact(row.offset) for row in rows}
    if form.formula == "angle":
        across, up = (float(points[row.id]) for row in sorted(rows, key=lambda row: row.kind != "area"))
        return degrees(atan2(up, across)), {}
    if form.formula == "ratio":
        areas = [points[row.id] for row in rows if row.kind == "area"]
        counts = [points[row.id] for row in rows if row.kind != "area"]
        return (float(sum(counts) / sum(areas)), {}) if sum(areas) > 0 else (None, {})
    added = _added(form, rows, points)
    if not added:
        return None, {}
    return float(sum(added.values())), {item: float(part) for item, part in added.items()}


def _added(form: ScoreForm, rows: Sequence[ScaleItem], points: Mapping[str, Fraction]) -> dict[str, Fraction]:
    if form.formula in ("area_times_sum", "area_times_square"):
        areas = {row.group: points[row.id] * _exact(row.weight) for row in rows if row.kind == "area"}
        power = 2 if form.formula == "area_times_square" else 1
        return {row.id: areas[row.group] * points[row.id] ** power for row in rows if row.kind != "area"}
    counted = {row.id: points[row.id] * _exact(row.weight) for row in rows}
    return {item: part / len(counted) for item, part in counted.items()} if form.formula == "mean" else counted
