"""From what was typed to the core's amendment; what cannot be read is left to the core, which says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from punctum_clinic.plans.editing.names import COURSE, LEAVE_OUT, NO_ADJUNCTS, SETTINGS, WHOLE, name_of
from punctum_clinic.plans.models import Plan

REASON = "reason-"
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Read:
    """What was typed, and the amendment that it says. `zones`: of the amendment, in its order."""

    typed: dict[str, str]
    amendment: dict[str, Any]

    @property
    def zones(self) -> list[str]:
        """The zones in which something is changed."""
        return [change["zone"] for change in self.amendment.get("zones", [])]


def read(row: Plan, sent: Mapping[str, str]) -> Read:
    """What a form says. An empty field leaves its setting as planned; unknown fields are not looked at."""
    zones = [zone["zone"] for zone in row.document["zones"]]
    names = [name_of(zone, field) for zone in zones for field in (*SETTINGS, LEAVE_OUT)] + [*COURSE, NO_ADJUNCTS]
    typed = {name: text for name in names if (text := " ".join(sent.get(name, "").split()))}
    amendment: dict[str, Any] = {}
    changes = [change for zone in zones if (change := _zone(zone, typed))]
    if changes:
        amendment["zones"] = changes
    for field in ("sessions", "interval_weeks", "first_session_date"):
        if field in typed:
            amendment[field] = typed[field][:LONGEST] if field == "first_session_date" else _number(field, typed[field])
    if NO_ADJUNCTS in typed:
        amendment["adjuncts"] = []
    elif "adjuncts" in typed:
        amendment["adjuncts"] = [part.strip() for part in typed["adjuncts"].split(",") if part.strip()]
    if "anaesthetic" in typed:
        amendment["anaesthetic"] = {"yes": True, "no": False}.get(typed["anaesthetic"], typed["anaesthetic"][:LONGEST])
    return Read(typed, amendment)


def reasons_in(sent: Mapping[str, str]) -> dict[str, str]:
    """The reasons that a form gives, by key of the limit."""
    return {name.removeprefix(REASON): sent[name].replace("\0", "").strip() for name in sent if name.startswith(REASON)}


def typed_in(row: Plan) -> dict[str, str]:
    """What stands on the form when it is opened: what a clinician changed before."""
    typed: dict[str, str] = {}
    for change in row.amendment.get("zones", []):
        for field, value in change.items():
            if field == LEAVE_OUT:
                typed |= {name_of(change["zone"], field): "on"} if value else {}
            elif field != "zone":
                typed[name_of(change["zone"], field)] = _text(value)
    for field in ("sessions", "interval_weeks", "first_session_date"):
        if row.amendment.get(field) is not None:
            typed[field] = _text(row.amendment[field])
    adjuncts = row.amendment.get("adjuncts")
    if adjuncts is not None:
        typed |= {"adjuncts": ", ".join(adjuncts)} if adjuncts else {NO_ADJUNCTS: "on"}
    if row.amendment.get("anaesthetic") is not None:
        typed["anaesthetic"] = "yes" if row.amendment["anaesthetic"] else "no"
    return typed


def _zone(zone: str, typed: Mapping[str, str]) -> dict[str, Any]:
    change: dict[str, Any] = {}
    for field in SETTINGS:
        if text := typed.get(name_of(zone, field)):
            change[field] = text[:LONGEST] if field == "endpoint" else _number(field, text)
    if name_of(zone, LEAVE_OUT) in typed:
        change[LEAVE_OUT] = True
    return {"zone": zone, **change} if change else {}


def _number(field: str, text: str) -> Any:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return text[:LONGEST]
    return int(value) if field in WHOLE and value.is_integer() else value


def _text(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
