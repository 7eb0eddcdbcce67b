"""What a line says of the people: where on the body, how old, which skin type, and what else changes their repair."""

from __future__ import annotations

import re
from functools import cache

from punctum.healing.modifiers import PHOTOTYPES
from punctum.skin.zones import ZONE_ALIASES, ZONES
from punctum.validation.assumptions import ASSUMED
from punctum.validation.phrases import Word, finder, mentions

_N = r"\d+(?:\.\d+)?"
_MEAN_AGE = re.compile(rf"(?<![\d.])({_N})\s*\+/-\s*({_N})\s*(?:y|yrs?|years?)\b")
_AGES = re.compile(
    r"(?<![\d.+])(\d{1,3})(?:\s*(?:-|to|and)\s*(\d{1,3}))?[ -]*(?:y|yrs?|years?)\b"
    r"(?!\s*(?:after|post|follow|later))"
)
_AGED = re.compile(rf"\b(?:age[ds]?|mean age)\W{{0,3}}({_N})(?:\s*(?:-|to)\s*({_N}))?")
_OVER = re.compile(r"(?:>=?|over|above|older than|at least)\s*(\d{2})\s*(?:(?:y|yrs?|years?)\b(?! after)|vs)")
_VERSUS = re.compile(r"\b(?:vs\.?|versus|compared (?:with|to))\b")
_TYPE = "vi|iv|v|iii|ii|i|[1-6]"
_PHOTOTYPE = re.compile(
    r"(?:phototypes?|fst|fitzpatrick(?: skin)?(?: photo)?(?: ?types?)?|skin types?|photo types?)[ :]*"
    rf"({_TYPE})\b(?:\s*(?:-|to|and|/|,)\s*({_TYPE})\b)?"
)


def zones(text: str) -> tuple[str, ...]:
    """Zones that a text names, own phrases first; what only lets guess a zone counts where none is named."""
    found: list[str] = []
    for word in mentions("no_zone", text):
        text = finder(word.words).sub(" ", text)
    for word in mentions("zone", text):
        found += _named(word.value)
        text = finder(word.words).sub(" ", text)
    # The longest name first, so that the upper arm is not any arm.
    for name in finder(tuple(_zone_names())).findall(text):
        found += _named(name)
    if not found:
        found = [zone for word in mentions("implied_zone", text) for zone in _named(word.value)]
    return tuple(zone for zone in dict.fromkeys(found) if "never" not in ZONES.by_id[zone].flags)


def _named(name: str) -> tuple[str, ...]:
    return _zone_names().get(name.replace("-", " "), (name,) if name in ZONES.by_id else ())


@cache
def _zone_names() -> dict[str, tuple[str, ...]]:
    own = {name.casefold().replace("_", " "): (zone.id,) for zone in ZONES.rows for name in (zone.id, zone.name)}
    return {**own, **{alias.id.casefold().replace("-", " "): alias.zones for alias in ZONE_ALIASES.rows}}


def ages(text: str) -> tuple[tuple[float, float] | None, str]:
    """Years of age from and to, and the name of a group of ages."""
    before = _VERSUS.split(text)[0] if _VERSUS.search(text) else text
    for rule, spread in ((_MEAN_AGE, True), (_OVER, None), (_AGED, False), (_AGES, False)):
        if not (found := rule.search(before)):
            continue
        first = float(found[1])
        if spread is None:
            ends = (first, ASSUMED.by_id["age_elderly"].ends[1])
        else:
            second = float(found[2]) if found.lastindex and found.lastindex > 1 and found[2] else None
            ends = (first, first) if second is None else (first - second, first + second) if spread else (first, second)
        low, high = min(ends), max(ends)
        youngest, oldest = ASSUMED.by_id["age_read"].ends
        if low >= youngest and high <= oldest:
            return (low, high), ""
    return None, next((word.value for word in mentions("age", text)), "")


def denied(word: Word, conditions: str) -> bool:
    """Whether the conditions say that somebody is not what the quantity names: never smokers, healthy."""
    left = finder(word.unless).sub(" ", conditions)
    denied = left != conditions or finder(("healthy", "controls", "untreated")).search(conditions)
    return bool(denied) and finder(word.words).search(left) is None


def phototypes(text: str) -> tuple[str, ...]:
    """Phototypes that a text names, or all between the two that it names."""
    if found := _PHOTOTYPE.search(text):
        ends = [PHOTOTYPES.index(_roman(part)) for part in found.groups() if part]
        return PHOTOTYPES[min(ends) : max(ends) + 1]
    return tuple(kind for word in mentions("phototype", text) for kind in word.value.split(";"))


def _roman(text: str) -> str:
    return PHOTOTYPES[int(text) - 1] if text.isdigit() else text.upper()
