"""Finding a row by any of its names; case, accents, spaces and punctuation do not matter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import TypeVar

from punctum.problems import InputError, Problem, nearest, shown

T = TypeVar("T")


def by_name(named: Iterable[tuple[str, T]]) -> dict[str, tuple[str, T]]:
    """Values by the plain form of their names, with the name as it is written; a later name outranks an earlier."""
    return {_plain(name): (name, value) for name, value in named}


def look_up(name: str, known: Mapping[str, tuple[str, T]], path: str, expected: str) -> T:
    """The value that a name stands for.

    Arguments:
        name: as a person wrote it. known: made by `by_name`.
        path: the field it stands in. expected: what should stand there, for the message.

    Raises:
        InputError: nothing is called that; the nearest known name is given.
    """
    plain = _plain(name)
    if (found := known.get(plain)) is None:
        close = nearest(plain, known)
        raise InputError([Problem(path, expected, shown(name), known[close][0] if close else "")])
    return found[1]


def _plain(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text).casefold() if char.isalnum())
