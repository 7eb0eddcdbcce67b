"""Limits on attempts, counted in the shared cache."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest


def too_many(key: str, *, most: int, seconds: int) -> bool:
    """Count one attempt, and say whether there were more than `most` within so many seconds of the first."""
    name = f"limit:{key}"
    if cache.add(name, 1, seconds):
        return False
    try:
        return cache.incr(name) > most
    except ValueError:
        # It ran out between the two lines.
        cache.add(name, 1, seconds)
        return False


def sender(request: HttpRequest) -> str:
    """Where a request comes from, for counting."""
    return str(request.META.get("REMOTE_ADDR", ""))
