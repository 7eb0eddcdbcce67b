"""What a line asks for: every thing that its words name, and which observable of the model each is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from punctum.healing.observing.observables import Observable
from punctum.validation.families import Family, names
from punctum.validation.forms import Ask, ask_of
from punctum.validation.lines import Design
from punctum.validation.phrases import finder, mentions
from punctum.validation.spelling import named_types, plain

# With any of these beside it, the word `collagen` names nothing of its own.
_COLLAGENS = frozenset(
    {
        "collagen_i",
        "collagen_iii",
        "extractable",
        "iii_share",
        "iii_to_i",
        "i_to_iii",
        "mature_collagen",
        "new_collagen",
        "synthesis_i",
        "synthesis_iii",
        "echo",
        "desmosine",
    }
)


@dataclass(frozen=True, slots=True)
class Marker:
    """One thing that a text names.

    Arguments:
        name: as it stands there, in plain spelling. meant: its family, or the observable that is not modelled.
        start, stop: where.
    """

    name: str
    meant: Family | Observable
    start: int
    stop: int


def markers(text: str) -> tuple[Marker, ...]:
    """All that a plain text names, in its order; the longest name counts where several would."""
    kept = named_types(text)
    by_name = dict(names())
    made = []
    for found in _names_finder().finditer(kept):
        name = found[0]
        key = name if name in by_name else name.replace("-", " ")
        meant = by_name.get(key) or next(
            (family for word, family in by_name.items() if finder((word,)).fullmatch(name)), None
        )
        if meant is not None:
            made.append(Marker(name, meant, found.start(), found.end()))
    return tuple(made)


def asks(design: Design) -> tuple[Ask, ...]:
    """What a line asks for, each thing once, in the order of its words; empty where nothing is known."""
    quantity = plain(design.quantity)
    found = markers(quantity)
    if any(marker.meant.id in _COLLAGENS for marker in found):
        # `extractable collagen` is one thing and not two.
        found = tuple(marker for marker in found if marker.name != "collagen")
    odd = mentions("odd", f"{quantity} ; {plain(design.unit)}")
    made: dict[str, Ask] = {}
    for marker in found:
        if isinstance(marker.meant, Observable):
            one = Ask(name=marker.name, why_not=marker.meant.why_not)
        elif odd:
            one = Ask(name=marker.name, why_not=odd[0].value)
        else:
            one = ask_of(marker.name, marker.meant, design)
        made.setdefault(marker.meant.id, one)
    return tuple(made.values())


@cache
def _names_finder() -> re.Pattern[str]:
    return finder(tuple(name for name, _ in names()))
