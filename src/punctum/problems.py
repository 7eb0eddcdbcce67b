"""What is wrong with an input: one line per problem, the field, what was expected, what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input.

    Arguments:
        path: where it stands, for example `medicines[0].stopped`.
        expected: what may stand there.
        found: what stands there.
        hint: the nearest known name, when there is one.
    """

    path: str
    expected: str
    found: str
    hint: str = ""

    def __str__(self) -> str:
        line = f"{self.path}: expected {self.expected}, found {self.found}"
        if self.hint:
            line += f"; did you mean {self.hint!r}?"
        return "".join(char if char.isprintable() else " " for char in line)


class InputError(ValueError):
    """An input that cannot be used. Carries every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Tries:
    """Runs checks one by one, goes on after one that fails, and gathers the problems of all.

    Arguments:
        paths: what a field is called where it was asked for, for example `needle_length_mm` → `--needle-length`.
    """

    def __init__(self, paths: Mapping[str, str]) -> None:
        self._paths = paths
        self.problems: list[Problem] = []

    def __call__(self, check: Callable[[], T]) -> T | None:
        """What the check returns; None where it fails."""
        try:
            return check()
        except InputError as error:
            self.problems += [replace(one, path=self._paths.get(one.path, one.path)) for one in error.problems]
            return None


def all_hold(*checks: Callable[[], object]) -> None:
    """Run every check, whatever becomes of the others.

    Raises:
        InputError: with the problems of all checks, in their order.
    """
    problems: list[Problem] = []
    for check in checks:
        try:
            check()
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name nearest to a typo, or an empty string."""
    close = get_close_matches(name, list(known), n=1)
    return close[0] if close else ""


def shown(value: object, longest: int = 60) -> str:
    """A value as it reads in a message: quoted, on one line, cut short."""
    text = repr(value) if not isinstance(value, bool) else str(value).lower()
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1] + "…"
