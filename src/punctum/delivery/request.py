"""A delivery as it is asked for in words: every option read and checked, every problem at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import get_args

from punctum.delivery.checks import check_treatment
from punctum.delivery.dose import amount
from punctum.delivery.goal_text import parse_goal
from punctum.delivery.goals import Goal
from punctum.delivery.measures import MEASURES, measures
from punctum.delivery.operator import usual_operator
from punctum.delivery.region import zone_region
from punctum.delivery.values import Density, Dose, Dwell, Passes, PatternName, Treatment
from punctum.device import HandPiece
from punctum.device.own import find_hand_piece
from punctum.evidence.limits import LIMITS, implausible
from punctum.problems import InputError, Problem, Tries, nearest, shown
from punctum.skin import ZONES, find_zones
from punctum.skin.layers import check_person

PATTERNS: tuple[PatternName, ...] = get_args(PatternName)
DOSE_OPTIONS: dict[type[Dose], str] = {Dwell: "--dwell", Passes: "--passes", Density: "--density"}
DOSES = tuple(DOSE_OPTIONS.values())
OPTIONS = {
    "needle_length_mm": "--needle-length", "dwell": "--dwell", "passes": "--passes", "density": "--density",
    "seed": "--seed", "draws": "--draws", "device": "--device", "sex": "--sex", "age": "--age",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What stands on the command line, as it stands there; None where it was not given."""

    device: str | None
    zone: str | None
    needle_length: str | None
    dwell: str | None = None
    passes: str | None = None
    density: str | None = None
    pattern: str = "strokes"
    sex: str = "unknown"
    age: str | None = None
    seed: str = "0"
    draws: str | None = None
    goals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """What to deliver. `goals` None: those of `goals.csv`."""

    treatment: Treatment
    seed: int
    draws: int
    goals: tuple[Goal, ...] | None


def request(options: Options) -> Request:
    """The treatment of one zone that the options ask for.

    Raises:
        InputError: one problem for each option that is missing or cannot be used.
    """
    tried = Tries(OPTIONS)
    hand_piece = tried(lambda: find_hand_piece(_given("--device", options.device, "a device")))
    zone = tried(lambda: _zone(_given("--zone", options.zone, "a zone of the body")))
    length = tried(lambda: _length(_given("--needle-length", options.needle_length, "a length in mm")))
    dose = tried(lambda: _dose(options, hand_piece))
    pattern = tried(lambda: _pattern(options.pattern))
    age = tried(lambda: None if options.age is None else _number("--age", options.age))
    sex = tried(lambda: check_person(options.sex, age))
    seed = tried(lambda: _whole("--seed", options.seed))
    draws = tried(lambda: default_draws() if options.draws is None else _whole("--draws", options.draws, 1, "draws"))
    goals = [tried(lambda text=text: parse_goal(text, "--goal")) for text in options.goals]  # type: ignore[misc]
    if hand_piece is not None:
        treatment = Treatment(
            zone=zone or "",
            sex=sex or "unknown",
            age_years=age,
            hand_piece=hand_piece,
            needle_length_mm=_any_length(hand_piece) if length is None else length,
            dose=dose or Passes(1),
            passes=dose.count if isinstance(dose, Passes) else int(measures("default_directions")[0]),
            pattern=pattern or "strokes",
        )
        tried(
            lambda: _check(treatment, 0 if seed is None else seed, 1 if draws is None else draws, bool(zone and dose))
        )
        if not tried.problems and seed is not None and draws is not None:
            return Request(treatment, seed, draws, _known(goals) or None)
    raise InputError(tried.problems)


def default_draws() -> int:
    """How often a treatment is simulated where nothing else is said."""
    return int(measures("default_draws")[0])


def _known(goals: Sequence[Goal | None]) -> tuple[Goal, ...]:
    return tuple(goal for goal in goals if goal is not None)


def _given(option: str, text: str | None, expected: str) -> str:
    if text is None or not text.strip():
        raise InputError([Problem(option, expected, "nothing")])
    return text


def _zone(text: str) -> str:
    found = find_zones(text, "--zone")
    if len(found) > 1:
        raise InputError([Problem("--zone", f"one of {', '.join(found)}", shown(text))])
    if "never" in ZONES.by_id[found[0]].flags:
        raise InputError([Problem("--zone", "a zone that may be needled", f"{shown(text)}, which is never needled")])
    return found[0]


def _length(text: str) -> float:
    value = _number("--needle-length", text)
    if (problem := implausible("needle_length_mm", value)) is not None:
        raise InputError([replace(problem, path="--needle-length")])
    return value


def _any_length(hand_piece: HandPiece) -> float:
    """A length that this hand piece has: stands in for one that could not be read, so that the rest is checked."""
    limit = LIMITS.by_id["needle_length_mm"]
    return min(hand_piece.needle_length_max_mm or limit.maximum, limit.maximum)


def _dose(options: Options, hand_piece: HandPiece | None) -> Dose:
    texts = (options.dwell, options.passes, options.density)
    given = [(name, text) for name, text in zip(DOSES, texts, strict=True) if text is not None]
    if len(given) != 1:
        found = " and ".join(name for name, _ in given) or "nothing"
        raise InputError([Problem("dose", f"one of {', '.join(DOSES)}", found)])
    name, text = given[0]
    if name == "--passes":
        return Passes(_whole(name, text, least=1, most="passes"))
    amount = _number(name, text)
    if not (isfinite(amount) and amount > 0):
        raise InputError([Problem(name, "a number above 0", shown(text))])
    if name == "--density":
        return Density(amount)
    if hand_piece is not None and hand_piece.kind != "roller" and not hand_piece.rate_sourced:
        expected = "a device whose needles and rate a source prints; measure yours and describe it in a device file"
        raise InputError([Problem(name, expected, f"{hand_piece.name}, whose rate is not known")])
    return Dwell(amount)


def _pattern(text: str) -> PatternName:
    if known := [name for name in PATTERNS if name == text.strip().casefold()]:
        return known[0]
    raise InputError([Problem("--pattern", " or ".join(PATTERNS), shown(text), nearest(text, PATTERNS))])


def _number(option: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise InputError([Problem(option, "a number", shown(text))]) from None


def _whole(option: str, text: str, least: int = 0, most: str = "") -> int:
    """A whole number from `least` on, up to the row `most_…` of `measures.csv` where one is named."""
    limit = int(MEASURES.by_id[f"most_{most}"].value) if most else None
    try:
        value = int(text)
    except ValueError:
        value = least - 1
    if value < least or (limit is not None and value > limit):
        allowed = f"from {least} on" if limit is None else f"from {least} to {limit}"
        raise InputError([Problem(option, f"a whole number {allowed}", shown(text))])
    return value


def _check(treatment: Treatment, seed: int, draws: int, countable: bool) -> None:
    """Refuse what cannot be done, then more holes or passes than are simulated; the option that asked is named."""
    check_treatment(treatment, seed, draws)
    if not countable:
        return
    area = zone_region(treatment.zone, treatment.sex).area_cm2
    try:
        made = amount(treatment.hand_piece, treatment.dose, treatment.passes, area, usual_operator())
        if made.holes < 1:
            raise InputError([Problem("", "at least one hole in the zone", "none")])
    except InputError as error:
        option = DOSE_OPTIONS[type(treatment.dose)]
        raise InputError(replace(problem, path=option) for problem in error.problems) from None
