"""Scenes about what must be kept."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from punctum_clinic.example.scenes.cast import Cast
from punctum_clinic.rights.actions import hold


def keep_longer(cast: Cast, key: str, *, by: str, days: int, reason: str) -> None:
    """A legal hold: nothing of this person is erased for so many days."""
    until = timezone.localdate() + timedelta(days=days)
    hold(person=cast.people[key], by=cast.staff[by], until=until, reason=reason)
