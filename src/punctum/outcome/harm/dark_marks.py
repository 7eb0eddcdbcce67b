"""How many people of a study arm get dark marks, predicted from its design alone."""

from __future__ import annotations

import re

import numpy as np

from punctum.outcome.constants import fixed
from punctum.outcome.harm.studies import DARK_MARKS, harm_pool, harm_studies

Interval = tuple[float, float]
Incidence = tuple[float, Interval, Interval, Interval]

LEVELS = (0.5, 0.8, 0.95)
TYPES = ("I", "II", "III", "IV", "V", "VI")
NAME = re.compile(r"\b(?:IV|VI|V|I{1,3})\b")


def dark_marks_incidence(
    phototypes: str, participants: int | None, *, without: frozenset[str] = frozenset()
) -> Incidence | None:
    """The percentage of people with dark marks in an arm of needling, from all studies that counted them.

    The beta-binomial of `pool.SharePool`: counts of a new study of so many people. Skin type moves nothing: the
    studies cannot tell types apart. It only decides whether anything is said.

    Arguments:
        phototypes: as a study prints them (`III-V`, `IV`); empty where it does not.
        participants: how many; None is read as `participants_unprinted` of `fixed.csv`.
        without: studies that are left out of the synthesis, by `study`.

    Returns:
        the median and the central 50, 80 and 95 % intervals, in percent; None where no study counted such skin, or
        too few are left.
    """
    people = participants or round(fixed("participants_unprinted"))
    pool = harm_pool(DARK_MARKS, without)
    if pool is None or not _counted(phototypes):
        return None
    below = np.cumsum(pool.counts_in_a_new_study(people))
    middle = 100 * float(np.searchsorted(below, 1 / 2)) / people
    half, most, nearly_all = ((100 * low, 100 * high) for low, high in (pool.new_study(people, at) for at in LEVELS))
    return middle, half, most, nearly_all


def skin_types(text: str) -> frozenset[str]:
    """The skin types that a text names: `III-V` is III, IV and V; `I, III` is those two."""
    found: set[str] = set()
    for part in re.split(r"[,;/]|\band\b", text):
        places = [TYPES.index(name) for name in NAME.findall(part)]
        if places:
            found.update(TYPES[min(places) : max(places) + 1])
    return frozenset(found)


def _counted(phototypes: str) -> bool:
    wanted = skin_types(phototypes)
    seen = frozenset().union(*(skin_types(each.phototypes) for each in harm_studies(DARK_MARKS) if each.pooled))
    return not wanted or bool(wanted & seen)
