"""A treatment as it was recorded: zone, device, needle, how much, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from punctum.delivery.difference import Difference, compared
from punctum.delivery.measures import measures
from punctum.delivery.region import Region, zone_region
from punctum.delivery.squares import squares
from punctum.delivery.tables import AGREEMENT, value_of
from punctum.delivery.values import Delivery, Density, Dose, Dwell, Passes, Punctures, Treatment
from punctum.device.own import find_hand_piece
from punctum.documents import problems_of, read_document
from punctum.evidence.limits import plausible
from punctum.problems import InputError, Problem, shown
from punctum.skin import ZONES, Sex, find_zones

DOSES = ("seconds", "passes", "density_per_cm2")


def _zone(value: Any) -> str:
    try:
        found = find_zones(value if isinstance(value, str) else shown(value))
    except InputError as error:
        raise InputError(Problem("", item.expected, item.found, item.hint) for item in error.problems) from None
    if len(found) > 1:
        raise InputError([Problem("", f"one of {', '.join(found)}", shown(value))])
    if "never" in ZONES.by_id[found[0]].flags:
        raise InputError([Problem("", "a zone that may be needled", shown(value))])
    return found[0]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class LeftOut(_Part):
    """A circle that was not needled, in the zone laid flat as the map shows it."""

    x_mm: float
    y_mm: float
    radius_mm: Annotated[float, Field(gt=0)]


class RecordedFile(_Part):
    """A recorded treatment of one zone; exactly one of `seconds`, `passes` and `density_per_cm2`.

    Arguments:
        device: a known device, or the file that describes a clinic's own. seconds: needles on the skin, in all.
        directions: in which a pen was moved, where no passes were counted. left_out: what was not needled.
    """

    zone: Annotated[str, BeforeValidator(_zone)]
    sex: Sex = "unknown"
    age_years: Annotated[float, plausible("age_years")] | None = None
    device: str
    needle_length_mm: Annotated[float, plausible("needle_length_mm")]
    seconds: Annotated[float, plausible("seconds")] | None = None
    passes: Annotated[int, plausible("passes")] | None = None
    density_per_cm2: Annotated[float, plausible("density_per_cm2")] | None = None
    directions: Annotated[int, plausible("passes")] | None = None
    left_out: tuple[LeftOut, ...] = ()

    @model_validator(mode="after")
    def _one_dose(self) -> RecordedFile:
        given = [name for name in DOSES if getattr(self, name) is not None]
        if len(given) != 1:
            raise InputError([Problem("", f"one of {', '.join(DOSES)}", " and ".join(given) or "none of them")])
        return self


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recorded treatment, ready to be simulated, and the circles that were left out of it."""

    treatment: Treatment
    left_out: tuple[LeftOut, ...]


def read_recorded(path: Path) -> Recorded:
    """The treatment in a YAML or JSON file.

    Seconds are shared out over the skin that was needled: T/(A − what was left out).

    Raises:
        InputError: one problem per field that cannot be used; nothing was needled; or a time on the skin is given for a
            device whose rate is not known.
    """
    fields = read_document(path)
    try:
        file = RecordedFile.model_validate(fields)
    except ValidationError as error:
        raise InputError(problems_of(error, RecordedFile, fields)) from None
    hand_piece = find_hand_piece(file.device)
    region = zone_region(file.zone, file.sex)
    needled = 1 - _left_out_share(region, file.left_out)
    if needled <= 0:
        raise InputError([Problem("left_out", "less than the whole zone", "all of it")])
    if file.seconds is not None and hand_piece.stroke_rate_hz is None:
        wanted = "passes or density_per_cm2 for a device without a known rate"
        raise InputError([Problem("seconds", wanted, f"{file.seconds:g} with {hand_piece.name}")])
    directions = file.directions or file.passes or int(measures("default_directions")[0])
    treatment = Treatment(
        zone=file.zone,
        sex=file.sex,
        age_years=file.age_years,
        hand_piece=hand_piece,
        needle_length_mm=file.needle_length_mm,
        dose=_dose(file, region.area_cm2 * needled),
        passes=directions,
    )
    return Recorded(treatment, file.left_out)


def without(punctures: Punctures, left_out: tuple[LeftOut, ...]) -> Punctures:
    """The punctures outside every circle that was left out."""
    keep = ~_within(punctures.x_mm, punctures.y_mm, left_out)
    return Punctures(
        punctures.x_mm[keep], punctures.y_mm[keep], punctures.depth_mm[keep], punctures.pass_number[keep]
    )  # fmt: skip


def recorded_difference(planned: Delivery, done: Delivery, left_out: tuple[LeftOut, ...]) -> Difference:
    """What was planned against a recorded treatment: `done` is its simulation over the whole zone.

    Raises:
        InputError: as `compared`.
    """
    return compared(planned.region, planned.punctures, without(done.punctures, left_out))


def _dose(file: RecordedFile, needled_cm2: float) -> Dose:
    if file.seconds is not None:
        return Dwell(file.seconds / needled_cm2)
    return Density(file.density_per_cm2) if file.density_per_cm2 is not None else Passes(file.passes or 1)


def _left_out_share(region: Region, left_out: tuple[LeftOut, ...]) -> float:
    """Share of a region inside the circles, by points half a reach of `agreement.csv` apart."""
    grid = squares(region, value_of(AGREEMENT, "missed_reach") / 2, 1)
    skin = grid.inside > 0
    x, y = grid.centres_mm[skin].T
    return float(_within(x, y, left_out).mean()) if skin.any() else 0.0


def _within(x_mm: NDArray[np.floating], y_mm: NDArray[np.floating], left_out: tuple[LeftOut, ...]) -> NDArray[np.bool_]:
    found = np.zeros(len(x_mm), dtype=np.bool_)
    for circle in left_out:
        found |= np.hypot(x_mm - circle.x_mm, y_mm - circle.y_mm) <= circle.radius_mm
    return found
