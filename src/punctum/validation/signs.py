"""Directions in words: what is said to have risen, fallen, taken longer, or not changed."""

from __future__ import annotations

import re

from punctum.validation.asks import markers
from punctum.validation.phrases import WORDS, finder
from punctum.validation.spelling import named_types, plain

Signs = dict[str, int]
ALL = ""


def signs(text: str) -> Signs:
    """Marker id → 1 for up or longer, −1 for down or shorter, 0 for no change; under the empty name what holds for all.

    Within a part between semicolons a direction belongs to the markers before it (`collagen I, III up`), or, where it
    stands first, to those after it (`increased collagen I and III`).
    """
    made: Signs = {}
    for part in re.split(r"[;.]\s", named_types(plain(text))):
        for name, sign in _of_part(part).items():
            made.setdefault(name, sign)
    return made


def _of_part(part: str) -> Signs:
    found = markers(part)
    events: list[tuple[int, str, int]] = [(one.start, one.meant.id, 0) for one in found]
    blank = part
    for one in found:
        blank = blank[: one.start] + "#" * (one.stop - one.start) + blank[one.stop :]
    for sign, phrases in _phrases():
        for match in finder(phrases).finditer(blank):
            events.append((match.start(), ALL, sign))
        blank = finder(phrases).sub(lambda match: "#" * len(match[0]), blank)
    events.sort()
    named = [event for event in events if event[1] != ALL]
    told = [event for event in events if event[1] == ALL]
    if not told:
        return {}
    if not named:
        return {ALL: told[0][2]}
    made: Signs = {}
    first = events[0][1] == ALL
    for place, name, _ in named:
        before = [sign for at, _, sign in told if at < place]
        after = [sign for at, _, sign in told if at > place]
        near = before[-1:] or after[:1] if first else after[:1] or before[-1:]
        made.setdefault(name, near[0])
    return made


def _phrases() -> tuple[tuple[int, tuple[str, ...]], ...]:
    values = {"none": 0, "up": 1, "down": -1}
    return tuple((values[word.value], word.words) for word in WORDS.rows if word.field == "sign")
