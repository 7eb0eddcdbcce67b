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


AGENTS = Table("punctum.outcome", "agents", Agent)
INERT = Table("punctum.outcome", "inert", Inert)


def agents_in(text: str) -> tuple[str, ...]:
    """The ids of the agents that a text names, in the order in which it names them."""
    found = {row.id: at for row in AGENTS.rows if (at := _first(row, text)) is not None}
    swallowed = {other for agent in found for other in AGENTS.by_id[agent].swallows}
    return tuple(sorted(found.keys() - swallowed, key=lambda agent: (found[agent], agent)))


def is_inert(text: str) -> bool:
    """Whether a text names only what does nothing by itself, as far as anybody showed."""
    return not agents_in(text) and names_inert(text)


def names_inert(text: str) -> bool:
    """Whether a text names what does nothing by itself, alone or beside an agent."""
    return any(_first(row, text) is not None for row in INERT.rows)


def _first(row: Agent | Inert, text: str) -> int | None:
    starts = [match.start() for pattern in _patterns(row.words) if (match := pattern.search(text))]
    return min(starts, default=None)


@cache
def _patterns(words: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(word, re.IGNORECASE) for word in words)
