"""Finding the claims nearest to a free text: shared words, rare ones counting most; other names and typos allowed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import log
from typing import Literal

from punctum.evidence.claims import CLAIMS, Claim
from punctum.evidence.indications import INDICATIONS
from punctum.evidence.spelling import edits
from punctum.evidence.table import Row, Table
from punctum.evidence.wording import key, normalise

# Every question about a claim in tests/evidence/test_claim_search.py lies above it, and no other question does.
CLOSE = 0.5
IN_THE_NOTE = 0.6
OTHER_NAME = 0.9
TYPO = 0.8
LONG_WORD, SHORTEST_TYPO, SHORTEST_STEM = 8, 5, 3
# The share of a claim that was asked for only decides between claims that answer equally well.
TIE = 0.1
ENDINGS = ("ation", "ment", "ness", "ing", "ion", "est", "ed", "er", "en", "ly", "y", "e")


class ClaimWords(Row):
    """Words that belong together when claims are looked for.

    Arguments:
        kind: `common` words tell claims apart from nothing; `names` are different words for the same thing.
        words: each a word or a few.
    """

    kind: Literal["common", "names"]
    words: tuple[str, ...]


CLAIM_WORDS = Table("punctum.evidence", "claim_words", ClaimWords)


@dataclass(frozen=True, slots=True)
class Match:
    """A claim and how close it is: the share of what was asked that it speaks of, from 0 to 1."""

    claim: Claim
    closeness: float


def nearest_claims(text: str, most: int = 5) -> tuple[Match, ...]:
    """The claims that a text asks about, nearest first; none when nothing is close.

    closeness = Σ w m / Σ w over the words of the text, w = ln(1 + N/n) for a word in n of N claims, m how well the
    claim holds it: 1 in the claim itself, less in the note, less again for a typo or another name of the same thing.
    Or, when two words or more are shared, the share of the claim's own words that the text holds.

    Arguments:
        text: as a person wrote it. most: how many claims at most.
    """
    readings = [(words, quality) for words, quality in _readings(normalise(text)) if words]
    found = []
    for claim in CLAIMS.rows if readings else ():
        compared = ((_compared(words, claim), quality) for words, quality in readings)
        closeness, share = max((quality * part, share) for (part, share), quality in compared)
        if closeness >= CLOSE:
            found.append((-closeness - TIE * share, Match(claim, closeness)))
    return tuple(match for _, match in sorted(found, key=lambda pair: (pair[0], pair[1].claim.id)))[:most]


def _readings(text: str) -> Iterator[tuple[tuple[str, ...], float]]:
    """The words of a text; and again with every other name of what it asks about."""
    yield _stems(text), 1.0
    plain = f" {key(text)} "
    for names in _other_names():
        if found := max((name for name in names if f" {name} " in plain), key=len, default=""):
            for name in names:
                if name != found:
                    yield _stems(plain.replace(f" {found} ", f" {name} ")), OTHER_NAME


def _compared(words: tuple[str, ...], claim: Claim) -> tuple[float, float]:
    """How close a claim is, and how much of it was asked for.

    A long text asks about many claims: one that it holds nearly whole is as close as one that covers a short question.
    """
    said, noted = _words_of(claim)
    asked = hit = 0.0
    held = set()
    for word in words:
        known, spelt = _known(word)
        asked += _weight(known) * spelt * (1.0 if known in said else IN_THE_NOTE if known in noted else 0.0)
        if known in said:
            held.add(known)
            hit += _weight(known) * spelt
    covered = asked / sum(_weight(_known(word)[0]) for word in words)
    share = hit / (sum(_weight(word) for word in said) or 1.0)
    return max(covered, share) if len(held) > 1 else covered, share


def _weight(word: str) -> float:
    return log(1 + len(CLAIMS.rows) / max(_frequency()[word], 1))


@cache
def _known(word: str) -> tuple[str, float]:
    """A word of the claims that this may be, and how sure that is; the word itself when nothing is near."""
    vocabulary = _frequency()
    if word in vocabulary or len(word) < SHORTEST_TYPO:
        return word, 1.0
    limit = 2 if len(word) >= LONG_WORD else 1
    near = min((edits(word, known, limit), known) for known in vocabulary)
    return (near[1], TYPO) if near[0] <= limit else (word, 1.0)


@cache
def _frequency() -> Counter[str]:
    return Counter(word for claim in CLAIMS.rows for word in frozenset().union(*_words_of(claim)))


@cache
def _words_of(claim: Claim) -> tuple[frozenset[str], frozenset[str]]:
    note = f"{claim.note} {claim.disagreement} {claim.category}"
    return frozenset(_stems(normalise(claim.claim))), frozenset(_stems(normalise(note)))


@cache
def _other_names() -> tuple[tuple[str, ...], ...]:
    groups = [(row.id, *row.aliases) for row in INDICATIONS.rows if row.aliases]
    groups += [row.words for row in CLAIM_WORDS.rows if row.kind == "names"]
    return tuple(tuple(key(normalise(name)) for name in names) for names in groups)


def _stems(words: str) -> tuple[str, ...]:
    """The words that tell something, each once, without their endings."""
    return tuple(dict.fromkeys(_stem(word) for word in key(words).split() if word not in _common()))


@cache
def _common() -> frozenset[str]:
    return frozenset(key(word) for row in CLAIM_WORDS.rows if row.kind == "common" for word in row.words)


@cache
def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return re.sub(r"([bdgmnprt])\1$", r"\1", word.removesuffix(ending))
    return word
