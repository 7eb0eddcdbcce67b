"""What may be kept as an answer at all, before the core reads it."""

from __future__ import annotations

import json
import math
from typing import Any

from django.utils.translation import gettext as _

from punctum import InputError, Problem

MOST_BYTES = 64 * 1024
MOST_KEPT_BYTES = 256 * 1024
MOST_THINGS = 100
DEEPEST = 6
LARGEST_NUMBER = 1e12


def check_plain(value: Any, path: str) -> None:
    """Check that a value can be kept and shown: plain texts, finite numbers, lists that are not too long or deep.

    Raises:
        InputError: it cannot.
    """
    if fault := _fault(value, DEEPEST):
        raise InputError([Problem(path, fault, _("something else"))])
    if len(json.dumps(value, ensure_ascii=False).encode()) > MOST_BYTES:
        raise InputError([Problem(path, _("a shorter answer"), _("a very long one"))])


def check_total(answers: dict[str, Any], path: str) -> None:
    """Check that all answers together can be kept.

    Raises:
        InputError: they are far too long.
    """
    if len(json.dumps(answers, ensure_ascii=False).encode()) > MOST_KEPT_BYTES:
        raise InputError([Problem(path, _("shorter answers"), _("very long ones"))])


def _fault(value: Any, deep: int) -> str:
    match value:
        case None | bool():
            return ""
        case int() | float():
            return "" if math.isfinite(value) and abs(value) <= LARGEST_NUMBER else _("a number that is possible")
        case str():
            return "" if _printable(value) else _("plain text without control signs")
        case list() | dict() if deep == 0:
            return _("a simpler answer")
        case list():
            if len(value) > MOST_THINGS:
                return _("at most %(most)s things") % {"most": MOST_THINGS}
            return next(filter(None, (_fault(one, deep - 1) for one in value)), "")
        case dict():
            members = [*value, *value.values()]
            return next(filter(None, (_fault(one, deep - 1) for one in members)), "")
        case _:
            return _("a simpler answer")


def _printable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return not any(ord(sign) < 32 and sign not in "\n\r\t" for sign in text)
