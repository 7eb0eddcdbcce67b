"""Limits on attempts, counted in the shared cache."""

from __future__ import annotations

import time

from django.core.cache import cache
from django.http import HttpRequest


def too_many(key: str, *, most: int, seconds: int) -> bool:
    """Count one attempt, and say whether there were more than `most` within so many seconds of the first."""
    return count(key, seconds=seconds) > most


def count(key: str, *, seconds: int) -> int:
    """Count one attempt; how many there were within so many seconds of the first."""
    now = time.time()
    many, until = _kept(key)
    if until <= now:
        many, until = 0, now + seconds
    # Not `incr`: it would forget when the first one was.
    cache.set(_name(key), (many + 1, until), until - now)
    return many + 1


def counted(key: str) -> int:
    """How many attempts there were, without counting one."""
    many, until = _kept(key)
    return many if until > time.time() else 0


def sender(request: HttpRequest) -> str:
    """Where a request comes from, for counting."""
    return str(request.META.get("REMOTE_ADDR", ""))


def _kept(key: str) -> tuple[int, float]:
    many, until = cache.get(_name(key)) or (0, 0.0)
    return int(many), float(until)


def _name(key: str) -> str:
    return f"limit:{key}"
