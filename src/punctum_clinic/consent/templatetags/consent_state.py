"""For pages of other subjects: where a consent stands, without knowing this app."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from punctum_clinic.consent.state import ConsentState, Told, consent_of, states_of_people
from punctum_clinic.people.models import Person
from punctum_clinic.plans.models import Plan

register = template.Library()


@register.inclusion_tag("consent/_state.html")
def consent_badge(plan: Plan) -> dict[str, Any]:
    """The state of a plan's consent as words with a shape: `{% consent_badge plan %}`."""
    return {"state": consent_of(plan).state}


@register.inclusion_tag("consent/_state.html")
def consent_state_badge(state: ConsentState | None) -> dict[str, Any]:
    """A state that is known already, as words with a shape."""
    return {"state": state}


@register.simple_tag
def consent_told(plan: Plan) -> Told:
    """What is known of a plan's consent: `{% consent_told plan as told %}`."""
    return consent_of(plan)


@register.simple_tag
def consent_states(people: Iterable[Person]) -> dict[int, ConsentState]:
    """Person's primary key → state for their signed plan; one query: `{% consent_states page as states %}`."""
    return states_of_people([person.pk for person in people])


@register.filter
def of_person(states: dict[int, ConsentState], person: Person) -> ConsentState | None:
    """The state of one person among `consent_states`."""
    return states.get(person.pk)
