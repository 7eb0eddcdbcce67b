"""The files of the example: its clinic, its people, and what happens when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

HERE = Path(__file__).parent
# `today`, `today-90`, `today+14`.
RELATIVE = re.compile(r"today([+-]\d+)?")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens to a person: when, which scene, and what the scene is told."""

    at: datetime
    person: str
    scene: str
    told: dict[str, Any]


@cache
def clinic_file() -> dict[str, Any]:
    """The clinic: profile, services, staff and their password."""
    return dict(yaml.safe_load((HERE / "clinic.yaml").read_text(encoding="utf-8")))


def people_file(today: date) -> list[dict[str, Any]]:
    """The people, with every `today-90` as the date that it is."""
    return list(_dated(yaml.safe_load((HERE / "people.yaml").read_text(encoding="utf-8")), today))


def events(people: list[dict[str, Any]], now: datetime) -> list[Event]:
    """Everything that happens, in the order in which it happens.

    Arguments:
        now: what is told by `minutes_ago` is told from here, so that nothing lies in the future.
    """
    found = [_event(person["key"], dict(step), now) for person in people for step in person["steps"]]
    return sorted(found, key=lambda event: event.at)


def _event(person: str, step: dict[str, Any], now: datetime) -> Event:
    scene = step.pop("do")
    if "minutes_ago" in step:
        # Just after midnight the story of today is a short one, but still of today.
        midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
        return Event(max(now - timedelta(minutes=step.pop("minutes_ago")), midnight), person, scene, step)
    day = timezone.localdate(now) + timedelta(days=step.pop("day"))
    clock = datetime.combine(day, time.fromisoformat(step.pop("at")), tzinfo=timezone.get_current_timezone())
    return Event(clock, person, scene, step)


def _dated(value: Any, today: date) -> Any:
    if isinstance(value, dict):
        return {name: _dated(one, today) for name, one in value.items()}
    if isinstance(value, list):
        return [_dated(one, today) for one in value]
    if isinstance(value, str) and (found := RELATIVE.fullmatch(value)):
        return (today + timedelta(days=int(found[1] or 0))).isoformat()
    return value
