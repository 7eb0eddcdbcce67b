"""What the page of a plan shows: the document of the plan, sorted as people read it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from punctum.care import SERIOUS
from punctum_clinic.plans.models import Plan
from punctum_clinic.plans.treated import is_treated

APART = ("zone", "name")


@dataclass(frozen=True, slots=True)
class ZoneCard:
    """Zones that differ in nothing but the name. `zones`: their ids. `numbers`: theirs on the chart."""

    zone: dict[str, Any]
    zones: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RiskLine:
    """One risk, and how likely it is as far as anybody counted."""

    risk: dict[str, Any]
    likely: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Way:
    """Other ways of which the same is known."""

    way: dict[str, Any]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """The parts of the page.

    Arguments:
        treated, untreated: cards. redness: the longest class of redness among the zones.
        forecasts: the fields of each forecast, and what is said and drawn of it.
        usual, serious, other: risks. ways: other ways by indication.
    """

    treated: tuple[ZoneCard, ...]
    untreated: tuple[ZoneCard, ...]
    redness: str
    forecasts: tuple[tuple[dict[str, Any], dict[str, Any]], ...]
    usual: tuple[RiskLine, ...]
    serious: tuple[RiskLine, ...]
    other: tuple[RiskLine, ...]
    ways: tuple[tuple[str, tuple[Way, ...]], ...]


def page_of(row: Plan) -> PlanPage:
    """The parts of the page of a plan, from what its row keeps."""
    document, shown = row.document, row.shown
    zones = document["zones"]
    treated = [zone for zone in zones if is_treated(zone)]
    longest = max(treated, key=lambda zone: zone["redness_days"][1], default=None)
    lines = [_risk(risk, document["harms"]) for risk in document["risks"]]
    rest = [line for line in lines if not line.risk["expected"]]
    return PlanPage(
        treated=_cards(treated, shown),
        untreated=_cards((zone for zone in zones if not is_treated(zone)), shown),
        redness=longest["redness_class"] if longest else "",
        forecasts=tuple(zip(document["forecasts"], shown["forecasts"], strict=True)),
        usual=tuple(line for line in lines if line.risk["expected"]),
        serious=tuple(line for line in rest if line.risk["severity"] in SERIOUS),
        other=tuple(line for line in rest if line.risk["severity"] not in SERIOUS),
        ways=tuple((name, _ways(ways)) for name, ways in sorted(document["alternatives"].items()) if ways),
    )


def _cards(zones: Iterable[dict[str, Any]], shown: dict[str, Any]) -> tuple[ZoneCard, ...]:
    numbers = shown["zone_numbers"]
    return tuple(
        ZoneCard(
            members[0],
            tuple(zone["zone"] for zone in members),
            tuple(zone["name"] for zone in members),
            tuple(numbers[zone["zone"]] for zone in members),
        )
        for members in _alike(zones)
    )


def _ways(ways: Iterable[dict[str, Any]]) -> tuple[Way, ...]:
    return tuple(Way(members[0], tuple(way["name"] for way in members)) for members in _alike(ways))


def _alike(rows: Iterable[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    """Rows that differ in nothing but the name, together."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        bare = {name: value for name, value in row.items() if name not in APART}
        groups.setdefault(json.dumps(bare, sort_keys=True), []).append(row)
    return groups.values()


def _risk(risk: dict[str, Any], harms: list[dict[str, Any]]) -> RiskLine:
    harm = next((each for each in harms if each["event"] == risk["event"]), None)
    likely = (harm["brief"] or harm["patient_text"]) if harm else ""
    return RiskLine(risk, likely, harm["certainty"] if harm else "")
