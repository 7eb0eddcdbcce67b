"""How a prediction stands beside what was printed: inside the interval, in the direction, within the bound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import log2

import numpy as np

from punctum.healing.observing.observables import OBSERVABLES
from punctum.problems import InputError
from punctum.validation.asks import asks
from punctum.validation.assumptions import HALF
from punctum.validation.durations import DAYS, unit_of
from punctum.validation.families import FAMILIES
from punctum.validation.figures import HIGH, LOW, Predicted, at_rest, one_figure, readings_of, refused, sentence
from punctum.validation.forms import Ask
from punctum.validation.groups import compared_in, comparison
from punctum.validation.lines import Design, Line
from punctum.validation.observed import Observed
from punctum.validation.phrases import mentions
from punctum.validation.predict import Courses, predicted
from punctum.validation.signs import ALL, Signs, signs
from punctum.validation.spelling import plain
from punctum.validation.told import told

WHY_NOT = {
    "several": "several numbers stand in one cell",
    "versus": "two groups stand in one cell",
}


def covered(design: Design, made: tuple[Predicted, ...], seen: Observed) -> tuple[bool | None, str]:
    """Whether what was printed lies where four draws of five lie; of a range its middle. None where it is no number."""
    found = [one for one in made if one.value is not None]
    if not found:
        return None, ""
    if seen.number is not None and len(found) > 1:
        return None, "one number stands there for several things"
    if seen.signed and seen.number is not None and found[0].form == "plain" and _level(design, found[0]):
        return None, "a number with a sign is a change; a reading was predicted"
    numbers = _numbers(design, found, seen)
    if numbers is None:
        return None, WHY_NOT.get(seen.kind, "")
    ends = [(one.low, one.high) for one in found]
    return all(
        low is not None and high is not None and low <= number <= high
        for (low, high), number in zip(ends, numbers, strict=False)
    ), ""


def _level(design: Design, one: Predicted) -> bool:
    """Whether a prediction is an amount that a device shows, and no change of it."""
    changed = mentions("change", plain(f"{design.quantity} ; {design.unit}"))
    return one.rises is not None and not changed and "log2" not in plain(one.unit)


def bound_held(made: tuple[Predicted, ...], seen: Observed) -> tuple[bool | None, str]:
    """Whether a printed bound holds in half of the draws at least."""
    if seen.kind not in ("at_most", "at_least"):
        return None, ""
    main = next((one for one in made if one.draws is not None), None)
    if main is None or main.draws is None or (end := _in_unit(seen.numbers[0], main, seen)) is None:
        return None, ""
    below = float(np.mean(main.draws < end if seen.strict else main.draws <= end))
    above = float(np.mean(main.draws > end if seen.strict else main.draws >= end))
    share = below if seen.kind == "at_most" else above
    return share >= HALF, f"the bound holds in {share:.2f} of the draws"


def _numbers(design: Design, found: list[Predicted], seen: Observed) -> tuple[float, ...] | None:
    """The numbers to hold against the figures: one against the first, or as many as there are figures."""
    first = found[0]
    if seen.number is not None:
        number = _in_unit(seen.number, first, seen)
        return None if number is None else (number,)
    if seen.kind == "change" and first.form in _FROM_TO:
        before, after = seen.numbers
        return None if before <= 0 or after <= 0 else (_FROM_TO[first.form](after / before),)
    if seen.kind == "change":
        return seen.numbers[1:]
    if seen.kind == "several" and len(seen.numbers) == len(found):
        return seen.numbers
    if seen.kind == "several" and len(found) == 1 and len(seen.numbers) == len(told(design).timing.looks_days):
        return seen.numbers[-1:]
    if seen.kind == "versus" and first.unit.startswith("times ") and seen.numbers[1] != 0:
        return (seen.numbers[0] / seen.numbers[1],)
    return None


_FROM_TO: dict[str, Callable[[float], float]] = {
    "change": lambda ratio: 100 * (ratio - 1),
    "minus": lambda ratio: 100 * (1 - ratio),
    "of_rest": lambda ratio: 100 * ratio,
    "fold": lambda ratio: ratio,
    "two_to": lambda ratio: ratio,
    "log2": log2,
}


def _in_unit(number: float, one: Predicted, seen: Observed) -> float | None:
    """A printed number in the unit of the prediction, where the cell itself names another unit of time."""
    if seen.unit is None:
        return number
    own = unit_of(one.unit.split(" ")[0] if one.unit else "")
    return None if own is None else number * DAYS[seen.unit] / DAYS[own]


def signs_held(line: Line, made: tuple[Predicted, ...], seen: Observed, courses: Courses) -> tuple[bool | None, str]:
    """Whether every direction that was printed is that of half of the draws at least; None where none can be told."""
    wanted = _printed_signs(line, seen)
    if not wanted:
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
            low, high = (one.low, one.high) if one.form in ("change", "minus") else one.change
            if low is not None and high is not None and low <= 0 <= high:
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
    wide = mentions("change", f"{quantity} ; {unit}")
    return "%" in unit and bool(wide) and " of " not in unit


def _also(line: Line, name: str, courses: Courses, notes: list[str]) -> Predicted | None:
    """What only the printed words name, of a quantity that names nothing of its own: its direction alone."""
    family = FAMILIES.by_id.get(name)
    if family is None:
        if name in OBSERVABLES.by_id:
            notes.append(f"{name.replace('_', ' ')}: {sentence(OBSERVABLES.by_id[name].why_not)}")
        return None
    known = told(line.design)
    if refused(line.design, known, (Ask(name=name, family=family),)) or at_rest(line.design, known):
        return None
    try:
        return one_figure(line.design, known, Ask(name=family.text, family=family), courses, [])
    except InputError as error:
        notes.append(str(error.problems[0]))
        return None


def _against_named(line: Line, one: Predicted | None, seen: Observed, courses: Courses) -> Predicted | None:
    """The same held against another group, where only the printed words name it (`longer in darker skin`)."""
    if one is None or one.draws is None or one.rises is not None:
        return one
    known = told(line.design)
    named = replace(line.design, conditions=f"{line.design.conditions} ; {seen.text}")
    held = comparison(named, told(named))
    if held is None:
        return one
    ask = next((ask for ask in asks(line.design) if ask.family is not None and ask.family.id == one.meant), None)
    if ask is None or ask.family is None or ask.observable is None:
        return one
    rest = at_rest(line.design, known)
    both = [
        predicted(ask, readings_of(group, ask, ask.family, rest, []), courses, at_rest=rest)
        for group in (held.group, held.other)
    ]
    gap = both[0] - both[1]
    return replace(
        one,
        rises=float(np.mean(gap > 0) + HALF * np.mean(gap == 0)),
        change=(float(np.quantile(gap, LOW)), float(np.quantile(gap, HIGH))),
    )
