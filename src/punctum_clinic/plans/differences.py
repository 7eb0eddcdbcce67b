"""What two plans of one person set differently, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from django.utils.translation import gettext as _

from punctum import InputError
from punctum.device import find_device
from punctum.report import words
from punctum.screening import Endpoint
from punctum_clinic.plans.treated import is_treated

# From the gentlest on.
ENDPOINTS = get_args(Endpoint)
LESS = ("needle_length_mm", "first_needle_length_mm", "density_per_cm2", "passes")


@dataclass(frozen=True, slots=True)
class Difference:
    """One setting. `zone`: empty for the course. `tighter`: the second plan is the gentler or stricter one."""

    zone: str
    field: str
    before: str
    after: str
    tighter: bool

    @property
    def text(self) -> str:
        """As one line."""
        where = words.capital(self.zone) if self.zone else _("Course")
        return f"{where}: {label(self.field)} {self.before} → {self.after}"


def label(field: str) -> str:
    """A setting in words."""
    return {
        "settings": _("treatment"),
        "needle_length_mm": _("needle length"),
        "first_needle_length_mm": _("needle length of the first visit"),
        "density_per_cm2": _("density"),
        "passes": _("passes"),
        "endpoint": _("endpoint"),
        "instructions": _("done differently for this person"),
        "device": _("device"),
        "sessions": _("visits"),
        "first_session_date": _("first visit"),
        "leave_out": _("left out"),
        "interval_weeks": _("interval"),
        "anaesthetic": _("anaesthetic"),
        "adjuncts": _("besides needling"),
    }[field]


def said(field: str, value: Any) -> str:
    """A value of a setting in words."""
    if value is None or value in ((), []):
        return _("none")
    if field in ("needle_length_mm", "first_needle_length_mm"):
        return words.length(value)
    if field == "density_per_cm2":
        return _("up to %s per cm²") % words.at_most(value, 0)
    if field == "interval_weeks":
        return words.count(value, "week")
    if field == "device":
        return device_name(value)
    if isinstance(value, list | tuple):
        return words.listed(words.plain(str(each)) for each in value)
    return words.plain(str(value))


def device_name(device: str) -> str:
    """A device by its name."""
    try:
        return find_device(device).name
    except InputError:
        return words.plain(device)


def differences(before: dict[str, Any], after: dict[str, Any], zones: set[str] | None = None) -> tuple[Difference, ...]:
    """What the second plan document sets differently. `zones`: only these zones; every zone when None."""
    return tuple(_differences(before, after, zones))


def _differences(before: dict[str, Any], after: dict[str, Any], zones: set[str] | None) -> Iterator[Difference]:
    later = {zone["zone"]: zone for zone in after["zones"]}
    for zone in before["zones"]:
        if zones is None or zone["zone"] in zones:
            yield from _zone(zone, later.get(zone["zone"]))
    for field in ("anaesthetic", "adjuncts", "sessions", "interval_weeks"):
        one, other = course_value(before, field), course_value(after, field)
        if one != other:
            tighter = _longer(one, other) if field == "interval_weeks" else field in ("anaesthetic", "adjuncts")
            yield Difference("", field, said(field, one), said(field, other), tighter)


def _zone(zone: dict[str, Any], other: dict[str, Any] | None) -> Iterator[Difference]:
    name, treated = zone["name"], is_treated(zone)
    treated_then = other is not None and is_treated(other)
    if treated != treated_then:
        yes, no = _("treated"), _("not treated")
        yield Difference(name, "settings", yes if treated else no, yes if treated_then else no, treated)
    if not treated or other is None or not treated_then:
        return
    for field in (*LESS, "endpoint", "device", "instructions"):
        if zone[field] != other[field]:
            before, after = said(field, zone[field]), said(field, other[field])
            yield Difference(name, field, before, after, _tighter(zone, other, field))


def _tighter(zone: dict[str, Any], other: dict[str, Any], field: str) -> bool:
    if field in LESS:
        return bool(other[field] < zone[field])
    if field == "endpoint":
        return ENDPOINTS.index(other[field]) < ENDPOINTS.index(zone[field])
    if field == "instructions":
        return bool(set(other[field]) - set(zone[field]))
    return False


def _longer(one: Any, other: Any) -> bool:
    return one is not None and other is not None and other > one


def course_value(document: dict[str, Any], field: str) -> Any:
    """A value of the course of a plan document, as it is compared."""
    if field == "anaesthetic":
        return document["anaesthetic"]["product"] if document["anaesthetic"] else None
    if field == "adjuncts":
        return document["adjuncts"]
    if field == "sessions":
        return len(document["sessions"]) or None
    gaps = [visit["weeks_since_last"] for visit in document["sessions"] if visit["weeks_since_last"] is not None]
    return min(gaps, default=None)
