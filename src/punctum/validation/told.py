"""What a line says was done to which skin."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from punctum.skin.zones import ZONE_ALIASES, ZONES
from punctum.validation.assumptions import ASSUMED
from punctum.validation.courses import Timing, timing
from punctum.validation.durations import with_digits
from punctum.validation.lines import Design
from punctum.validation.phrases import Word, finder, said
from punctum.validation.spelling import plain, plain_numbers

Cover = Literal["yes", "no", "both"]
UM_A_MM = 1000

_N = r"\d+(?:\.\d+)?"
_JOIN = r"\s*(?:,\s*and|, or|,|/|;|&|\band\b|\bor\b|-|\bto\b)\s*"
_LENGTHS = re.compile(rf"(?<![\d.])({_N}(?:(?:\s*(?:mm|um))?{_JOIN}{_N})*)\s*(mm|um)(?![a-z0-9/2])")
_OTHER_LENGTH = re.compile(
    r"^\W*(?:in )?(?:diam|wide|width|thick|base|spacing|holes?\b|channels?\b|punch|biops|probe|tip\b|pitch|pores?\b|"
    r"apart|lesions?|wounds?|scars?|2\b|full)"
)
_OTHER_BEFORE = re.compile(
    r"(?:lesions?|diam(?:eter)?|width|thickness|punch|spacing|spread|radius|scars?|wounds?|biops(?:y|ies))[ <>=~of:]*$"
)
_PUNCH = re.compile(
    rf"({_N})[ -]*mm (?:full-thickness |skin )?(?:punch|biops|wound|excision)"
    rf"|(?:punch|biops[a-z]*|wounds?) (?:of |, )?({_N})[ -]*mm"
)
_PER_CM2 = re.compile(
    rf"(?P<n>{_N}(?:e\d+)?)\s*(?:holes?|punctures?|channels?|needles?|microneedles?|mns?|mtz|pores?|per)?\s*(?:/|per )"
    r"\s*(?:sq ?cm|cm2|cm\^2|square cent)"
)
_PASSES = re.compile(rf"(\d{{1,2}})(?:{_JOIN}(\d{{1,2}}))?\s*(?:passes|pass|strokes|applications|rolls|times in)")
_PASSES_AFTER = re.compile(r"\b(?:passes|rolls)\W{1,3}(\d{1,2})\b")
_SECONDS = re.compile(rf"(?P<n>{_N})\s*s(?:ec|econds)?\s*(?:/|per )\s*cm")
_NEEDLES = re.compile(
    rf"(\d{{1,4}})(?:{_JOIN}(\d{{1,4}}))?[ -]*(?:microneedles?|mns?|needles?)\b(?! ?(?:pen|tip|cartridge|roller))"
)
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
PHOTOTYPES = ("I", "II", "III", "IV", "V", "VI")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a line says, field by field; empty or None where it says nothing.

    Arguments:
        zones: that may be meant. ages: years, from and to. lengths_mm: of the needles, from shortest to longest;
            one_of_lengths: whether these were each used, or are the ends of a range.
        density_per_cm2, passes, seconds_per_cm2, needles: what the number of holes follows from.
        wound_mm: width of an open wound; wound: whether it is one. other: why this is no needled or cut skin.
        flags: what else differs from the model's case. timing: when.
    """

    zones: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()
    ages: tuple[float, float] | None = None
    age_group: str = ""
    phototypes: tuple[str, ...] = ()
    kind: str = ""
    lengths_mm: tuple[float, ...] = ()
    one_of_lengths: bool = False
    density_per_cm2: float | None = None
    passes: tuple[int, ...] = ()
    seconds_per_cm2: float | None = None
    needles: tuple[int, ...] = ()
    cover: Cover | None = None
    modifiers: tuple[str, ...] = ()
    wound: bool = False
    wound_mm: float | None = None
    skin_model: bool = False
    animal: str = ""
    other: str = ""
    flags: tuple[str, ...] = ()
    timing: Timing = field(default_factory=lambda: timing(""))


def told(design: Design) -> Told:
    """What a line says; the quantity's own words count where the conditions say nothing of the same."""
    quantity, conditions = (with_digits(plain_numbers(plain(part))) for part in (design.quantity, design.conditions))
    text = f"{conditions} ; {quantity}"
    kinds = _first("kind", conditions, quantity)
    lengths, one_of = _lengths(conditions) if _lengths(conditions)[0] else _lengths(quantity)
    passes, needles = _counts(_PASSES, text) or _counts(_PASSES_AFTER, text), _counts(_NEEDLES, text)
    ages, group = _ages(text)
    other = said("other", text)
    model = [word for word in other if word.id == "other_skin_model"]
    left = [word for word in other if word.id != "other_skin_model"]
    cover = said("covered", conditions) or said("covered", quantity)
    found = _PUNCH.search(text)
    dense = _PER_CM2.search(text)
    seconds = _SECONDS.search(text)
    when = _timing(conditions, quantity, plain(design.unit))
    # A punch also takes a biopsy of needled skin.
    wound = bool(said("wound", text)) and not (kinds or lengths or when.sessions or said("needled", text))
    return Told(
        zones=_zones(conditions) or _zones(quantity),
        sexes=tuple(word.value for word in said("sex", text)),
        ages=ages,
        age_group=group,
        phototypes=_phototypes(text),
        kind=_kind(kinds, when.sessions),
        lengths_mm=lengths,
        one_of_lengths=one_of,
        density_per_cm2=float(dense["n"]) if dense else None,
        passes=passes if not needles or "pass" in text else (),
        seconds_per_cm2=float(seconds["n"]) if seconds else None,
        needles=needles,
        cover=_cover(tuple(word.value for word in cover)),
        modifiers=tuple(word.value for word in said("modifier", text) if not _denied(word, conditions)),
        wound=wound,
        wound_mm=max(float(part) for part in found.groups() if part) if found and wound else None,
        skin_model=bool(model),
        animal=next((word.value for word in said("animal", text)), ""),
        other=left[0].value if left else "",
        flags=tuple(word.value for word in said("flag", text)),
        timing=when,
    )


def _denied(word: Word, conditions: str) -> bool:
    """Whether the conditions say that somebody is not what the quantity names: never smokers, healthy."""
    left = finder(word.unless).sub(" ", conditions)
    denied = left != conditions or finder(("healthy", "controls", "untreated")).search(conditions)
    return bool(denied) and finder(word.words).search(left) is None


def _phototypes(text: str) -> tuple[str, ...]:
    if found := _PHOTOTYPE.search(text):
        ends = [PHOTOTYPES.index(_roman(part)) for part in found.groups() if part]
        return PHOTOTYPES[min(ends) : max(ends) + 1]
    return tuple(kind for word in said("phototype", text) for kind in word.value.split(";"))


def _roman(text: str) -> str:
    return PHOTOTYPES[int(text) - 1] if text.isdigit() else text.upper()


def _first(name: str, *texts: str) -> tuple[str, ...]:
    """Values of a field from the first text that has any."""
    for text in texts:
        if words := said(name, text):
            return tuple(word.value for word in words)
    return ()


def _kind(kinds: tuple[str, ...], sessions: int | None) -> str:
    found = next((kind for kind in ("pen", "roller", "stamp") if kind in kinds), "")
    # `Microneedles` are an array where they are pressed in once; a course of sessions may use any device.
    return found or ("stamp" if "maybe" in kinds and sessions in (None, 1) else "")


def _cover(found: tuple[str, ...]) -> Cover | None:
    if "both" in found or ("yes" in found and "no" in found):
        return "both"
    return "yes" if "yes" in found else "no" if "no" in found else None


def _zones(text: str) -> tuple[str, ...]:
    """Zones that a text names, own phrases first; what only lets guess a zone counts where none is named."""
    found: list[str] = []
    for word in said("no_zone", text):
        text = finder(word.words).sub(" ", text)
    for word in said("zone", text):
        found += _named(word.value)
        text = finder(word.words).sub(" ", text)
    # The longest name first, so that the upper arm is not any arm.
    for name in finder(tuple(_zone_names())).findall(text):
        found += _named(name)
    if not found:
        found = [zone for word in said("implied_zone", text) for zone in _named(word.value)]
    return tuple(zone for zone in dict.fromkeys(found) if "never" not in ZONES.by_id[zone].flags)


def _named(name: str) -> tuple[str, ...]:
    return _zone_names().get(name.replace("-", " "), (name,) if name in ZONES.by_id else ())


@cache
def _zone_names() -> dict[str, tuple[str, ...]]:
    own = {name.casefold().replace("_", " "): (zone.id,) for zone in ZONES.rows for name in (zone.id, zone.name)}
    return {**own, **{alias.id.casefold().replace("-", " "): alias.zones for alias in ZONE_ALIASES.rows}}


def _lengths(text: str) -> tuple[tuple[float, ...], bool]:
    """Lengths of needles in mm, and whether each was used (or they are the ends of a range)."""
    low, high = ASSUMED.by_id["needle_length_read"].ends
    found: list[float] = []
    one_of = False
    for match in _LENGTHS.finditer(text):
        if _OTHER_LENGTH.match(text[match.end() :]) or _OTHER_BEFORE.search(text[: match.start()]):
            continue
        scale = 1.0 if match[2] == "mm" else 1 / UM_A_MM
        some = [float(part) * scale for part in re.findall(_N, match[1])]
        some = [length for length in some if low <= length <= high]
        one_of = one_of or not re.fullmatch(rf"{_N}\s*(?:-|to)\s*{_N}", match[1].strip())
        found += some
    return tuple(sorted(dict.fromkeys(found))), one_of


def _counts(rule: re.Pattern[str], text: str) -> tuple[int, ...]:
    found = rule.search(text)
    return tuple(int(part) for part in found.groups() if part and int(part) > 0) if found else ()


def _ages(text: str) -> tuple[tuple[float, float] | None, str]:
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
    return None, next((word.value for word in said("age", text)), "")


def _timing(conditions: str, quantity: str, unit: str) -> Timing:
    """When, from the conditions; times that only the quantity or the unit names count where these name none."""
    main, aside = timing(conditions), timing(f"{quantity} ; {unit if 'after' in unit else ''}")
    looks = main if main.looks_days else aside
    return Timing(
        sessions=main.sessions if main.sessions is not None else aside.sessions,
        intervals_days=main.intervals_days or aside.intervals_days,
        looks_days=looks.looks_days,
        since=looks.since,
        at_once=main.at_once or aside.at_once,
        before=main.before or aside.before,
    )
