"""The settings of a zone as a clinician changes them, held against everything that limits them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from punctum.device import Device, settable_lengths_mm
from punctum.planning.amendments import SETTINGS, ZoneAmendment
from punctum.planning.bounds import Exceeded, exceeded, field_name, refused, with_unit
from punctum.planning.framing import Values, ZoneFrame
from punctum.planning.settings import first_length
from punctum.planning.why import follows
from punctum.planning.zone_bounds import zone_bounds
from punctum.problems import Problem
from punctum.skin import ZONES

LENGTHS = ("needle_length_mm", "first_needle_length_mm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The values of a zone after a change: what is wrong with it, and which limits it goes over."""

    values: Values
    problems: tuple[Problem, ...] = ()
    exceeded: tuple[Exceeded, ...] = ()
    notes: tuple[str, ...] = ()


def chosen(frame: ZoneFrame, planned: Values, change: ZoneAmendment, path: str) -> Chosen:
    """What a zone is set to after a change.

    Arguments:
        planned: as planning set it. path: of the change, for example `zones[0]`.

    Returns:
        the values; those planned where something is wrong with the change.
    """
    given = {name: value for name in SETTINGS if (value := getattr(change, name)) is not None}
    problems = tuple(
        _unsettable(f"{path}.{name}", given[name], frame.device)
        for name in LENGTHS
        if name in given and given[name] not in settable_lengths_mm(frame.device)
    )
    if problems:
        return Chosen(values=planned, problems=problems)
    if "needle_length_mm" in given and "first_needle_length_mm" not in given:
        first = first_length(frame, given["needle_length_mm"])
        given["first_needle_length_mm"] = first or given["needle_length_mm"]
    values = replace(planned, **given)
    bounds = zone_bounds(frame, asdict(values))
    # Another endpoint may redden the skin longer with the same needle.
    fields = dict.fromkeys(["needle_length_mm", *given])
    paths = {name: f"{path}.{_written(name, change)}" for name in fields}
    problems = tuple(each for name in fields for each in refused(paths[name], getattr(values, name), bounds[name]))
    if problems:
        return Chosen(values=planned, problems=tuple(dict.fromkeys(problems)))
    over = (exceeded(paths[name], frame.zone, getattr(values, name), bounds[name]) for name in fields)
    return Chosen(
        values=values,
        exceeded=tuple(each for some in over for each in some),
        notes=tuple(_notes(frame.zone, values, planned)),
    )


def _written(name: str, change: ZoneAmendment) -> str:
    """The field of the change that brought about the value of a field."""
    if getattr(change, name) is not None:
        return name
    return "needle_length_mm" if change.needle_length_mm is not None else "endpoint"


def _unsettable(path: str, length_mm: float, device: Device) -> Problem:
    lengths = ", ".join(f"{each:g}" for each in settable_lengths_mm(device))
    return Problem(path, f"a length in mm that {device.name} can be set to ({lengths})", f"{length_mm:g}")


def _notes(zone: str, values: Values, planned: Values) -> Iterator[str]:
    for field in SETTINGS:
        now, before = getattr(values, field), getattr(planned, field)
        if now != before and not (field == "first_needle_length_mm" and follows(values, planned)):
            name = ZONES.by_id[zone].name.capitalize()
            yield (
                f"{name}: {field_name(field)} {with_unit(field, now)}, chosen by a clinician "
                f"(planned: {with_unit(field, before)})."
            )
