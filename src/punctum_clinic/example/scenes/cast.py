"""Who plays in the example: staff and people by their key, and the link that each person's phone holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from punctum_clinic.links.models import Link
from punctum_clinic.people.models import Person
from punctum_clinic.staff.models import User


@dataclass(slots=True)
class Cast:
    """Everybody. `facts`: what a person would tell, as the core's patient file has it. `drawn`: how people sign."""

    staff: dict[str, User]
    people: dict[str, Person] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    identity: dict[str, dict[str, Any]] = field(default_factory=dict)
    drawn: list[list[list[int]]] = field(default_factory=list)

    def hand(self, name: str, method: str) -> dict[str, Any]:
        """How somebody signs, as the signing actions take it."""
        return {"name": name, "method": method, "strokes": self.drawn if method == "drawn" else []}
