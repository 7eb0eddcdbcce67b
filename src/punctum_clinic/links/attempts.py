"""How often one network address may guess dates of birth."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpRequest

from punctum_clinic.web.limits import count, counted, sender

MOST_AN_HOUR = 20
HOUR_S = 60 * 60


def too_many(request: HttpRequest) -> bool:
    """Whether this network address gave too many wrong answers in the last hour."""
    return counted(_key(request)) >= MOST_AN_HOUR


def count_one(request: HttpRequest) -> None:
    """Count one wrong answer; the hour begins with the first."""
    count(_key(request), seconds=HOUR_S)


def _key(request: HttpRequest) -> str:
    return "wrong-birth-dates:" + sha256(sender(request).encode("utf-8", "replace")).hexdigest()
