"""How often one network address may guess dates of birth."""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

MOST_AN_HOUR = 20
HOUR_S = 60 * 60


def too_many(request: HttpRequest) -> bool:
    """Whether this network address gave too many wrong answers in the last hour."""
    return int(cache.get(_key(request), 0)) >= MOST_AN_HOUR


def count_one(request: HttpRequest) -> None:
    """Count one wrong answer; the hour begins with the first."""
    key = _key(request)
    if not cache.add(key, 1, HOUR_S):
        try:
            cache.incr(key)
        except ValueError:
            cache.add(key, 1, HOUR_S)


def _key(request: HttpRequest) -> str:
    address = request.META.get("REMOTE_ADDR", "")
    if settings.ENVIRONMENT.proxy:
        # The trusted proxy writes the last entry; those before it are the visitor's own words.
        address = request.headers.get("X-Forwarded-For", address).rsplit(",", 1)[-1].strip()
    return "wrong-birth-dates:" + sha256(address.encode("utf-8", "replace")).hexdigest()
