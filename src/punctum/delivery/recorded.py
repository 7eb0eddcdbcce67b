"""A treatment as it was recorded: zone, device, needle, how much, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError, ValidationInfo

from punctum.delivery.checks import check_treatment
from punctum.delivery.dose import amount
from punctum.delivery.left_out import LeftOut, left_out_problems, left_out_share
from punctum.delivery.measures import measures
from punctum.delivery.operator import usual_operator
from punctum.delivery.region import zone_region
from punctum.delivery.values import Density, Dose, Dwell, Passes, Treatment
from punctum.device import HandPiece
from punctum.device.own import find_hand_piece
from punctum.documents import problems_of, read_document
from punctum.evidence.limits import plausible
from punctum.problems import InputError, Problem, shown
from punctum.skin import ZONES, Sex, find_zones

DOSES = ("seconds", "passes", "density_per_cm2")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Planned:
    """What a record has to agree with; None where the plan does not say it or could not be read."""

    zone: str | None = None
    sex: Sex | None = None
    age_years: float | None = None


def _zone(value: Any, info: ValidationInfo) -> str:
    try:
        found = find_zones(value if isinstance(value, str) else shown(value))
    except InputError as error:
        raise InputError(replace(problem, path="") for problem in error.problems) from None
    if len(found) > 1:
        raise InputError([Problem("", f"one of {', '.join(found)}", shown(value))])
    if "never" in ZONES.by_id[found[0]].flags:
        raise InputError([Problem("", "a zone that may be needled", shown(value))])
    return _as_planned(found[0], _plan(info).zone)


def _sex(value: Sex, info: ValidationInfo) -> Sex:
    return value if value == "unknown" else _as_planned(value, _plan(info).sex)


def _age(value: float | None, info: ValidationInfo) -> float | None:
    return None if value is None else _as_planned(value, _plan(info).age_years)


def _plan(info: ValidationInfo) -> Planned:
    return info.context if isinstance(info.context, Planned) else Planned()


def _as_planned(value: T, planned: T | None) -> T:
    if planned is not None and value != planned:
        raise InputError([Problem("", f"{planned}, as planned", shown(value))])
    return value


class RecordedFile(BaseModel):
    """A recorded treatment of one zone; exactly one of `seconds`, `passes` and `density_per_cm2`.

    Arguments:
        sex, age_years: of the person, where the plan does not say them.
        device: a known device, or the file that describes a clinic's own. seconds: needles on the skin, in all.
        directions: in which a pen was moved, where no passes were counted. left_out: what was not needled.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    zone: Annotated[str, BeforeValidator(_zone)]
    sex: Annotated[Sex, AfterValidator(_sex)] = "unknown"
    age_years: Annotated[Annotated[float, plausible("age_years")] | None, AfterValidator(_age)] = None
    device: str
    needle_length_mm: Annotated[float, plausible("needle_length_mm")]
    seconds: Annotated[float, plausible("seconds")] | None = None
    passes: Annotated[int, plausible("passes")] | None = None
    density_per_cm2: Annotated[float, plausible("density_per_cm2")] | None = None
    directions: Annotated[int, plausible("passes")] | None = None
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recorded treatment, ready to be simulated, and the circles that were left out of it.

    Arguments:
        seconds: with the needles on the skin, where that was recorded. left_out_cm2: skin inside the circles.
    """

    treatment: Treatment
    left_out: tuple[LeftOut, ...]
    seconds: float | None = None
    left_out_cm2: float = 0.0


def read_recorded(path: Path, planned: Planned | None = None) -> Recorded:
    """The treatment in a YAML or JSON file; as `recorded`.

    Raises:
        InputError: the file cannot be read, and as `recorded`.
    """
    return recorded(read_document(path), planned)


def recorded(fields: Mapping[str, Any], planned: Planned | None = None) -> Recorded:
    """The treatment in the fields of a file.

    Seconds are shared out over the skin that was needled: T/(A − what was left out).

    Arguments:
        planned: what the record has to agree with; it also says who the person is where the file does not.

    Raises:
        InputError: one problem per field that cannot be used; another zone or person than planned; nothing was needled;
            or a time on the skin is given for a device whose rate is not known.
    """
    plan = planned or Planned()
    problems: list[Problem] = []
    file, hand_piece = None, None
    try:
        file = RecordedFile.model_validate(fields, context=plan)
    except ValidationError as error:
        problems += problems_of(error, RecordedFile, fields)
    given = [name for name in DOSES if fields.get(name) is not None]
    if len(given) != 1:
        problems.append(Problem("dose", f"one of {', '.join(DOSES)}", " and ".join(given) or "none of them"))
    if isinstance(device := fields.get("device"), str):
        try:
            hand_piece = find_hand_piece(device)
        except InputError as error:
            # What is wrong in the file of a device stands in that file, not in this one.
            inside = (f"device.{problem.path}".removesuffix(".device") for problem in error.problems)
            problems += [replace(problem, path=path) for problem, path in zip(error.problems, inside, strict=True)]
    if file is None or hand_piece is None or problems:
        raise InputError(problems)
    return _made(file, hand_piece, plan)


def _made(file: RecordedFile, hand_piece: HandPiece, plan: Planned) -> Recorded:
    sex = (plan.sex or "unknown") if file.sex == "unknown" else file.sex
    region = zone_region(file.zone, sex)
    problems = left_out_problems(region, file.left_out)
    needled = 1.0 if problems else 1 - left_out_share(region, file.left_out)
    timed = file.seconds is None or hand_piece.stroke_rate_hz is not None
    if not timed:
        wanted = "passes or density_per_cm2 for a device without a known rate"
        problems.append(Problem("seconds", wanted, f"{file.seconds:g} with {hand_piece.name}"))
    treatment = Treatment(
        zone=file.zone,
        sex=sex,
        age_years=plan.age_years if file.age_years is None else file.age_years,
        hand_piece=hand_piece,
        needle_length_mm=file.needle_length_mm,
        dose=_dose(file, region.area_cm2 * needled),
        passes=file.directions or file.passes or int(measures("default_directions")[0]),
    )
    if timed:
        dose = next(name for name in DOSES if getattr(file, name) is not None)
        problems += _impossible(treatment, region.area_cm2, dose)
    if problems:
        raise InputError(problems)
    return Recorded(treatment, file.left_out, file.seconds, region.area_cm2 * (1 - needled))


def _impossible(treatment: Treatment, area_cm2: float, dose: str) -> list[Problem]:
    """What cannot be done with this device, and more or fewer holes than are simulated; `dose` names the field."""
    try:
        check_treatment(treatment, 0, 1)
        made = amount(treatment.hand_piece, treatment.dose, treatment.passes, area_cm2, usual_operator())
        return [] if made.holes else [Problem(dose, "at least one hole in the zone", "none")]
    except InputError as error:
        return [p if p.path == "needle_length_mm" else replace(p, path=dose) for p in error.problems]


def _dose(file: RecordedFile, needled_cm2: float) -> Dose:
    if file.seconds is not None:
        return Dwell(file.seconds / needled_cm2)
    return Density(file.density_per_cm2) if file.density_per_cm2 is not None else Passes(file.passes or 1)
