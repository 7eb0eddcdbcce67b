"""What the pages of a consultation look up while they are drawn."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import template

from punctum.evidence import INDICATIONS
from punctum.skin import ZONES

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
def marked(zones: Sequence[Any], chosen: Collection[str]) -> int:
    """How many of these zones are marked."""
    return sum(zone.id in chosen for zone in zones)


@register.simple_tag
def if_open(region: str, zones: Sequence[Any], chosen: Collection[str]) -> str:
    """A part of the list is open when something in it is marked; the face when nothing is marked anywhere."""
    opened = marked(zones, chosen) or (region == "face" and not chosen)
    return " open" if opened else ""


@register.simple_tag
def others(chosen: Collection[str]) -> list[str]:
    """What is marked and stands in no list: never-needled places, and names we do not know."""
    return [zone for zone in chosen if zone not in ZONES.by_id or "never" in ZONES.by_id[zone].flags]


@register.simple_tag
def clearance_key(rule: str) -> str:
    """The name of the form that clears a rule."""
    return f"clearance-{rule}"
