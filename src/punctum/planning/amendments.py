"""What a clinician changes in a plan, as a form or a file writes it. What is not stated stays as planned."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from punctum.documents import problems_of
from punctum.evidence.limits import plausible
from punctum.patient import Date, Length, Words
from punctum.problems import InputError, Problem, shown
from punctum.screening import Endpoint
from punctum.skin import find_zones

SETTINGS = ("needle_length_mm", "first_needle_length_mm", "density_per_cm2", "passes", "endpoint")
COURSE = ("sessions", "interval_weeks", "first_session_date", "adjuncts", "anaesthetic")


def _zone(value: Any) -> str:
    try:
        found = find_zones(value) if isinstance(value, str) else ()
    except InputError as error:
        raise InputError(Problem("", p.expected, p.found, p.hint) for p in error.problems) from None
    if len(found) != 1:
        raise InputError([Problem("", "one zone", shown(value))])
    return found[0]


def _adjuncts(value: Any) -> Any:
    return None if value is None else [value] if isinstance(value, str) else value


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class ZoneAmendment(_Part):
    """What is changed in one zone; None leaves a field as planned.

    Arguments:
        zone: id or name of one zone.
        needle_length_mm: from session 2 on; the first session follows it, unless `first_needle_length_mm` is given.
        density_per_cm2, passes: the most. endpoint: where to stop.
        leave_out: the zone is not treated; nothing else may be changed in it then.
    """

    zone: Annotated[str, BeforeValidator(_zone)]
    needle_length_mm: Length | None = None
    first_needle_length_mm: Length | None = None
    density_per_cm2: Annotated[float, plausible("density_per_cm2")] | None = None
    passes: Annotated[int, plausible("passes")] | None = None
    endpoint: Endpoint | None = None
    leave_out: bool = False

    @model_validator(mode="after")
    def _left_out_or_changed(self) -> ZoneAmendment:
        changed = [name for name in SETTINGS if getattr(self, name) is not None]
        if self.leave_out and changed:
            raise InputError(Problem(name, "nothing in a zone that is left out", shown(getattr(self, name)))
                             for name in changed)  # fmt: skip
        return self


class Amendment(_Part):
    """What a clinician changes in a plan; None leaves a field as planned.

    Arguments:
        zones: changes by zone, each zone once.
        sessions: of the course. Zones with fewer planned keep theirs, those with the longest course get this many.
        interval_weeks: between sessions. first_session_date: later sessions follow it.
        adjuncts: everything besides needling, each screened as if the person had asked for it; an empty list: nothing.
        anaesthetic: whether a topical anaesthetic is used.
    """

    zones: tuple[ZoneAmendment, ...] = ()
    sessions: Annotated[int, plausible("max_visits")] | None = None
    interval_weeks: Annotated[float, plausible("interval_weeks")] | None = None
    first_session_date: Date | None = None
    adjuncts: Annotated[Words | None, BeforeValidator(_adjuncts)] = None
    anaesthetic: bool | None = None

    @model_validator(mode="after")
    def _each_zone_once(self) -> Amendment:
        names = [change.zone for change in self.zones]
        if again := [at for at, name in enumerate(names) if name in names[:at]]:
            raise InputError(Problem(f"zones[{at}].zone", "each zone once", shown(names[at])) for at in again)
        return self

    def place_of(self, zone: str) -> int | None:
        """Where the changes of a zone stand in `zones`; None when nothing is changed in it."""
        return next((at for at, change in enumerate(self.zones) if change.zone == zone), None)


NOTHING_CHANGED = Amendment()


def amendment_of(fields: dict[str, Any]) -> Amendment:
    """The amendment with these fields, as `model_dump(mode="json")` writes them.

    Raises:
        InputError: one problem per field that cannot be used; unknown fields come with the nearest known one.
    """
    try:
        return Amendment.model_validate(fields)
    except ValidationError as error:
        raise InputError(problems_of(error, Amendment, fields)) from None
