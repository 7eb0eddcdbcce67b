"""People who may be the one who is being added."""

from __future__ import annotations

from datetime import date
from difflib import SequenceMatcher

from punctum_clinic.people.models import Person
from punctum_clinic.people.names import folded

# How alike two names are that may be one person's, from 0 to 1.
ALIKE = 0.7


def maybe_same(given_name: str, family_name: str, birth_date: date) -> list[Person]:
    """The people born on the same day with a similar name, most alike first."""
    name = _sorted_name(f"{given_name} {family_name}")
    same_day = Person.objects.filter(birth_date=birth_date, erased_at=None)
    likeness = {
        person: _likeness(name, _sorted_name(f"{person.given_name} {person.family_name}")) for person in same_day
    }
    return sorted((one for one in likeness if likeness[one] >= ALIKE), key=lambda one: (-likeness[one], one.pk))


def _sorted_name(text: str) -> tuple[str, ...]:
    return tuple(sorted(folded(text).replace("-", " ").split()))


def _likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    # Somebody who married keeps one name of two.
    shared = ALIKE if set(one) & set(other) else 0
    return max(SequenceMatcher(None, " ".join(one), " ".join(other)).ratio(), shared)
