"""Two groups held against each other: the old and the young, under a cover and in the open, smokers and others."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from punctum.validation.lines import Design
from punctum.validation.phrases import mentions
from punctum.validation.spelling import plain
from punctum.validation.told import Told, told

_RATIO = re.compile(r"^(?:|-|1|x|fold|times|ratio.*|relative.*)$")
_BOTH = re.compile(r"\b(?:vs\.?|versus|compared|than|effect of|influence of|ratio|by age|by sex|with age)\b|\(age\)")
DARK, LIGHT = ("V", "VI"), ("I", "II")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A group and the one it is held against.

    Arguments:
        against: what the other is, in words. asked: whether the line asks for the ratio of the two.
    """

    group: Told
    other: Told
    against: str
    asked: bool


def comparison(design: Design, known: Told) -> Comparison | None:
    """The two groups that the words of a design compare; None where they name none that the model tells apart."""
    pair = _pair(known, design)
    if pair is None:
        return None
    group, other, against = pair
    named = _pair(told(replace(design, conditions="")), replace(design, conditions="")) is not None
    asked = bool(_RATIO.match(plain(design.unit))) and (named or compared_in(design))
    return Comparison(group, other, against, asked)


def compared_in(design: Design) -> bool:
    """Whether a design names two groups."""
    return _BOTH.search(plain(f"{design.quantity} ; {design.symbol} ; {design.conditions}")) is not None


def _pair(known: Told, design: Design) -> tuple[Told, Told, str] | None:
    text = plain(f"{design.quantity} ; {design.conditions}")
    if known.age_group == "elderly" or (known.ages is not None and "old/young" in plain(design.unit)):
        return known, replace(known, age_group="young", ages=None), "young skin"
    if mentions("darker", text):
        return replace(known, phototypes=DARK), replace(known, phototypes=LIGHT), "light skin"
    if known.modifiers:
        return known, replace(known, modifiers=()), f"skin without {known.modifiers[0].replace('_', ' ')}"
    if known.cover == "yes" and compared_in(design):
        return known, replace(known, cover="no"), "skin in the open air"
    if mentions("women_vs_men", text):
        return replace(known, sexes=("female",)), replace(known, sexes=("male",)), "men"
    return None
