"""A course as it is asked for in words: every option read and checked, every problem at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite

from punctum.delivery.dose import amount
from punctum.delivery.operator import usual_operator
from punctum.delivery.region import zone_region
from punctum.delivery.request import Options as DeliveryOptions
from punctum.delivery.request import request as delivery_request
from punctum.delivery.values import Density, Treatment
from punctum.device.geometry import GEOMETRY
from punctum.evidence.limits import implausible
from punctum.healing.asking.settings import setting
from punctum.healing.columns import Columns
from punctum.healing.modifiers import effects_of
from punctum.healing.skin_columns import columns_of
from punctum.problems import InputError, Problem, Tries, shown

DAYS_A_WEEK = 7
PATHS = {"phototype": "--phototype", "modifiers": "--modifier"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What stands on the command line, as it stands there; None where it was not given."""

    zone: str | None
    needle_length: str | None
    density: str | None = None
    dwell: str | None = None
    passes: str | None = None
    device: str | None = None
    sex: str = "unknown"
    age: str | None = None
    phototype: str | None = None
    modifiers: tuple[str, ...] = ()
    covered: bool = False
    sessions: str | None = None
    interval_weeks: str | None = None
    days: str | None = None
    draws: str | None = None
    seed: str = "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A course that can be simulated.

    Arguments:
        treatment: of one session. density_per_cm2: the holes that it makes.
        phototype, modifiers, covered: as for `columns_of`.
        session_days: ascending from 0. until_days: where the course ends.
    """

    treatment: Treatment
    density_per_cm2: float
    phototype: str | None
    modifiers: tuple[str, ...]
    covered: bool
    session_days: tuple[float, ...]
    until_days: float
    draws: int
    seed: int

    def columns(self, draws: int = 1) -> Columns:
        """The person's skin as columns, one a draw (`columns_of`); one draw is the usual skin."""
        return columns_of(
            self.treatment.zone,
            self.treatment.sex,
            self.treatment.age_years,
            self.modifiers,
            phototype=self.phototype,
            covered=self.covered,
            draws=draws,
            seed=self.seed,
        )


def request(options: Options) -> Asked:
    """The course that the options ask for; without a device, with a pen of no model in particular.

    Raises:
        InputError: one problem for each option that is missing or cannot be used.
    """
    tried = Tries(PATHS)
    phototype = None if options.phototype is None else options.phototype.strip().upper()
    delivery = tried(lambda: delivery_request(_one_session(options)))
    tried(lambda: _plausible_density(options.density))
    tried(lambda: effects_of("unknown", None, phototype, options.modifiers))
    session_days = tried(lambda: _session_days(options.sessions, options.interval_weeks))
    until = tried(lambda: _until(options.days, session_days or (0.0,)))
    draws = tried(lambda: _whole("--draws", options.draws, "draws"))
    if tried.problems or delivery is None or session_days is None or until is None or draws is None:
        raise InputError(tried.problems)
    return Asked(
        treatment=delivery.treatment,
        density_per_cm2=_density(delivery.treatment),
        phototype=phototype,
        modifiers=options.modifiers,
        covered=options.covered,
        session_days=session_days,
        until_days=until,
        draws=draws,
        seed=delivery.seed,
    )


def _one_session(options: Options) -> DeliveryOptions:
    return DeliveryOptions(
        device=GEOMETRY.by_id["pen"].like if options.device is None else options.device,
        zone=options.zone,
        needle_length=options.needle_length,
        dwell=options.dwell,
        passes=options.passes,
        density=options.density,
        sex=options.sex,
        age=options.age,
        seed=options.seed,
    )


def _plausible_density(text: str | None) -> None:
    """A density that can be read and is above 0 is also one that somebody makes."""
    try:
        value = float(text or "")
    except ValueError:
        return
    if isfinite(value) and value > 0 and (problem := implausible("density_per_cm2", value)) is not None:
        raise InputError([replace(problem, path="--density")])


def _density(treatment: Treatment) -> float:
    if isinstance(treatment.dose, Density):
        return treatment.dose.per_cm2
    area = zone_region(treatment.zone, treatment.sex).area_cm2
    return amount(treatment.hand_piece, treatment.dose, treatment.passes, area, usual_operator()).holes / area


def _session_days(sessions: str | None, weeks: str | None) -> tuple[float, ...]:
    count = _whole("--sessions", sessions, "sessions")
    if weeks is None:
        if count > 1:
            raise InputError([Problem("--interval-weeks", "the weeks from one session to the next", "nothing")])
        return (0.0,)
    low, high = (setting(f"{name}_interval") / DAYS_A_WEEK for name in ("shortest", "longest"))
    interval = _number("--interval-weeks", weeks)
    if not low <= interval <= high:
        raise InputError([Problem("--interval-weeks", f"{low:.2g} to {high:.3g} weeks", shown(weeks))])
    days = tuple(DAYS_A_WEEK * interval * at for at in range(count))
    if days[-1] + setting("after_last") > (most := setting("most_days")):
        found = f"the last session on day {days[-1]:g}"
        raise InputError([Problem("--sessions", f"a course of at most {most:g} days", found)])
    return days


def _until(text: str | None, session_days: tuple[float, ...]) -> float:
    last, most = session_days[-1], setting("most_days")
    if text is None:
        return max(setting("whole_course"), last + setting("after_last"))
    value = _number("--days", text)
    least = last + setting("shortest_interval")
    if not least <= value <= most:
        expected = f"{least:g} to {most:g}, a day after the last session at least"
        raise InputError([Problem("--days", expected, shown(text))])
    return value


def _number(option: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise InputError([Problem(option, "a number", shown(text))]) from None


def _whole(option: str, text: str | None, name: str) -> int:
    """A whole number from 1 up to the row `most_…` of `asking.csv`; the row `default_…` where nothing is said."""
    if text is None:
        return int(setting(f"default_{name}"))
    most = int(setting(f"most_{name}"))
    try:
        value = int(text)
    except ValueError:
        value = 0
    if not 1 <= value <= most:
        raise InputError([Problem(option, f"a whole number from 1 to {most:,}", shown(text))])
    return value
