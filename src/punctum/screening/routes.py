"""How a medicine is taken, and which concept a name stands for when it is taken that way."""

from __future__ import annotations

from typing import Annotated

from punctum.evidence.concepts import ConceptId
from punctum.evidence.table import Ref, Row, Table


class Route(Row):
    """One way of taking a medicine, and the words that stand for it."""

    words: tuple[str, ...]


class RouteConcept(Row):
    """A medicine that is another one when it is taken by another route."""

    concept: ConceptId
    route: Annotated[str, Ref("routes")]
    becomes: ConceptId


ROUTES = Table("punctum.screening", "routes", Route)
ROUTE_CONCEPTS = Table("punctum.screening", "route_concepts", RouteConcept)


def by_route(concept: str, route: str | None) -> str:
    """The concept that a medicine's name stands for, taken by a route; itself when the route says nothing else."""
    plain = " ".join((route or "").casefold().split())
    found = next((row.id for row in ROUTES.rows if plain in row.words), None)
    same = (row.becomes for row in ROUTE_CONCEPTS.rows if row.concept == concept and row.route == found)
    return next(same, concept)
