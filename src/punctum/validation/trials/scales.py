"""What a study measured, as its cells name it: a known scale, a family by words, or something no model holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from punctum.evidence.scales import SCALES, Scale, find_scale
from punctum.outcome.design import Family
from punctum.problems import InputError
from punctum.validation.observed import NUMBER
from punctum.validation.trials.lines import Cells, number
from punctum.validation.trials.words import Shows, TrialWord, first, reads, told

_ENDS = re.compile(rf"({NUMBER})\s*(?:-|to)\s*({NUMBER})")
_FROM_NOUGHT = re.compile(r"(?<![\d.-])([01]) ?(?:-|to) ?(\d{1,3})(?![\d.])")
_ASIDE = re.compile(r"\([^()]*\)")
_UP, _DOWN = ("yes", "y", "true", "1", "higher"), ("no", "n", "false", "0", "lower")
_RISING = ("improvement", "share", "per_cm2", "per_inch2", "unknown_area", "satisfaction")
# Scales that grade a change have a row of words that says where no change is; hair is counted in its own unit.
_OWN_WORDS = ("gais_clinician", "gais_patient", "satisfaction_7", "hair_global_photo_7", "hair_density", "pore_density")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What a study measured.

    Arguments:
        scale: id, or empty. family: its measurement model as a score. shows: what its numbers are.
        origin, top: the score without the problem (of an improvement: without change) and the other end.
        rises: a higher score is better. printed_up: a change for the better has no minus sign.
        by_patient: rated by the patient. notes: what was taken.
    """

    scale: str = ""
    family: Family = "sum"
    shows: Shows = "score"
    origin: float = 0.0
    top: float | None = None
    rises: bool = False
    printed_up: bool = False
    by_patient: bool = False
    notes: tuple[str, ...] = ()


def scored_on(cells: Cells) -> Scored | str:
    """What a study measured, or why no model holds it."""
    text = reads(cells.outcome_scale)
    if not text:
        return "no scale is named"
    if first("pih", text):
        return Scored(family="responders", shows="dark_marks")
    if word := first("not_modelled", text):
        return f"the outcome {word.value}"
    ends = _ends(_ENDS, cells.scale_range) or _ends(_FROM_NOUGHT, cells.outcome_scale)
    if scale := _known(cells.outcome_scale, text, ends):
        found = _of_table(scale, ends)
    elif word := _by_words(text, ends):
        found = _of_words(word, cells, ends)
    elif ends is not None:
        steps = SCALES.by_id["gais_clinician"].range_max or 0
        family: Family = "grade" if ends[1] <= steps else "sum"
        found = Scored(family=family, top=ends[1], notes=("a scale that is not known is read by its range",))
    else:
        return "the scale is not known and no range is printed"
    up = reads(cells.higher_is_better) in _UP
    if found.shows == "score":
        falling = found.scale and SCALES.by_id[found.scale].higher_is_better is False
        # A fall printed as improvement is no score that rises.
        found = replace(found, rises=up and not falling and first("improved", text) is None, printed_up=up)
    elif found.shows == "gais" and up and ends:
        found = replace(found, origin=ends[0], top=ends[1], rises=True)
    return replace(found, by_patient=found.by_patient or first("patient", text) is not None)


def _of_table(scale: Scale, ends: tuple[float, float] | None) -> Scored:
    ordinal = scale.kind == "ordinal"
    top = scale.range_max if scale.range_max is not None or ends is None else ends[1]
    return Scored(
        scale=scale.id,
        family="grade" if ordinal else "sum",
        origin=0.0 if ordinal else scale.range_min or 0.0,
        top=top,
        by_patient=scale.rater == "patient",
    )


def _of_words(word: TrialWord, cells: Cells, ends: tuple[float, float] | None) -> Scored:
    shows, family, origin, top = word.shows or "score", word.family or "sum", word.origin, word.top
    if shows == "improvement" and (reads(cells.higher_is_better) in _DOWN or (number(cells.baseline_mean) or 0) > 0):
        shows, family = "score", "sum"  # It falls, or was scored before treatment: no rating of a change.
    if ends and shows != "gais":
        top = ends[1]
        # A rating that reaches below nought has no change there.
        origin = max(ends[0], 0.0) if shows in ("improvement", "satisfaction") else origin
    return Scored(family=family, shows=shows, origin=origin, top=top, rises=shows in _RISING,
                  printed_up=shows in _RISING)  # fmt: skip


def _ends(pattern: re.Pattern[str], cell: str) -> tuple[float, float] | None:
    found = pattern.search(reads(cell))
    if found is None or float(found[2]) <= float(found[1]):
        return None
    return float(found[1]), float(found[2])


def _known(cell: str, text: str, ends: tuple[float, float] | None) -> Scale | None:
    for name in (cell, text, _ASIDE.sub(" ", text)):
        if scale := _named(name):
            return None if scale.id in _OWN_WORDS else scale
    word = _by_words(text, ends)
    return SCALES.by_id[word.value] if word and word.value else None


@cache
def _named(name: str) -> Scale | None:
    try:
        return find_scale(name)
    except InputError:
        return None


def _by_words(text: str, ends: tuple[float, float] | None) -> TrialWord | None:
    printed = ends[1] if ends else None
    return next((word for word in told("scale", text) if word.printed_top in (None, printed)), None)
