"""One line of a file scored: what is predicted from its design, and how that stands beside what was printed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from punctum.healing.observables import OBSERVABLES
from punctum.problems import InputError
from punctum.validation.asks import Ask, asks
from punctum.validation.assumptions import HALF, setting
from punctum.validation.families import FAMILIES, Family
from punctum.validation.groups import Comparison, compared_in, comparison
from punctum.validation.lines import Line
from punctum.validation.observed import Observed, observed
from punctum.validation.phrases import said
from punctum.validation.predict import Courses, moved, predicted, scores, with_noise
from punctum.validation.scenarios import Scenario, scenarios
from punctum.validation.signs import ALL, Signs, signs
from punctum.validation.spelling import plain
from punctum.validation.told import Told, told

Values = NDArray[np.float64]
LOW, HIGH = 0.1, 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicted:
    """One thing predicted for a line.

    Arguments:
        name: what. value: median of the predictive draws, in `unit`. low, high: between which four draws of five lie.
        rises: share of the draws in which it lies above rest, or above the group it is held against; None if not told.
        change: between which four draws of five of that change lie.
    """

    name: str
    meant: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    rises: float | None
    change: tuple[float, float] | None
    draws: Values | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the file, scored; the fields that are None say nothing, and `reason` says why.

    Arguments:
        number: of the line. markers: each thing predicted. covered, sign_right, bound_right: how the printed value
            stands beside the prediction. assumed: what the line left open.
    """

    number: int
    quantity: str
    conditions: str
    role: str
    observed: Observed
    markers: tuple[Predicted, ...]
    covered: bool | None
    sign_right: bool | None
    bound_right: bool | None
    reason: str
    assumed: tuple[str, ...]

    @property
    def main(self) -> Predicted | None:
        """The first thing that has a figure."""
        return next((one for one in self.markers if one.value is not None), None)


def scored(line: Line, courses: Courses) -> Row:
    """A line scored. The prediction is made from `line.design` alone, before what was printed is looked at."""
    made, reasons, assumed = _predictions(line, courses)
    seen = observed(line.printed)
    covered, why_covered = _covered(made, seen)
    sign, why_sign = _sign(line, made, seen, courses)
    bound, why_bound = _bound(made, seen)
    reasons += [why for why in (why_covered, why_sign, why_bound) if why]
    return Row(
        number=line.number,
        quantity=line.design.quantity,
        conditions=line.design.conditions,
        role=line.role,
        observed=seen,
        markers=made,
        covered=covered,
        sign_right=sign,
        bound_right=bound,
        reason="; ".join(dict.fromkeys(reasons)),
        assumed=assumed,
    )


def _predictions(line: Line, courses: Courses) -> tuple[tuple[Predicted, ...], list[str], tuple[str, ...]]:
    if line.damaged:
        return (), [line.damaged], ()
    if not line.design.quantity:
        return (), ["no quantity is named"], ()
    wanted = asks(line.design)
    if not wanted:
        return (), ["no word of the quantity names something that the model holds"], ()
    known = told(line.design)
    if why := _refused(line, known, wanted):
        named = [f"{one.name}: {one.why_not}" for one in wanted if one.why_not and one.family is None]
        return (), [why, *named], ()
    made: list[Predicted] = []
    reasons = [*known.flags]
    assumed: list[str] = []
    if not at_rest(line, known) and not needled(line, known):
        assumed.append("that skin was needled is not said")
    if known.animal:
        reasons.append(f"measured in a {known.animal}; predicted for human skin")
    for ask in wanted:
        if ask.why_not:
            reasons.append(f"{ask.name} is not predicted: {_sentence(ask.why_not)}")
        if ask.family is None:
            continue
        try:
            one = _predicted(line, known, ask, courses, assumed)
        except InputError as error:
            reasons.append(f"{ask.name} is not predicted: {error.problems[0]}")
        else:
            made.append(one)
    return tuple(made), reasons, tuple(dict.fromkeys(assumed))


def _sentence(text: str) -> str:
    return text[:1].lower() + text[1:].rstrip(".") if not text[:2].isupper() else text.rstrip(".")


def _refused(line: Line, known: Told, wanted: tuple[Ask, ...]) -> str:
    """Why no line like this can be predicted; empty if it can."""
    conditions = plain(line.design.conditions)
    if said("elsewhere", conditions):
        return "the conditions stand in another line"
    if known.other:
        return known.other
    if at_rest(line, known):
        return ""
    if not needled(line, known) and known.modifiers:
        return "skin that nothing was done to; the model holds what modifiers do to repair only"
    if not needled(line, known) and not known.timing.looks_days and any(_dated(ask) for ask in wanted if ask.family):
        return "neither what was done nor when was looked is said"
    return ""


def needled(line: Line, known: Told) -> bool:
    """Whether anything in a line says that skin was needled or wounded."""
    text = plain(f"{line.design.quantity} ; {line.design.conditions}")
    amount = known.kind or known.lengths_mm or known.density_per_cm2 or known.needles or known.passes
    course = known.timing.sessions is not None or known.timing.at_once
    return bool(amount or course or known.wound or known.skin_model or said("needled", text))


def at_rest(line: Line, known: Told) -> bool:
    """Whether a line is about skin before anything was done to it."""
    when = known.timing
    if any(day > 0 for day in when.looks_days) or when.at_once:
        return False
    conditions, quantity = plain(line.design.conditions), plain(line.design.quantity)
    if when.before and not said("change", f"{quantity} ; {plain(line.design.unit)}") and when.sessions is None:
        return True
    return line.design.group == "skin_layers" and not needled(line, known) and "after" not in conditions


def _dated(ask: Ask) -> bool:
    return ask.observable is None or OBSERVABLES.by_id[ask.observable].when == "day"


def _predicted(line: Line, known: Told, ask: Ask, courses: Courses, assumed: list[str]) -> Predicted:
    family = ask.family
    assert family is not None  # noqa: S101
    rest = at_rest(line, known)
    readings = _readings(known, ask, family, rest, assumed)
    held = comparison(line.design, known) if ask.observable is not None else None
    draws = None if ask.observable is None else predicted(ask, readings, courses, at_rest=rest)
    rises: Values | None = None
    unit = ask.unit
    if held is not None and draws is not None and (not _dated(ask) or held.asked):
        other = predicted(ask, _readings(held.other, ask, family, rest, assumed), courses, at_rest=rest)
        rises = draws - other
        if held.asked:
            tiny = np.finfo(np.float64).tiny
            draws, unit = draws / np.maximum(other, tiny), f"times {held.against}"
            noisy = np.asarray(draws * np.exp(_ratio_noise(family, courses, len(draws))))
            return _summary(ask, family, noisy, unit, rises)
    elif _dated(ask) and not rest:
        rises = moved(family, ask, readings, courses)
    printed = None if draws is None else with_noise(ask, draws, courses.seed)
    return _summary(ask, family, printed, unit, rises)


def _ratio_noise(family: Family, courses: Courses, count: int) -> Values:
    return 2**HALF * family.noise_ratio * scores(f"noise of two groups, {family.id}", courses.seed)[:count]


def _readings(known: Told, ask: Ask, family: Family, rest: bool, assumed: list[str]) -> tuple[Scenario, ...]:
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
        rises=None if rises is None else float(np.mean(rises > 0) + HALF * np.mean(rises == 0)),
        change=None if rises is None else (float(np.quantile(rises, LOW)), float(np.quantile(rises, HIGH))),
        draws=draws,
    )


def _covered(made: tuple[Predicted, ...], seen: Observed) -> tuple[bool | None, str]:
    figures = [one for one in made if one.value is not None and one.low is not None and one.high is not None]
    if not figures:
        return None, ""
    numbers = _numbers(figures, seen)
    if numbers is None:
        told_why = {"several": "several numbers stand in one cell", "versus": "two groups stand in one cell"}
        return None, told_why.get(seen.kind, "")
    return all(
        one.low is not None and one.high is not None and one.low <= number <= one.high
        for one, number in zip(figures, numbers, strict=False)
    ), ""


def _numbers(figures: list[Predicted], seen: Observed) -> tuple[float, ...] | None:
    """The numbers to hold against the figures: one against the first, or as many as there are figures."""
    if seen.number is not None:
        return (seen.number,)
    if seen.kind == "change":
        before, after = seen.numbers
        if figures[0].unit in ("% over rest",) and before > 0:
            return (100 * (after / before - 1),)
        return (after,)
    if seen.kind == "several" and len(seen.numbers) == len(figures):
        return seen.numbers
    if seen.kind == "versus" and figures[0].unit.startswith("times ") and seen.numbers[1] != 0:
        return (seen.numbers[0] / seen.numbers[1],)
    return None


def _bound(made: tuple[Predicted, ...], seen: Observed) -> tuple[bool | None, str]:
    if seen.kind not in ("at_most", "at_least"):
        return None, ""
    main = next((one for one in made if one.draws is not None), None)
    if main is None or main.draws is None:
        return None, ""
    end = seen.numbers[0]
    below = float(np.mean(main.draws < end if seen.strict else main.draws <= end))
    above = float(np.mean(main.draws > end if seen.strict else main.draws >= end))
    share = below if seen.kind == "at_most" else above
    return share >= HALF, f"the bound holds in {share:.2f} of the draws"


def _sign(line: Line, made: tuple[Predicted, ...], seen: Observed, courses: Courses) -> tuple[bool | None, str]:
    wanted = _printed_signs(line, seen)
    if not wanted or line.damaged:
        return None, ""
    told_of = {one.meant: one for one in made}
    checked: list[bool] = []
    notes: list[str] = []
    whole = wanted.get(ALL)
    names = list(told_of) if whole is not None else [name for name in wanted if name in told_of]
    for name in dict.fromkeys([*names, *(name for name in wanted if name != ALL)]):
        sign = wanted.get(name, whole)
        one = told_of.get(name) or _also(line, name, courses, notes)
        one = _against_named(line, one, seen, courses)
        if one is None or sign is None:
            continue
        if one.rises is None or one.change is None:
            notes.append(f"the model cannot tell whether {one.name} rises or falls")
        elif sign == 0:
            if one.change[0] <= 0 <= one.change[1]:
                checked.append(True)
            else:
                notes.append(f"no change of {one.name} is printed, and the interval holds none; how small is not said")
        else:
            share = one.rises if sign > 0 else 1 - one.rises
            checked.append(share >= HALF)
            notes.append(f"{one.name} {'up' if sign > 0 else 'down'} in {share:.2f} of the draws")
    return (all(checked) if checked else None), "; ".join(notes)


def _printed_signs(line: Line, seen: Observed) -> Signs:
    """Directions that a line states: in words, or by the sign of a number that is a change."""
    if seen.kind == "change" and seen.numbers[0] != seen.numbers[1]:
        return {ALL: 1 if seen.numbers[1] > seen.numbers[0] else -1}
    if seen.kind == "versus" and seen.numbers[0] != seen.numbers[1]:
        return {ALL: 1 if seen.numbers[0] > seen.numbers[1] else -1} if compared_in(line.design) else {}
    if seen.kind in ("number", "range") and _is_change(line):
        ends = seen.numbers
        falls = plain(line.design.unit + " " + line.design.quantity)
        turn = -1 if any(word in falls for word in ("reduction", "decrease")) else 1
        if min(ends) > 0 or max(ends) < 0:
            return {ALL: turn * (1 if min(ends) > 0 else -1)}
        return {}
    if seen.kind != "words":
        return {}
    stated, named = signs(line.printed.text or line.printed.value), signs(line.design.quantity)
    return {**{name: sign for name, sign in named.items() if name != ALL}, **stated}


def _is_change(line: Line) -> bool:
    unit, quantity = plain(line.design.unit), plain(line.design.quantity)
    if "log2" in unit:
        return True
    wide = said("change", f"{quantity} ; {unit}")
    return "%" in unit and bool(wide) and " of " not in unit


def _also(line: Line, name: str, courses: Courses, notes: list[str]) -> Predicted | None:
    """What only the printed words name, of a quantity that names nothing of its own: its direction alone."""
    family = FAMILIES.by_id.get(name)
    if family is None:
        if name in OBSERVABLES.by_id:
            notes.append(f"{name.replace('_', ' ')}: {_sentence(OBSERVABLES.by_id[name].why_not)}")
        return None
    known = told(line.design)
    if _refused(line, known, (Ask(name=name, family=family),)) or at_rest(line, known):
        return None
    try:
        return _predicted(line, known, Ask(name=family.text, family=family), courses, [])
    except InputError as error:
        notes.append(str(error.problems[0]))
        return None


def _against_named(line: Line, one: Predicted | None, seen: Observed, courses: Courses) -> Predicted | None:
    """The same held against another group, where only the printed words name it (`longer in darker skin`)."""
    if one is None or one.draws is None or one.rises is not None:
        return one
    known = told(line.design)
    held: Comparison | None = comparison(
        replace(line.design, conditions=f"{line.design.conditions} ; {seen.text}"), known
    )
    if held is None:
        return one
    ask = next((ask for ask in asks(line.design) if ask.family is not None and ask.family.id == one.meant), None)
    if ask is None or ask.family is None or ask.observable is None:
        return one
    rest = at_rest(line, known)
    both = [
        predicted(ask, _readings(group, ask, ask.family, rest, []), courses, at_rest=rest)
        for group in (held.group, held.other)
    ]
    gap = both[0] - both[1]
    return replace(
        one,
        rises=float(np.mean(gap > 0) + HALF * np.mean(gap == 0)),
        change=(float(np.quantile(gap, LOW)), float(np.quantile(gap, HIGH))),
    )
