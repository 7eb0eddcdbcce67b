"""Chances for one person: of a goal, and of the smallest change that matters."""

from __future__ import annotations

import numpy as np

from punctum.evidence.scales import Scale
from punctum.outcome.person import Array, NewPerson

OF_BASELINE = "% of baseline"


def chance_of_goal(person: NewPerson, after: Array, goal: float | None) -> float | None:
    """The chance of the goal or less; None without a score or a goal. `after`: draws of the score."""
    if goal is None or person.before is None:
        return None
    return float(np.mean(_whole(person.cell.scale, after) <= goal))


def chance_of_change(person: NewPerson, after: Array) -> float | None:
    """The chance of a fall by the smallest change that matters or more.

    None where the scale has none, or where the change is in points and the score is not known.
    """
    scale, before = person.cell.scale, person.before
    if scale.mcid is None:
        return None
    if before is None:
        return float(np.mean(after >= scale.mcid)) if scale.mcid_unit == OF_BASELINE else None
    least = scale.mcid * before / 100 if scale.mcid_unit == OF_BASELINE else scale.mcid
    return float(np.mean(_whole(scale, after) <= before - least))


def _whole(scale: Scale, after: Array) -> Array:
    """Scores as they would be written down: a grade is the nearest step of its scale."""
    return after if scale.step is None else scale.step * np.round(after / scale.step)
