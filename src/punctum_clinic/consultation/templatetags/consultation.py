"""What the pages of a consultation look up while they are drawn."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import template

from punctum.evidence import INDICATIONS
from punctum.skin import ZONES
from punctum_clinic.web.core_words import told

register = template.Library()


@register.simple_tag
def at(wrong: Mapping[str, str], index: int, field: str) -> str:
    """What is wrong at a field of a concern; an empty text when nothing is."""
    return (wrong or {}).get(f"concerns[{index}].{field}", "")


@register.simple_tag
def known_indication(name: str) -> bool:
    """Whether an indication is one of the table."""
    return name in INDICATIONS.by_id


@register.simple_tag
def subtypes(indication: str) -> tuple[str, ...]:
    """The subtypes that an indication has."""
    row = INDICATIONS.by_id.get(indication)
    return row.subtypes if row else ()


@register.simple_tag
def any_marked(places: Sequence[tuple[Any, Sequence[Any]]], chosen: Collection[str]) -> bool:
    """Whether one of the zones of these places is marked."""
    return any(zone.id in chosen for _, zones in places for zone in zones)


@register.simple_tag
def zone_names(chosen: Collection[str]) -> str:
    """Zones as they read."""
    return ", ".join(told(ZONES.by_id[zone].name) if zone in ZONES.by_id else zone for zone in chosen)


@register.simple_tag
def others(chosen: Collection[str]) -> list[str]:
    """What is marked and stands in no list: never-needled places, and names we do not know."""
    return [zone for zone in chosen if zone not in ZONES.by_id or "never" in ZONES.by_id[zone].flags]
