"""Goals as people type them: `coverage:0.5>=80%`, `layers:dermis>=0.5`, `depth<=1.2`, `gap<=3`."""

from __future__ import annotations

import re
from math import isfinite

from punctum.delivery.goals import Goal, goal_of
from punctum.delivery.measures import MEASURES
from punctum.problems import InputError, Problem, nearest, shown

FORMS = "coverage:MM>=SHARE, layers:NAME+NAME>=SHARE, depth<=MM or gap<=MM"
DERMIS = ("papillary_dermis", "reticular_dermis")
EPIDERMIS = ("stratum_corneum", "viable_epidermis")
LAYERS: dict[str, tuple[str, ...]] = {
    "epidermis": EPIDERMIS,
    "dermis": DERMIS,
    **{name: (name,) for name in (*EPIDERMIS, *DERMIS, "below_dermis")},
}
GOAL = re.compile(r"(?P<kind>[a-z]+)(:(?P<of>[^<>=≤≥]*))?(?P<sign>>=|<=|≥|≤)(?P<limit>[^<>=≤≥]+)")


def parse_goal(text: str, path: str = "goal") -> Goal:
    """A goal from its text; spaces do not matter, a share may be a percentage, `mm` may follow a length.

    Raises:
        InputError: it is none of the four forms, its sign points the wrong way, or its number cannot be.
    """
    found = GOAL.fullmatch("".join(text.lower().split()))
    if found is None:
        raise _problem(path, FORMS, text)
    kind, of, limit = found["kind"], found["of"] or "", found["limit"]
    if kind in ("coverage", "layers"):
        _sign(path, text, found["sign"], ">=", "≥")
        share = _share(path, text, limit)
        percent = f"{100 * share:g} %"
        if kind == "coverage":
            radius_mm = _radius_mm(path, text, of)
            words = f"At least {percent} of the zone lie within {radius_mm:g} mm of a hole."
            return goal_of("coverage", f"coverage_{radius_mm:g}", words, share, radius_mm=radius_mm)
        layers = _layers(path, of)
        words = f"At least {percent} of the length of all channels lie in: {of.replace('+', ', ').replace('_', ' ')}."
        return goal_of("layers", "layers_" + of.replace("+", "_"), words, share, layers=layers)
    if kind in ("depth", "gap") and not of:
        _sign(path, text, found["sign"], "<=", "≤")
        limit_mm = _length_mm(path, text, limit)
        if kind == "depth":
            return goal_of("depth", "deepest", f"No channel is deeper than {limit_mm:g} mm.", limit_mm)
        return goal_of("gap", "largest_gap", f"No circle wider than {limit_mm:g} mm without a hole.", limit_mm)
    raise _problem(path, FORMS, text, nearest(kind, ("coverage", "layers", "depth", "gap")))


def _sign(path: str, text: str, sign: str, *right: str) -> None:
    if sign not in right:
        raise _problem(path, f"{right[0]} in this goal", text)


def _layers(path: str, of: str) -> tuple[str, ...]:
    names = [name for name in of.split("+") if name]
    unknown = [name for name in names if name not in LAYERS]
    if unknown or not names:
        wrong = unknown[0] if unknown else of
        raise _problem(path, f"layers of {', '.join(LAYERS)}", wrong, nearest(wrong, LAYERS))
    return tuple(dict.fromkeys(layer for name in names for layer in LAYERS[name]))


def _share(path: str, text: str, number: str) -> float:
    value = _number(number.removesuffix("%"))
    share = value / 100 if number.endswith("%") else value
    if not 0 <= share <= 1:
        raise _problem(path, "a share from 0 to 1, or a percentage", text)
    return share


def _length_mm(path: str, text: str, number: str) -> float:
    value = _number(number.removesuffix("mm"))
    if not (value > 0 and isfinite(value)):
        raise _problem(path, "a length in mm above 0", text)
    return value


def _radius_mm(path: str, text: str, number: str) -> float:
    """Rounded as it is printed, or two radii would stand under one name."""
    value = float(f"{_length_mm(path, text, number):g}")
    if value > (longest := MEASURES.by_id["most_coverage_radius"].value):
        raise _problem(path, f"a radius of at most {longest:g} mm", text)
    return value


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _problem(path: str, expected: str, found: str, hint: str = "") -> InputError:
    return InputError([Problem(path, expected, shown(found), hint)])
