"""Values of a plan's document as people read them, in the core's words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils import timezone

from punctum.report import words
from punctum_clinic.plans.differences import device_name, label
from punctum_clinic.plans.headline import headline as headline_of
from punctum_clinic.plans.models import Plan
from punctum_clinic.plans.since_made import changed_since as lines_since
from punctum_clinic.web import core_words

register = template.Library()
TONES = {str(action): tone for action, tone in words.TONES.items()} | {"refer": "wait"}


@register.filter
def day(value: Any) -> str:
    """A date, or the text of one, in full."""
    if not value:
        return ""
    return core_words.day_text(value if isinstance(value, date) else date.fromisoformat(str(value)[:10]))


@register.filter
def mm(value: float | None) -> str:
    """A needle length."""
    return "" if value is None else words.length(value)


@register.filter
def capital(text: Any) -> str:
    """The text with a capital first letter."""
    return words.capital(core_words.told(str(text)))


@register.filter
def setting(field: str) -> str:
    """A setting in words."""
    try:
        return label(field)
    except KeyError:
        return words.plain(field)


@register.filter
def device(name: str) -> str:
    """A device by its name."""
    return device_name(name)


@register.filter
def listed(names: Any) -> str:
    """`a, b and c`."""
    return core_words.told_all(words.plain(str(name)) for name in names or ())


@register.filter
def zones_of(zones: Any, document: dict[str, Any]) -> str:
    """Zones by their names in a plan document."""
    names = {zone["zone"]: zone["name"] for zone in document["zones"]}
    return core_words.told_all(names.get(zone, words.plain(zone)) for zone in zones)


@register.filter
def amount(value: float | None) -> str:
    """A number without needless zeros."""
    return "" if value is None else words.number(value)


@register.filter
def at_most(value: float | None) -> str:
    """A limit, never rounded up."""
    return "" if value is None else words.at_most(value, 0)


@register.filter
def tone(verdict: str) -> str:
    """The class of a verdict."""
    return TONES.get(verdict, "wait")


@register.filter
def headline(document: dict[str, Any]) -> dict[str, Any] | None:
    """The zone whose verdict stands on top of a plan; none when a clinician decides."""
    return headline_of(document)


@register.filter
def verdict(zone: dict[str, Any]) -> str:
    """The verdict of a zone or of a whole plan document, in words."""
    return core_words.verdict_told(zone)


@register.filter
def action(name: str) -> str:
    """What a finding comes to, in words."""
    return core_words.action_told(name)


@register.filter
def at(mapping: dict[str, Any], key: str) -> Any:
    """The value of a key; None where there is none."""
    return (mapping or {}).get(key)


@register.inclusion_tag("plans/_sources.html")
def sources(document: dict[str, Any], ids: list[str], basis_id: str = "read") -> dict[str, Any]:
    """The works behind a value, as links."""
    known = document["provenance"]["sources"]
    works = [known[each] | {"id": each} for each in ids or () if each in known and known[each]["kind"] != "house"]
    known_basis = next((each for each in words.BASIS_WORDS if each == basis_id), None)
    return {"works": works, "basis": core_words.basis_words(known_basis) if known_basis else ""}


@register.inclusion_tag("plans/_changed_since.html")
def changed_since(plan: Plan) -> dict[str, Any]:
    """What is no longer as it was when a signed plan was made: `{% changed_since plan %}`."""
    lines = tuple(lines_since(plan, timezone.localdate()))
    return {"lines": lines, "person": plan.person, "number": plan.history.number}
