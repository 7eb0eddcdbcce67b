"""What waits today, as the apps tell it: each names its parts in a module that the settings list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings

from punctum_clinic.staff.models import User

# A part shows this many lines, and says how many more there are.
SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that waits. `who`: a person's name. `flag`: what is urgent about it, in words. `url`: where to go."""

    who: str
    text: str
    url: str
    flag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Things of one kind, the longest waiting first.

    Arguments:
        id: of its heading. more: how many are not shown. url: the page with all of them, if there is one.
        waits: whether somebody should do something; people looked up lately only stand by.
    """

    id: str
    title: str
    lines: tuple[Line, ...]
    more: int = 0
    url: str = ""
    waits: bool = True


def parts_for(user: User) -> Iterator[Part]:
    """Everything that somebody of this role should see, in the order of the settings."""
    for name in settings.TODAY_PARTS:
        module: Any = import_module(name)
        yield from module.parts(user)


def counted(rows: list[Any], total: int) -> int:
    """How many more there are than those shown."""
    return max(total - len(rows), 0)
