"""For pages of other subjects: where a consent stands, without knowing this app."""

from __future__ import annotations

from typing import Any

from django import template

from punctum_clinic.consent.state import Told, consent_of
from punctum_clinic.plans.models import Plan

register = template.Library()


@register.inclusion_tag("consent/_state.html")
def consent_badge(plan: Plan) -> dict[str, Any]:
    """The state of a plan's consent as words with a shape: `{% consent_badge plan %}`."""
    return {"state": consent_of(plan).state}


@register.simple_tag
def consent_told(plan: Plan) -> Told:
    """What is known of a plan's consent: `{% consent_told plan as told %}`."""
    return consent_of(plan)
