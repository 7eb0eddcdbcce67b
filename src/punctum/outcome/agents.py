"""What was done besides needling, or instead of it, as words name it."""

from __future__ import annotations

import re
from functools import cache

from punctum.evidence.table import SourcedRow, Table

INERT = re.compile(
    r"saline|sodium chloride|\bwater\b|placebo|vehicle|\bsham\b|hyaluron|\bha\b|glide|gel only|serum base|sunscreen"
    r"|\boil\b|ana?esthe(?:tic|sia)|caine\b|numbing|moisturi[sz]|emolli|petrolatum|platelet[- ]poor"
)


class Agent(SourcedRow):
    """One agent or procedure. `words`: patterns that name it. `swallows`: agents that are named only as part of it.

    `never_pooled`: results with it are not results of needling.
    """

    name: str
    words: tuple[str, ...]
    swallows: tuple[str, ...] = ()
    never_pooled: bool = False


AGENTS = Table("punctum.outcome", "agents", Agent)


def agents_in(text: str) -> tuple[str, ...]:
    """The ids of the agents that a text names, in the order in which it names them."""
    found = {row.id: at for row in AGENTS.rows if (at := _first(row, text)) is not None}
    swallowed = {other for agent in found for other in AGENTS.by_id[agent].swallows}
    return tuple(sorted(found.keys() - swallowed, key=lambda agent: (found[agent], agent)))


def is_inert(text: str) -> bool:
    """Whether a text names only what does nothing by itself, as far as anybody showed."""
    return not agents_in(text) and INERT.search(text.lower()) is not None


def _first(row: Agent, text: str) -> int | None:
    starts = [match.start() for pattern in _patterns(row.id) if (match := pattern.search(text))]
    return min(starts, default=None)


@cache
def _patterns(agent: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(word, re.IGNORECASE) for word in AGENTS.by_id[agent].words)
