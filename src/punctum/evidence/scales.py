"""Scoring scales: how each is computed, its range and direction, and the smallest change that matters."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import isfinite
from typing import Annotated, Literal

from pydantic import model_validator

from punctum.evidence.lookup import by_name, look_up
from punctum.evidence.table import Basis, PatientName, Ref, SourcedRow, Table
from punctum.problems import InputError, Problem, shown

ScaleId = Annotated[str, Ref("scales")]
Phototype = Literal["I", "II", "III", "IV", "V", "VI"]


class Scale(SourcedRow):
    """One scale.

    Empty `indications`: tied to none. `change`: it grades a change, so it has no baseline. An empty end of
    the range is open. `step`: what grades are apart, where a person gets one of a few. `higher_is_better` is
    empty where more is neither. `items`: how many answers a questionnaire takes. `mcid` is the smallest change
    that matters, in `mcid_unit`; `mcid_reason` says where it comes from or why there is none. `embeddable`:
    whether the words and pictures it is scored with may be shipped; `licence_note` says what may not.
    """

    name: PatientName
    aliases: tuple[str, ...] = ()
    indications: tuple[Annotated[str, Ref("indications")], ...] = ()
    kind: Literal["ordinal", "sum", "formula"]
    change: bool
    range_min: float | None = None
    range_max: float | None = None
    step: float | None = None
    higher_is_better: bool | None = None
    rater: Literal["clinician", "patient", "both"]
    items: int | None = None
    scoring: str
    anchors: str
    mcid: float | None = None
    mcid_unit: str = ""
    mcid_basis: Basis | None = None
    mcid_reason: str
    embeddable: bool
    licence_note: str
    note: str = ""

    @model_validator(mode="after")
    def _mcid_is_whole(self) -> Scale:
        if len({self.mcid is None, self.mcid_unit == "", self.mcid_basis is None}) != 1:
            raise ValueError("`mcid`, `mcid_unit` and `mcid_basis` together or not at all")
        return self


class QuestionnaireBand(SourcedRow):
    """Sums of a skin type questionnaire that the named phototypes can have; bands may overlap."""

    scale: ScaleId
    score_min: float
    score_max: float
    phototypes: tuple[Phototype, ...]
    note: str = ""


SCALES = Table("punctum.evidence", "scales", Scale)
QUESTIONNAIRE_BANDS = Table("punctum.evidence", "questionnaire_bands", QuestionnaireBand)


@cache
def _names() -> dict[str, tuple[str, Scale]]:
    aliases = [(name, row) for row in SCALES.rows for name in row.aliases]
    names = [(row.name, row) for row in SCALES.rows]
    return by_name([*aliases, *names, *((row.id, row) for row in SCALES.rows)])


def find_scale(name: str, path: str = "scale") -> Scale:
    """The scale that an id, a name or another name stands for; case, spaces and punctuation do not matter.

    Raises:
        InputError: the name is no known scale; the nearest known name is given.
    """
    return look_up(name, _names(), path, "a known scale")


def check_score(scale: Scale, value: float, path: str = "") -> Problem | None:
    """The problem with a score outside the range of its scale, or none. Open ends take any finite number."""
    low, high = scale.range_min, scale.range_max
    if isfinite(value) and (low is None or low <= value) and (high is None or value <= high):
        return None
    ends = [f"from {low:g}"] if low is not None else []
    ends += [f"to {high:g}"] if high is not None else []
    return Problem(path, " ".join(["a number", *ends, f"({scale.name})"]), shown(value))


def phototype_from_questionnaire(scale: Scale, answers: Sequence[int | None]) -> tuple[Phototype, ...]:
    """Every phototype that the answers to a skin type questionnaire still allow.

    The sum of the points falls into bands. An answer left out may be any, so it widens the sum to an
    interval, and every band that the interval touches counts.

    Arguments:
        scale: the questionnaire.
        answers: the points of each answer in order; none where unanswered.

    Returns:
        phototypes from light to dark; more than one where the questionnaire does not tell them apart.

    Raises:
        InputError: the scale is no skin type questionnaire, or the answers do not fit it.
    """
    bands = [band for band in QUESTIONNAIRE_BANDS.rows if band.scale == scale.id]
    if not bands or scale.items is None or scale.range_min is None or scale.range_max is None:
        raise InputError([Problem("scale", "a skin type questionnaire", shown(scale.id))])
    if len(answers) != scale.items:
        raise InputError([Problem("answers", f"{scale.items} answers", str(len(answers)))])
    least, most = scale.range_min / scale.items, scale.range_max / scale.items
    problems = [
        Problem(f"answers[{index}]", f"a whole number from {least:g} to {most:g}", shown(answer))
        for index, answer in enumerate(answers)
        if answer is not None and not least <= answer <= most
    ]
    if problems:
        raise InputError(problems)
    low = sum(least if answer is None else answer for answer in answers)
    high = sum(most if answer is None else answer for answer in answers)
    touched = [band for band in bands if band.score_min <= high and low <= band.score_max]
    return tuple(dict.fromkeys(kind for band in touched for kind in band.phototypes))
