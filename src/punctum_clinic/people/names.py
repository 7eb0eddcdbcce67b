"""Words by which people are found: names without case and accents, addresses and numbers without signs."""

from __future__ import annotations

import re
import unicodedata

# Letters that are another letter to most keyboards, yet do not come apart into a letter and an accent.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t"}
)
# How umlauts are typed where there is no key for them.
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_LONGEST_WORD = 260
# Country codes have one to three digits.
_COUNTRY_DIGITS = (1, 2, 3)
_FEWEST_DIGITS = 4


def folded(text: str) -> str:
    """A text without case, accents and runs of space: `Ana  Álvarez` → `ana alvarez`."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS))
    return " ".join("".join(char for char in apart if not unicodedata.combining(char)).split())


def bare(text: str) -> str:
    """Only the letters and digits of a folded text: `O'Brien` → `obrien`."""
    return "".join(char for char in folded(text) if char.isalnum())


def search_words(given_name: str, family_name: str, *, email: str, phone: str) -> set[str]:
    """Every word by whose beginning a person is found."""
    words = _words(f"{given_name} {family_name}") | {bare(email), *phone_words(phone)}
    return {word[:_LONGEST_WORD] for word in words if word}


def may_be_name_of(text: str, *, given_name: str, family_name: str) -> bool:
    """Whether a full name may be this person's: it holds a word of the given and a word of the family name."""
    said = _words(text)
    # Who has one name only is written with a sign for the other.
    return all(said & own for own in (_words(given_name), _words(family_name)) if own)


def _words(name: str) -> set[str]:
    plain = unicodedata.normalize("NFC", name.casefold())
    pieces = [*folded(plain).split(), *folded(plain.translate(_UMLAUTS)).split()]
    return {word for piece in pieces for word in (bare(piece), *re.findall(r"\w+", piece)) if word}


def phone_words(text: str) -> set[str]:
    """The digits of a phone number with and without its country code: `+44 7700 900` → {447700900, 7700900, …}."""
    plain = re.sub(r"\(0\)", "", text)
    digits = "".join(char for char in plain if char.isdecimal() and char.isascii())
    if plain.strip().startswith("+") or digits.startswith("00"):
        whole = digits.removeprefix("00")
        words = {whole, *(whole[count:].lstrip("0") for count in _COUNTRY_DIGITS)}
        return {word for word in words if len(word) >= min(_FEWEST_DIGITS, len(whole))} - {""}
    return {digits.lstrip("0")} - {""}
