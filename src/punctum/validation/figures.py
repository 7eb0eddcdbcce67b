"""From the design of a line to what is predicted of it; nothing of what was printed is read here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from punctum.healing.observing.observables import OBSERVABLES
from punctum.problems import InputError
from punctum.validation.asks import asks
from punctum.validation.assumptions import HALF, setting
from punctum.validation.families import Family
from punctum.validation.forms import Ask, Form
from punctum.validation.groups import comparison
from punctum.validation.lines import Design
from punctum.validation.phrases import mentions
from punctum.validation.predict import Courses, moved, predicted, scores, with_noise
from punctum.validation.scenarios import Scenario, scenarios
from punctum.validation.spelling import plain
from punctum.validation.told import Told, told

Values = NDArray[np.float64]
LOW, HIGH = 0.1, 0.9
# Two times are compared as a ratio; this much is added to both, so that nothing is divided by 0.
LEAST = float(np.finfo(np.float32).eps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicted:
    """One thing predicted for a line.

    Arguments:
        name: what. value: median of the predictive draws, in `unit`. low, high: between which four draws of five lie.
        rises: share of the draws in which it lies above rest, or above the group it is held against; None if not told.
        change: between which four draws of five of that change lie. form: as the study prints it.
    """

    name: str
    meant: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    form: Form
    rises: float | None
    change: tuple[float, float] | None
    draws: Values | None


def figures(design: Design, courses: Courses) -> tuple[tuple[Predicted, ...], tuple[str, ...], tuple[str, ...]]:
    """What is predicted for a design, thing by thing.

    Returns:
        the predictions; why others are none, and what to mind; what the design left open and was assumed.
    """
    made, reasons, assumed = _figures(design, courses)
    return made, tuple(reasons), assumed


def _figures(design: Design, courses: Courses) -> tuple[tuple[Predicted, ...], list[str], tuple[str, ...]]:
    if not design.quantity:
        return (), ["no quantity is named"], ()
    wanted = asks(design)
    if not wanted:
        return (), ["no word of the quantity names something that the model holds"], ()
    known = told(design)
    if why := refused(design, known, wanted):
        named = [f"{one.name}: {one.why_not}" for one in wanted if one.why_not and one.family is None]
        return (), [why, *named], ()
    made: list[Predicted] = []
    reasons = [*known.flags]
    assumed: list[str] = []
    if not at_rest(design, known) and not needled(design, known):
        assumed.append("that skin was needled is not said")
    if known.animal:
        reasons.append(f"measured in a {known.animal}; predicted for human skin")
    for ask in wanted:
        if ask.why_not:
            reasons.append(f"{ask.name} is not predicted: {sentence(ask.why_not)}")
        if ask.family is None:
            continue
        try:
            one = one_figure(design, known, ask, courses, assumed)
        except InputError as error:
            reasons.append(f"{ask.name} is not predicted: {error.problems[0]}")
        else:
            made.append(one)
    return tuple(made), reasons, tuple(dict.fromkeys(assumed))


def sentence(text: str) -> str:
    """A sentence of a table as a part of another."""
    return text[:1].lower() + text[1:].rstrip(".") if not text[:2].isupper() else text.rstrip(".")


def refused(design: Design, known: Told, wanted: tuple[Ask, ...]) -> str:
    """Why no line like this can be predicted; empty if it can."""
    conditions = plain(design.conditions)
    if mentions("elsewhere", conditions):
        return "the conditions stand in another line"
    if known.other:
        return known.other
    if at_rest(design, known):
        return ""
    if not needled(design, known) and known.modifiers:
        return "skin that nothing was done to; the model holds what modifiers do to repair only"
    if not needled(design, known) and not known.timing.looks_days and any(_dated(ask) for ask in wanted if ask.family):
        return "neither what was done nor when was looked is said"
    return ""


def needled(design: Design, known: Told) -> bool:
    """Whether anything in a line says that skin was needled or wounded."""
    text = plain(f"{design.quantity} ; {design.conditions}")
    amount = known.kind or known.lengths_mm or known.density_per_cm2 or known.needles or known.passes
    course = known.timing.sessions is not None or known.timing.at_once
    return bool(amount or course or known.wound or known.skin_model or mentions("needled", text))


def at_rest(design: Design, known: Told) -> bool:
    """Whether a line is about skin before anything was done to it."""
    when = known.timing
    if any(day > 0 for day in when.looks_days) or when.at_once:
        return False
    conditions, quantity = plain(design.conditions), plain(design.quantity)
    if when.before and not mentions("change", f"{quantity} ; {plain(design.unit)}") and when.sessions is None:
        return True
    return design.group == "skin_layers" and not needled(design, known) and "after" not in conditions


def _dated(ask: Ask) -> bool:
    return ask.observable is None or OBSERVABLES.by_id[ask.observable].when == "day"


def one_figure(design: Design, known: Told, ask: Ask, courses: Courses, assumed: list[str]) -> Predicted:
    """One thing predicted; what had to be assumed is added to `assumed`.

    Raises:
        InputError: an experiment that the model cannot follow.
    """
    family = ask.family
    assert family is not None  # noqa: S101
    rest = at_rest(design, known)
    readings = readings_of(known, ask, family, rest, assumed)
    held = comparison(design, known) if ask.observable is not None else None
    draws = None if ask.observable is None else predicted(ask, readings, courses, at_rest=rest)
    rises: Values | None = None
    if held is not None and draws is not None and (not _dated(ask) or held.asked):
        other = predicted(ask, readings_of(held.other, ask, family, rest, assumed), courses, at_rest=rest)
        rises = draws - other
        if held.asked and ask.form in ("change", "minus"):
            noisy = with_noise(ask, rises, courses.seed)
            return _summary(ask, family, noisy, f"{ask.unit}, less {held.against}", rises)
        if held.asked:
            noisy = (draws + LEAST) / (other + LEAST) * np.exp(_ratio_noise(family, courses, len(draws)))
            return _summary(ask, family, np.asarray(noisy), f"times {held.against}", rises)
    elif _dated(ask) and not rest:
        rises = moved(family, ask, readings, courses)
    printed = None if draws is None else with_noise(ask, draws, courses.seed)
    return _summary(ask, family, printed, ask.unit, rises)


def _ratio_noise(family: Family, courses: Courses, count: int) -> Values:
    return 2**HALF * family.noise_ratio * scores(f"noise of two groups, {family.id}", courses.seed)[:count]


def readings_of(known: Told, ask: Ask, family: Family, rest: bool, assumed: list[str]) -> tuple[Scenario, ...]:
    """The experiments that a design may mean."""
    pores = ask.observable in ("pore_closure_hours", "pore_half_life_hours")
    dated = _dated(ask) and not rest
    readings, notes = scenarios(known, family.look, int(setting("parts")), pores=pores, dated=dated)
    assumed += notes
    return readings


def _summary(ask: Ask, family: Family, draws: Values | None, unit: str, rises: Values | None) -> Predicted:
    value = low = high = None
    if draws is not None and np.all(np.isfinite(draws)):
        low, value, high = (float(part) for part in np.quantile(draws, (LOW, HALF, HIGH)))
    return Predicted(
        name=ask.name,
        meant=family.id,
        value=value,
        low=low,
        high=high,
        unit=unit,
        form=ask.form,
        rises=None if rises is None else float(np.mean(rises > 0) + HALF * np.mean(rises == 0)),
        change=None if rises is None else (float(np.quantile(rises, LOW)), float(np.quantile(rises, HIGH))),
        draws=draws,
    )
