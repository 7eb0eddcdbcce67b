"""From what a line says to experiments of the model: what it leaves open is spread over several."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from punctum.delivery.tables import Kind
from punctum.evidence.limits import LIMITS
from punctum.healing.experiment import Experiment, density_per_cm2
from punctum.skin import Sex
from punctum.validation.assumptions import ASSUMED, HALF, between, share
from punctum.validation.told import Told

Look = Literal["early", "late"]
_KINDS: dict[str, Kind] = {"pen": "pen", "roller": "roller", "stamp": "stamp"}
_SEXES: dict[str, Sex] = {"female": "female", "male": "male"}
# One axis for each thing that may be left open, so that they vary in orders of their own.
ZONE, AGE, LENGTH, DENSITY, SESSIONS, INTERVAL, SINCE, COVER, KIND, TYPE, LOOK = [
    "zone",
    "age",
    "length",
    "density",
    "sessions",
    "interval",
    "since",
    "cover",
    "kind",
    "type",
    "look",
]
DIGITS = 2


@dataclass(frozen=True, slots=True)
class Scenario:
    """One reading of a line.

    Arguments:
        experiment: what was done. looks_days: when was looked, since the course began.
    """

    experiment: Experiment
    looks_days: tuple[float, ...]


def scenarios(
    told: Told, look: Look, parts: int, *, pores: bool, dated: bool
) -> tuple[tuple[Scenario, ...], tuple[str, ...]]:
    """Readings of a line, and what they assume.

    Arguments:
        look: whether what is asked for is a matter of hours and days, or of weeks and months.
        pores: whether it is how long pores stay open. dated: whether it is read on a day.

    Returns:
        `parts` readings, fewer where nothing is left open; sentences.
    """
    notes: list[str] = []
    found = tuple(_one(told, look, part, pores, dated, notes) for part in range(parts))
    kept = tuple(dict.fromkeys(found))
    return (kept if len(kept) == 1 else found), tuple(dict.fromkeys(notes))


def _one(told: Told, look: Look, part: int, pores: bool, dated: bool, notes: list[str]) -> Scenario:
    kind = _kind(told, part, notes)
    days, looks = _days(told, look, part, dated, notes)
    base = Experiment(
        zone=_zone(told, part, notes),
        sex=_SEXES[told.sexes[0]] if len(told.sexes) == 1 else "unknown",
        age_years=_age(told, part, notes),
        phototype=_pick(told.phototypes, part, TYPE) or None,
        session_days=days,
        covered=_covered(told, part, pores, notes),
        modifiers=told.modifiers,
        inflammation=not told.skin_model,
    )
    if told.wound:
        return Scenario(_wound(base, told, part, notes), looks)
    length = _length(told, kind, part, notes)
    density = _density(told, kind, part, notes)
    return Scenario(replace(base, kind=kind, needle_length_mm=length, density_per_cm2=density), looks)


def _pick(options: tuple[str, ...], part: int, axis: str) -> str:
    return options[int(share(part, axis) * len(options))] if options else ""


def _assumed(name: str, part: int, axis: str, notes: list[str]) -> str | float:
    row = ASSUMED.by_id[name]
    shown = " or ".join(row.options) if row.scale == "one_of" else f"{row.options[0]} to {row.options[-1]} {row.unit}"
    notes.append(f"{name.replace('_', ' ')} not said: {shown.strip()}")
    return row.at(share(part, axis))


def _zone(told: Told, part: int, notes: list[str]) -> str:
    return _pick(told.zones, part, ZONE) or str(_assumed("zone", part, ZONE, notes))


def _age(told: Told, part: int, notes: list[str]) -> float:
    if told.ages is not None:
        return round(between(*told.ages, share(part, AGE)), DIGITS)
    name = f"age_{told.age_group}" if told.age_group else "age"
    return round(float(_assumed(name, part, AGE, notes)), DIGITS)


def _kind(told: Told, part: int, notes: list[str]) -> Kind:
    if told.wound:
        return "pen"
    return _KINDS[told.kind or str(_assumed("kind", part, KIND, notes))]


def _covered(told: Told, part: int, pores: bool, notes: list[str]) -> bool:
    if told.cover == "both":
        return _pick(("yes", "no"), part, COVER) == "yes"
    if told.cover is not None:
        return told.cover == "yes"
    return _assumed("covered_pores" if pores and not told.wound else "covered", part, COVER, notes) == "yes"


def _length(told: Told, kind: Kind, part: int, notes: list[str]) -> float:
    lengths = told.lengths_mm
    if not lengths:
        return round(float(_assumed(f"length_{kind}", part, LENGTH, notes)), DIGITS)
    if told.one_of_lengths:
        return lengths[int(share(part, LENGTH) * len(lengths))]
    return round(between(lengths[0], lengths[-1], share(part, LENGTH)), DIGITS)


def _density(told: Told, kind: Kind, part: int, notes: list[str]) -> float:
    """Holes per cm²: as printed, or from needles on an array, passes or seconds, with what these leave open."""
    at = share(part, DENSITY)
    wide = ASSUMED.by_id["needle_spread"].number(at)
    if told.density_per_cm2 is not None:
        density = told.density_per_cm2
    elif told.needles and kind == "stamp":
        count = told.needles[part % len(told.needles)]
        density = count / float(_assumed("array_area", part, DENSITY, notes))
    elif told.seconds_per_cm2 is not None and kind == "pen":
        density = told.seconds_per_cm2 * float(_assumed("pen_holes_a_second", part, DENSITY, notes))
    elif told.passes and kind != "stamp":
        passes = told.passes[part % len(told.passes)]
        density = wide * density_per_cm2(Experiment(kind=kind, passes=passes))
    else:
        density = float(_assumed(f"density_{kind}", part, DENSITY, notes))
    limits = LIMITS.by_id["density_per_cm2"]
    return float(f"{min(max(density, limits.minimum), limits.maximum):g}")


def _wound(base: Experiment, told: Told, part: int, notes: list[str]) -> Experiment:
    depth = round(float(_assumed("wound_depth", part, LENGTH, notes)), DIGITS)
    radius = HALF * told.wound_mm if told.wound_mm else float(_assumed("wound_radius", part, DENSITY, notes))
    return replace(base, injury="wound", depth_mm=depth, channel_radius_mm=round(radius, DIGITS))


def _days(
    told: Told, look: Look, part: int, dated: bool, notes: list[str]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Days of the sessions, and days at which was looked, since the first session."""
    when = told.timing
    count = when.sessions
    if count is None:
        count = 1
        late = look == "late" and (not when.looks_days or max(when.looks_days) > ASSUMED.by_id["acute_days"].ends[1])
        if late and not told.wound and not told.skin_model:
            count = int(float(_assumed("sessions_late", part, SESSIONS, notes)))
    interval = 0.0
    if count > 1:
        interval = (
            between(when.intervals_days[0], when.intervals_days[-1], share(part, INTERVAL))
            if when.intervals_days
            else float(_assumed("interval_days", part, INTERVAL, notes))
        )
    on = tuple(round(interval * session, DIGITS) for session in range(count))
    if not dated:
        return on, ()
    looks = tuple(day for day in when.looks_days if day > 0)
    from_end = when.since == "end"
    if when.since == "unsaid" and looks and count > 1:
        if look == "early" and max(looks) < interval:
            from_end = True
        else:
            notes.append("from the first or the last session not said: both")
            from_end = _pick(("start", "end"), part, SINCE) == "end"
    if not looks and when.at_once:
        looks, from_end = (ASSUMED.by_id["at_once_days"].number(share(part, LOOK)),), True
    if not looks and not (when.before and not when.at_once):
        looks, from_end = (float(_assumed(f"look_{look}_days", part, LOOK, notes)),), True
    return on, tuple(day + (on[-1] if from_end else 0.0) for day in looks)
