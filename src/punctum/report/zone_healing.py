"""How treated zones heal, as the page shows it: redness, the response of tissue, and what nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

import numpy as np

from punctum.evidence.language import NBSP
from punctum.healing.asking.bands import Bands
from punctum.healing.asking.settings import setting
from punctum.planning.healing_values import NotKnown, ZoneHealing
from punctum.planning.values import TreatmentPlan
from punctum.report.figures.small_healing import fan_over_time
from punctum.report.healing_words import time_after
from punctum.report.page_figures import safe
from punctum.report.words import capital, count, listed, number, span
from punctum.skin import ZONES

WEEK_DAYS = (0, 1, 3, 7)
MONTHS_A_YEAR, DAYS_A_YEAR, MARKS = 12, 365, 4
TOLD = "total_collagen"


@dataclass(frozen=True, slots=True)
class HealingLine:
    """Zones that heal alike, in one row. `usual`: days of the class; `longer`: what is told instead, where it is."""

    zones: str
    usual: str
    model: str
    longer: str
    later: str
    end: str


@dataclass(frozen=True, slots=True)
class PlanHealing:
    """What the page says of healing. `redness` and `tissue` are SVG text of the zone in which redness lasts longest.

    `longer_in`: the zones in which the model's redness lasts longer than the class of the settings says.
    """

    draws: int
    zone: str
    lines: tuple[HealingLine, ...]
    redness: str
    tissue: str
    later: str
    end: str
    longer_in: str
    not_known: tuple[NotKnown, ...]


def plan_healing(plan: TreatmentPlan) -> PlanHealing | None:
    """What is shown of the healing of all zones; None where nothing was simulated."""
    if not plan.healing:
        return None
    level, later = int(setting("told_band")), setting("late_quarter")
    longest = max(plan.healing.values(), key=lambda each: float(each.redness_days.high[level]))
    name = ZONES.by_id[longest.zone].name
    usual = {zone.zone: zone.settings.redness_days for zone in plan.zones if zone.settings is not None}
    return PlanHealing(
        draws=longest.draws,
        zone=name,
        lines=tuple(_line(healing, usual[zone], level, later) for zone, healing in plan.healing.items()),
        redness=safe(_redness(longest, name, level)),
        tissue=safe(_tissue(longest, name, level, later)),
        later=_about(later),
        end=_about(float(longest.days[-1]) - longest.session_days[-1]),
        longer_in=listed(ZONES.by_id[zone].name for zone, each in plan.healing.items() if not each.agrees),
        not_known=longest.not_known,
    )


def _line(healing: ZoneHealing, usual: tuple[float, float], level: int, later: float) -> HealingLine:
    red = healing.redness_days
    low, middle = (lasting(float(each)) for each in (red.low[level], red.median))
    high = at_longest(float(red.high[level]))
    return HealingLine(
        zones=capital(ZONES.by_id[healing.zone].name),
        usual=span(*usual, "days"),
        model=f"{low} to {high}, middle {middle}",
        longer="" if healing.agrees else healing.told_class,
        later=_rest(healing.tissue[TOLD], _look(healing, later), level),
        end=_rest(healing.tissue[TOLD], -1, level),
    )


def lasting(days: float) -> str:
    """How long redness is seen: `5 hours`, `2.4 days`."""
    hours = 24 * days
    return f"{number(hours, 0)}{NBSP}h" if hours < 48 else f"{number(days)}{NBSP}days"


def at_longest(days: float) -> str:
    """The same, never rounded down: what is just beyond a class must not read as if it were within."""
    tenth = 10 if 24 * days >= 48 else 24
    return lasting(ceil(tenth * days) / tenth)


def _about(days: float) -> str:
    """A time in months."""
    return count(round(days * MONTHS_A_YEAR / DAYS_A_YEAR), "month")


def _named(places: Mapping[float, int], unit: str) -> dict[float, str]:
    """Words under an axis: the visit, numbers, and the last with its unit."""
    *others, last = places
    return {at: str(places[at]) if places[at] else "visit" for at in others} | {last: f"{unit}{NBSP}{places[last]}"}


def _look(healing: ZoneHealing, after_days: float) -> int:
    """The look nearest to a time after the last visit."""
    return int(np.argmin(np.abs(healing.days - healing.session_days[-1] - after_days)))


def _rest(fan: Bands, at: int, level: int) -> str:
    return f"{fan.median[at]:.2f} ({fan.low[level][at]:.2f} to {fan.high[level][at]:.2f})"


def _redness(healing: ZoneHealing, name: str, level: int) -> str:
    fan, days = healing.erythema_au, healing.after_visit_days
    said = [
        f"{'at once' if day == 0 else time_after(day)} {number(float(fan.median[at]))} "
        f"({number(float(fan.low[level][at]))} to {number(float(fan.high[level][at]))})"
        for day in WEEK_DAYS
        for at in [int(np.argmin(np.abs(days - day)))]
    ]
    return fan_over_time(
        "heal-red",
        days,
        fan,
        title=f"Redness after a visit: {name}",
        description=f"1 is just visible. {level} of 100 draws: {'; '.join(said)}.",
        rest=0,
        levels={1: "just visible"},
        times=_named({day: day for day in WEEK_DAYS}, "day"),
    )


def _tissue(healing: ZoneHealing, name: str, level: int, later: float) -> str:
    fan = healing.tissue[TOLD]
    end = float(healing.days[-1])
    whole = round(end * MONTHS_A_YEAR / DAYS_A_YEAR)
    marks = range(0, whole + 1, max(whole // MARKS, 1))
    times = _named({month * DAYS_A_YEAR / MONTHS_A_YEAR: month for month in marks}, "month")
    high = max(1.1, float(fan.high[level].max()))
    return fan_over_time(
        "heal-tissue",
        healing.days,
        fan,
        title=f"All collagen in the dermis: {name}",
        description=(
            f"1 is skin at rest. {level} of 100 draws: {_about(later)} after the last visit "
            f"{_rest(fan, _look(healing, later), level)}; at the end {_rest(fan, -1, level)}."
        ),
        rest=1,
        levels={1: "rest", round(high, 1): f"{number(high)} times rest"},
        times=times,
    )
