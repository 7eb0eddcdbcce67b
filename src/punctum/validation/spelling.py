"""One spelling for what people type: signs, units, Roman lists of collagen types."""

from __future__ import annotations

import re
import unicodedata

_SIGNS = str.maketrans(
    {
        "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "µ": "u", "μ": "u", "×": "x", "≤": "<=", "≥": ">=",
        "⩽": "<=", "⩾": ">=", "→": "->", "·": ".", "±": "+/-", "α": "alpha", "β": "beta", "γ": "gamma", "↑": " up ",
        "↓": " down ", "’": "'", "“": '"', "”": '"', "≈": "~", "∼": "~", "²": "2", "³": "3", "⁻": "-",
    }
)  # fmt: skip
_ROMAN = r"(?:viii|vii|vi|iv|iii|ii|v|i)"
_TYPES = re.compile(
    rf"\b(?:(collagens?)(?: types?)?|types?) ({_ROMAN}(?:(?:\s*[,/&+]\s*|\s+and\s+|\s*,\s*and\s+){_ROMAN}\b)+)"
    r"(?!\s*(?:collagens? )?(?:ratio|proportion))"
)
_ONE_TYPE = re.compile(rf"\b(?:(?:pro)?collagens?,? types?|types?) ({_ROMAN})\b(?: (?:pro)?collagens?\b)?")
_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+)(?![\d,])")
_DECIMAL_COMMA = re.compile(r"(?<![\d.,])(\d+),(\d{1,2})(?![\d,])")


def plain(text: str) -> str:
    """The text in small letters, with one sign for each meaning and single blanks."""
    # The axis of a colour; elsewhere a star stands for any ending.
    text = re.sub(r"(?<![A-Za-z])([abLl])\*", r"\1-star", text)
    kept = unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS).casefold()
    return " ".join(kept.split())


def named_types(text: str) -> str:
    """Plain text in which every type of collagen has its own name: `collagen i, iii` → `collagen i, collagen iii`."""

    def each(found: re.Match[str]) -> str:
        return ", ".join(f"collagen {roman}" for roman in re.findall(rf"\b{_ROMAN}\b", found[2]))

    return _ONE_TYPE.sub(r"collagen \1", _TYPES.sub(each, text))


def plain_numbers(text: str) -> str:
    """Plain text whose numbers have a decimal point and no marks between thousands."""
    grouped = _THOUSANDS.sub(lambda found: found[1].replace(",", ""), text)
    return _DECIMAL_COMMA.sub(r"\1.\2", grouped)
