"""Screening: may this person be treated on this day, where, and why or why not."""

from punctum.screening.document import as_json
from punctum.screening.engine import screen
from punctum.screening.roles import ROLES, Role, acts_as
from punctum.screening.routes import ROUTE_CONCEPTS, ROUTES, by_route
from punctum.screening.rules import RULES, Rule
from punctum.screening.values import (
    STRICTNESS,
    TREATABLE,
    Action,
    Adjustment,
    Endpoint,
    Finding,
    Permanence,
    Screening,
    Unrecognised,
    ZoneScreening,
    strictest,
)

TABLES = (RULES, ROLES, ROUTES, ROUTE_CONCEPTS)

screening_document = as_json

__all__ = [
    "ROLES",
    "ROUTES",
    "ROUTE_CONCEPTS",
    "RULES",
    "STRICTNESS",
    "TABLES",
    "TREATABLE",
    "Action",
    "Adjustment",
    "Endpoint",
    "Finding",
    "Permanence",
    "Role",
    "Rule",
    "Screening",
    "Unrecognised",
    "ZoneScreening",
    "acts_as",
    "as_json",
    "by_route",
    "screen",
    "screening_document",
    "strictest",
]
