"""From what a line asks to draws of what its study would have printed; nothing of what it printed is read here."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from punctum.barrier import HOURS_A_DAY
from punctum.healing.columns import Columns
from punctum.healing.course import Course
from punctum.healing.draws import shipped_draws
from punctum.healing.experiment import Experiment, constants, prepare
from punctum.healing.heal import heal
from punctum.healing.kinetics import AT_HIGH, Parameters
from punctum.healing.moments import fine_days
from punctum.healing.observing.observe import observe
from punctum.healing.sessions import ladder
from punctum.validation.assumptions import setting
from punctum.validation.families import Family
from punctum.validation.forms import Ask
from punctum.validation.scenarios import Scenario

Values = NDArray[np.float64]
Rows = NDArray[np.integer]


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """A course with all that an observable rests on; the first column, the usual skin, is only there to be left out."""

    course: Course
    columns: Columns
    parameters: Parameters


@dataclass(slots=True)
class Courses:
    """Courses of a run by experiment, so that lines on the same experiment cost one; the oldest go first.

    Arguments:
        draws: of a prediction, over all its parts. seed: of every random number.
    """

    draws: int
    seed: int
    kept: OrderedDict[tuple[object, ...], Made] = field(default_factory=OrderedDict)

    def of(self, experiment: Experiment, rows: tuple[int, int], until: float, profiles: bool) -> Made:
        """The course of an experiment in every `rows[1]`th draw from `rows[0]` on."""
        key = (experiment, rows, until, profiles)
        if key in self.kept:
            self.kept.move_to_end(key)
            return self.kept[key]
        made = self._made(experiment, rows, until, profiles)
        self.kept[key] = made
        while len(self.kept) > setting("kept"):
            self.kept.popitem(last=False)
        return made

    def _made(self, experiment: Experiment, rows: tuple[int, int], until: float, profiles: bool) -> Made:
        taken = np.arange(rows[0], self.draws, rows[1])
        # Draw 0 of the skin is the usual skin and no draw: it stands first and is left out of every reading.
        parameters = constants(experiment, shipped_draws().take(np.concatenate([[taken[0]], taken]) % _shipped()))
        columns, sessions = prepare(experiment, parameters.draws, drawn=True, seed=self.seed + rows[0])
        end = float(experiment.session_days[-1]) + until
        # A look on the day of a session is just after it; the skin at rest is seen before the first.
        first = before(experiment)
        after = fine_days(experiment.session_days, end, ladder().first_days, int(setting("looks")))
        days = np.concatenate([[first], after])
        course = heal(columns, sessions, parameters, end, save_days=days, profiles=profiles)
        return Made(course, columns, parameters)


def before(experiment: Experiment) -> float:
    """A day before the first session."""
    return float(experiment.session_days[0]) - 1


@cache
def _shipped() -> int:
    return shipped_draws().draws


def predicted(ask: Ask, readings: tuple[Scenario, ...], courses: Courses, *, at_rest: bool) -> Values:
    """(draws,) what a study would print, without its noise. Times that do not come in the course are its length.

    Arguments:
        readings: experiments that the line may mean. at_rest: the skin before any session.
    """
    return _over(ask, ask.observable, readings, courses, at_rest, printed=True)


def moved(family: Family, ask: Ask, readings: tuple[Scenario, ...], courses: Courses) -> Values | None:
    """(draws,) whether a thing has risen (above 0) or fallen (below 0) since rest; None where the model cannot tell."""
    if ask.form in ("plain", "two_to") and family.rna is not None and ask.observable == family.rna:
        return _over(replace(ask, form="plain", scale=1.0), family.rna, readings, courses, False, printed=False)
    if family.sign is None:
        return None
    plain = replace(ask, form="plain", scale=1.0)
    return int(family.turn) * _over(plain, family.sign, readings, courses, False, printed=False)


def _over(
    ask: Ask, observable: str | None, readings: tuple[Scenario, ...], courses: Courses, at_rest: bool, *, printed: bool
) -> Values:
    values = np.empty(courses.draws)
    parts = len(readings)
    for part, scenario in enumerate(readings):
        until, day = _horizon(ask, observable or "", scenario, at_rest)
        made = courses.of(scenario.experiment, (part, parts), until, ask.region != "dermis")
        some = _observed(observable or "", made, day, ask, until)
        rows = np.arange(part, courses.draws, parts)
        values[rows] = _printed(ask, some, made, rows, courses.seed) if printed else some
    return values


def _horizon(ask: Ask, observable: str, scenario: Scenario, at_rest: bool) -> tuple[float, float]:
    """Until when a course is followed after its last session, and the day to look at."""
    last = scenario.experiment.session_days[-1]
    if at_rest:
        return setting("early_days"), before(scenario.experiment)
    day = max(scenario.looks_days, default=last)
    if ask.family is not None and observable in (ask.family.first, ask.family.peak):
        return setting("first_days"), day
    if day - last <= setting("early_days"):
        return setting("early_days"), day
    return max(setting("late_days"), day - last), day


def _observed(observable: str, made: Made, day: float, ask: Ask, until: float) -> Values:
    found = observe(
        made.course, observable, day, parameters=made.parameters, columns=made.columns, region=ask.region
    )[1:]  # fmt: skip
    never = until if observable.endswith("_days") else until * HOURS_A_DAY
    return np.where(np.isfinite(found), found, never)


def _printed(ask: Ask, value: Values, made: Made, rows: Rows, seed: int) -> Values:
    """What a study prints for values of an observable."""
    gain, rest = _reading(ask, rows, seed)
    if ask.form == "stain":
        odds = rest / (100 - rest) * np.maximum(1 + value / 100, 0) ** gain
        return 100 * odds / (1 + odds)
    if ask.reading is not None and ask.observable is not None and ask.observable.endswith("_log2"):
        value = np.log2(1 + np.maximum(gain * (np.exp2(value) - 1), _LEAST - 1))
    elif ask.reading is not None:
        value = gain * value + (rest if ask.added else 0.0)
    match ask.form:
        case "change" | "plain":
            made_of = value
        case "of_rest":
            made_of = 100 + value
        case "minus":
            made_of = -value
        case "fold":
            made_of = 1 + value / 100
        case "log2":
            made_of = np.log2(np.maximum(1 + value / 100, _LEAST))
        case "two_to":
            made_of = np.exp2(value)
        case _:
            made_of = _thickness_um(ask, made) * (1 + value / 100)
    return np.asarray(made_of * ask.scale)


# A ratio is never 0, so that it has a logarithm.
_LEAST = float(np.finfo(np.float32).eps)


def _thickness_um(ask: Ask, made: Made) -> Values:
    c = made.columns
    dermis = c.papillary_dermis_um + c.reticular_dermis_um
    whole = dermis + c.viable_epidermis_um + c.stratum_corneum_um
    return np.asarray((dermis if ask.form == "dermis_um" else whole)[1:])


def _reading(ask: Ask, rows: Rows, seed: int) -> tuple[Values, Values]:
    """Gain of a device and its reading at rest, one a draw."""
    row = ask.reading
    if row is None:
        return np.ones(len(rows)), np.zeros(len(rows))
    middle = np.sqrt(row.gain_low * row.gain_high)
    gain = middle * (row.gain_high / middle) ** (scores(f"gain {row.id}", seed)[rows] / AT_HIGH)
    if row.rest_low is None or row.rest_high is None:
        return gain, np.zeros(len(rows))
    return gain, row.rest_low + (row.rest_high - row.rest_low) * shares(f"rest {row.id}", seed)[rows]


@cache
def scores(name: str, seed: int) -> Values:
    """Standard normal numbers by draw, for one purpose."""
    return _numbers(name, seed).standard_normal(_shipped())


@cache
def shares(name: str, seed: int) -> Values:
    """Numbers from 0 to 1 by draw, for one purpose."""
    return _numbers(name, seed).random(_shipped())


def _numbers(name: str, seed: int) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(np.random.SeedSequence([seed, *name.encode()])))


def with_noise(ask: Ask, values: Values, seed: int) -> Values:
    """Values as a study prints them: with the noise of what it measures."""
    family = ask.family
    if family is None:
        return values
    noise = scores(f"noise {ask.name}", seed)[: len(values)]
    points = family.noise_points
    if ask.form in ("change", "of_rest", "minus", "stain") or (ask.form == "plain" and ask.unit == "%"):
        made = values + noise * (points or 0)
        return np.clip(made, 0, 100) if ask.form == "stain" else made
    if ask.form == "log2" or ((ask.observable or "").endswith("_log2") and ask.form == "plain"):
        return np.asarray(values + noise * family.noise_ratio / np.log(2))
    return np.asarray(values * np.exp(noise * family.noise_ratio))
