"""What was done in an arm, as its cells say it: needling, agents, nothing, and what no table knows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from punctum.outcome.agents import AGENTS, agents_in, names_inert
from punctum.outcome.gain import UNSEEN
from punctum.validation.trials.words import first, reads, told, whole, without

_PARTS = re.compile(r"\+|;|,|/|&|\bplus\b|\bwith\b|\bcombined with\b|\bfollowed by\b|\band\b|\bversus\b")
_WORDS = re.compile(r"[a-z][a-z0-9-]{2,}")
LASERS = ("ablative_laser", "non_ablative_laser")
# What no study tested takes a column of random numbers each; two belong to the indication and the subtype.
MOST_UNKNOWN = UNSEEN // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done in an arm.

    Arguments:
        needled: whether there was needling. agents: what else, by id. unknown: what no table knows, in words.
        inert: with a liquid that does nothing by itself, as far as anybody showed.
    """

    needled: bool
    agents: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    inert: bool = False


def done_in(arm: str, adjunct: str) -> Done | str:
    """What was done in an arm, or why that cannot be told. What it was compared with says nothing of it."""
    named, added = reads(arm), reads(adjunct)
    if not named:
        return "no arm is named"
    both = f"{named} ; {added}"
    if word := first("two_arms", named):
        return f"the row {word.value}"
    agents = _agents(both)
    if first("radiofrequency", both) or any(AGENTS.by_id[agent].never_pooled for agent in agents):
        return "radiofrequency is another treatment"
    needled = first("needled", both) is not None
    unknown = max(_unknown(named), _unknown(added), key=len)
    untreated = bool(told("nothing", named)) and not needled
    if untreated and not agents:
        unknown = ()
    return Done(needled=needled, agents=agents, unknown=unknown[:MOST_UNKNOWN], inert=names_inert(both))


def _unknown(text: str) -> tuple[str, ...]:
    """The parts of a text that name neither needling nor nothing nor an agent nor what is inert."""
    found = []
    for part in _PARTS.split(text):
        if agents_in(part) or names_inert(part) or first("needled", part) or first("nothing", part):
            continue
        words = [word for word in _WORDS.findall(part) if not whole("noise", word)]
        if words:
            found.append(" ".join(words))
    return tuple(dict.fromkeys(found))


def _agents(text: str) -> tuple[str, ...]:
    """The agents of a text; the word `laser` names no second laser beside one that is named more closely."""
    found = agents_in(without("not_agent", text))
    lasers = [agent for agent in found if agent in LASERS]
    return tuple(agent for agent in found if agent not in lasers[1:])
