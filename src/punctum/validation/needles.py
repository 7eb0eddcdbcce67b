"""What a line says of needles and wounds: lengths, counts, densities."""

from __future__ import annotations

import re

from punctum.healing.batches import UM_A_MM
from punctum.validation.assumptions import ASSUMED

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


def lengths_mm(text: str) -> tuple[tuple[float, ...], bool]:
    """Lengths of needles in mm, ascending, and whether each was used (or they are the ends of a range)."""
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


def passes(text: str) -> tuple[int, ...]:
    """How many passes were made, or the ends of a range; empty where nothing is said."""
    return _counts(_PASSES, text) or _counts(_PASSES_AFTER, text)


def needles(text: str) -> tuple[int, ...]:
    """How many needles the device or the array has, or the ends of a range; empty where nothing is said."""
    return _counts(_NEEDLES, text)


def density_per_cm2(text: str) -> float | None:
    """Holes per cm²; None where nothing is said."""
    found = _PER_CM2.search(text)
    return float(found["n"]) if found else None


def seconds_per_cm2(text: str) -> float | None:
    """How long each cm² was needled; None where nothing is said."""
    found = _SECONDS.search(text)
    return float(found["n"]) if found else None


def punch_mm(text: str) -> float | None:
    """Width of a punch, a biopsy or a wound in mm; None where nothing is said."""
    found = _PUNCH.search(text)
    return max(float(part) for part in found.groups() if part) if found else None


def _counts(rule: re.Pattern[str], text: str) -> tuple[int, ...]:
    found = rule.search(text)
    return tuple(int(part) for part in found.groups() if part and int(part) > 0) if found else ()
