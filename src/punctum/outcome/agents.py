"""What was done besides needling, or instead of it, as words name it."""

from __future__ import annotations

import re
from functools import cache

from punctum.evidence.table import SourcedRow, Table


class Agent(SourcedRow):
    """One agent or procedure. `words`: patterns that name it. `swallows`: agents that are named only as part of it.

    `never_pooled`: results with it are not results of needling.
    """

    name: str
    words: tuple[str, ...]
    swallows: tuple[str, ...] = ()
    never_pooled: bool = False


class Inert(SourcedRow):
    """What does nothing by itself, as far as anybody showed. `words`: patterns that name it."""

    words: tuple[str, ...]


class BesideInert(SourcedRow):
    """Words that may stand beside what is inert and name nothing themselves. `words`: patterns of whole words.

    `after_inert`: only right behind something inert; elsewhere the cream or the acid could be any.
    """

    words: tuple[str, ...]
    after_inert: bool


AGENTS = Table("punctum.outcome", "agents", Agent)
INERT = Table("punctum.outcome", "inert", Inert)
BESIDE_INERT = Table("punctum.outcome", "inert_beside", BesideInert)

WORD = re.compile(r"[^\W\d_]+")


def agents_in(text: str) -> tuple[str, ...]:
    """The ids of the agents that a text names, in the order in which it names them."""
    found = {row.id: at for row in AGENTS.rows if (at := _first(row, text)) is not None}
    swallowed = {other for agent in found for other in AGENTS.by_id[agent].swallows}
    return tuple(sorted(found.keys() - swallowed, key=lambda agent: (found[agent], agent)))


def is_inert(text: str) -> bool:
    """Whether a text names only what does nothing by itself, as far as anybody showed.

    Every word counts: one that neither names something inert nor may stand beside it could be a drug.
    """
    return names_inert(text) and not agents_in(text) and _nothing_else(text)


def names_inert(text: str) -> bool:
    """Whether a text names what does nothing by itself, alone or beside an agent."""
    return any(_first(row, text) is not None for row in INERT.rows)


def _nothing_else(text: str) -> bool:
    """Whether every word of a text names something inert or may stand beside it."""
    inert = [match.span() for row in INERT.rows for each in _patterns(row.words) for match in each.finditer(text)]
    behind = False
    for word in WORD.finditer(text):
        if any(start < word.end() and word.start() < end for start, end in inert):
            behind = True
        elif not (behind and _beside(word, text, after_inert=True)):
            if not _beside(word, text, after_inert=False):
                return False
            behind = False
    return True


def _beside(word: re.Match[str], text: str, *, after_inert: bool) -> bool:
    rows = (row for row in BESIDE_INERT.rows if row.after_inert is after_inert)
    found = (each.match(text, word.start()) for row in rows for each in _patterns(row.words))
    return any(match is not None and match.end() == word.end() for match in found)


def _first(row: Agent | Inert, text: str) -> int | None:
    starts = [match.start() for pattern in _patterns(row.words) if (match := pattern.search(text))]
    return min(starts, default=None)


@cache
def _patterns(words: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(word, re.IGNORECASE) for word in words)
