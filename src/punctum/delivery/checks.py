"""Whether a treatment can be done at all: every reason why not, at once."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite
from typing import get_args

from punctum.delivery.values import Dwell, Passes, PatternName, Treatment
from punctum.evidence.limits import implausible
from punctum.problems import InputError, Problem, shown


def check_treatment(treatment: Treatment, seed: int, draws: int) -> None:
    """Refuse a needle that the hand piece has not got, a dose that is none, and a roller dosed in time.

    Raises:
        InputError: one problem for each reason.
    """
    found = [*_length(treatment), *_dose(treatment)]
    if treatment.pattern not in get_args(PatternName):
        found.append(Problem("pattern", " or ".join(get_args(PatternName)), shown(treatment.pattern)))
    if treatment.passes < 1:
        found.append(Problem("passes", "at least 1", shown(treatment.passes)))
    if not 0 <= seed < 2**63:
        found.append(Problem("seed", "a whole number from 0 to 2^63 - 1", shown(seed)))
    if draws < 1:
        found.append(Problem("draws", "at least 1", shown(draws)))
    if found:
        raise InputError(found)


def _length(treatment: Treatment) -> list[Problem]:
    length, hand_piece = treatment.needle_length_mm, treatment.hand_piece
    if (problem := implausible("needle_length_mm", length)) is not None:
        return [replace(problem, path="needle_length_mm")]
    shortest, longest = hand_piece.needle_length_min_mm, hand_piece.needle_length_max_mm
    if longest is not None and length > longest:
        return [Problem("needle_length_mm", f"at most {longest:g} mm, the longest of {hand_piece.name}", shown(length))]
    if shortest is not None and length < shortest:
        return [
            Problem("needle_length_mm", f"at least {shortest:g} mm, the shortest of {hand_piece.name}", shown(length))
        ]
    return []


def _dose(treatment: Treatment) -> list[Problem]:
    dose, hand_piece = treatment.dose, treatment.hand_piece
    if isinstance(dose, Passes):
        return [] if dose.count >= 1 else [Problem("passes", "at least 1", shown(dose.count))]
    name, amount = ("dwell", dose.s_per_cm2) if isinstance(dose, Dwell) else ("density", dose.per_cm2)
    found = []
    if not (isfinite(amount) and amount > 0):
        found.append(Problem(name, "a number above 0", shown(amount)))
    if isinstance(dose, Dwell) and hand_piece.kind == "roller":
        found.append(Problem("dwell", "passes or a density for a roller", shown(amount)))
    return found
