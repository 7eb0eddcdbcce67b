"""What is to be done: settings by zone, anaesthetic, sessions. Written by planning, or by a clinician."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from punctum.evidence.table import Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """Where a setting comes from."""

    why: str
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Limit:
    """One thing that limits the needle length of a zone, in mm."""

    what: str
    value_mm: float
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneSettings:
    """How one zone is treated.

    Arguments:
        needle_length_mm: from session 2 on. `first_needle_length_mm`: in the first session (not longer).
        density_per_cm2: most holes per cm² in a session; the endpoint outranks it.
        passes: most passes. `passes_min`: where to start. directions: of the passes, in order.
        endpoint: where to stop (`erythema`, `pinpoint_bleeding`, `planned_dose_warmth`). endpoint_text: in words.
        glide: what goes on the skin while needling. skip: what to leave out inside the zone.
        below_studied: True when the length is below the shortest studied; then there is no forecast.
        instructions: what is done differently for this person. off_label: the reasons why this use is off label.
        why: field name → where its value comes from.
        limits: everything that limits the length, the tightest first ("why not deeper?").
    """

    zone: str
    indications: tuple[str, ...]
    device: str
    needle_length_mm: float
    first_needle_length_mm: float
    density_per_cm2: float
    passes: int
    passes_min: int
    directions: tuple[str, ...]
    endpoint: str
    endpoint_text: str
    glide: str
    skip: tuple[str, ...]
    instructions: tuple[str, ...] = ()
    below_studied: bool
    off_label: tuple[str, ...]
    redness_class: str
    redness_days: tuple[float, float]
    limits: tuple[Limit, ...]
    why: dict[str, Sourced]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anaesthetic:
    """The one topical anaesthetic of a visit, and its limit over all zones together."""

    product: str
    agents: tuple[str, ...]
    max_g: float
    area_cm2: float
    minutes_min: float
    minutes_max: float
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One visit of the course. `zones` may differ from visit to visit; screening is repeated on the day."""

    number: int
    date: date
    zones: tuple[str, ...]
    weeks_since_last: float | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescription:
    """Everything that is to be done to one person over a course."""

    device: str
    settings: tuple[ZoneSettings, ...]
    sessions: tuple[Session, ...]
    interval_weeks: float
    anaesthetic: Anaesthetic | None
    anaesthetic_note: str
    adjuncts: tuple[str, ...] = ()
