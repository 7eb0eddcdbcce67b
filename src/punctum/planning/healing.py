"""How the treated zones of a plan are expected to heal: the planned course in many draws of what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from math import ceil

import numpy as np

from punctum.device import HandPiece, find_device, hand_piece
from punctum.healing.asking.bands import bands
from punctum.healing.asking.looks import late_days, look_days
from punctum.healing.asking.settings import setting
from punctum.healing.draws import repeated_draws, shipped
from punctum.healing.heal import heal
from punctum.healing.needling import needle_sessions
from punctum.healing.redness import REDNESS_CLASSES, RednessRow, redness_class, redness_days
from punctum.healing.sessions import Sessions
from punctum.healing.skin_columns import columns_of
from punctum.patient import Patient, age_years
from punctum.planning.healing_values import NotKnown, Values, ZoneHealing
from punctum.planning.repair import repair_modifiers
from punctum.planning.tables import NOT_KNOWN, constant
from punctum.planning.values import TreatmentPlan
from punctum.prescription import ZoneSettings
from punctum.problems import InputError
from punctum.skin import ZONES

LEFT_OUT = "Healing is left out; redness is told by needle length and endpoint alone."
TISSUE = ("total_collagen", "wound_collagen")


def with_healing(plan: TreatmentPlan) -> TreatmentPlan:
    """The plan with what the model of healing says of every treated zone whose device is known well enough.

    Like simulating deliveries this takes longer than planning, so it is a step of its own. Where the constants that
    come with the package cannot be used, the plan stands without healing and says so.
    """
    try:
        shipped()
    except InputError as error:
        left_out = tuple(f"{LEFT_OUT} {problem}." for problem in error.problems)
        return replace(plan, notes=(*plan.notes, *left_out))
    made = {
        zone.zone: planned_healing(zone.settings, plan)
        for zone in plan.zones
        if zone.settings is not None and _session_days(plan, zone.zone)
    }
    healing = {zone: each for zone, each in made.items() if each is not None}
    return replace(plan, healing=healing, notes=(*plan.notes, *_too_long(plan, healing)))


def _too_long(plan: TreatmentPlan, healing: dict[str, ZoneHealing]) -> Iterator[str]:
    """Where the redness that is told meets what the person asked for: settings and dates know its class only."""
    wishes, sessions = plan.patient.preferences, plan.prescription.sessions if plan.prescription else ()
    for zone, each in healing.items():
        name, longest = ZONES.by_id[zone].name, each.told_days[1]
        told = f"Redness is told as {each.told_class} here: a model of healing outlasts the class of the needle"
        if not each.agrees and wishes.max_redness_days is not None and longest > wishes.max_redness_days:
            yield f"{name}: {told}. The person accepts {wishes.max_redness_days:g}. The needle was set by its class."
        visits = [session.date for session in sessions if zone in session.zones]
        met = [day for day in wishes.events if any(0 <= (day - visit).days <= longest for visit in visits)]
        if not each.agrees and met:
            yield f"{name}: {told}. An event falls within that time: {met[0].isoformat()}."


def planned_healing(settings: ZoneSettings, plan: TreatmentPlan) -> ZoneHealing | None:
    """A zone over its course: on the planned days, with the planned needles and the most holes that are set.

    Draw 0 is the usual skin; others have constants, layers, factors of repair and depths of channels of their own.

    Returns:
        the same for the same plan; None where the device or the zone cannot be simulated.
    """
    draws, days = int(constant("healing_draws")), _session_days(plan, settings.zone)
    until = max(setting("whole_course"), days[-1] + setting("after_last"))
    age = age_years(plan.patient.birth_date, plan.made_on)
    names = repair_modifiers(plan.patient, settings.zone, plan.made_on)
    try:
        columns = columns_of(settings.zone, plan.patient.sex, age, names, phototype=plan.patient.phototype, draws=draws)
        sessions = _visits(settings, hand_piece(find_device(settings.device)), plan.patient, age, days, draws)
        tissue_days = _tissue_days(days, until)
        looks = np.unique(np.concatenate([look_days(days, until), _looks_after(days[-1]), tissue_days]))
        course = heal(columns, sessions, repeated_draws(draws), until, save_days=looks)
    except InputError:
        return None
    red = redness_days(course)
    classes = [_class_of(float(each)).name for each in red]
    lasting = bands(red)
    longest = float(lasting.high[int(setting("told_band"))])
    told = told_redness(settings, longest)
    after = (looks >= days[-1]) & (looks <= days[-1] + constant("healing_window"))
    return ZoneHealing(
        zone=settings.zone,
        draws=draws,
        session_days=days,
        modifiers=names,
        redness_days=lasting,
        redness_shares={row.name: classes.count(row.name) / draws for row in REDNESS_CLASSES.rows},
        told_class=told[0],
        told_days=told[1],
        agrees=told[0] == settings.redness_class,
        after_visit_days=looks[after] - days[-1],
        erythema_au=bands(course["erythema_au"][:, after]),
        days=tissue_days,
        tissue={name: bands(course[name][:, np.isin(looks, tissue_days)]) for name in TISSUE},
        not_known=tuple(NotKnown(row.id, row.text, row.sources, row.basis) for row in NOT_KNOWN.rows),
    )


def told_redness(settings: ZoneSettings, longest: float) -> tuple[str, tuple[float, float]]:
    """The class and the days of redness that a person is told: those of the settings, or a longer class of the model.

    Arguments:
        longest: days of redness at the upper end of the model's band.
    """
    if longest <= settings.redness_days[1]:
        return settings.redness_class, settings.redness_days
    row = _class_of(longest)
    return row.name, (settings.redness_days[0], float(row.up_to_days or ceil(longest)))


def _class_of(days: float) -> RednessRow:
    return REDNESS_CLASSES.by_id[redness_class(days)]


def _session_days(plan: TreatmentPlan, zone: str) -> tuple[float, ...]:
    """Days of the visits of a zone since its first one."""
    dates = [session.date for session in (plan.prescription.sessions if plan.prescription else ())
             if zone in session.zones]  # fmt: skip
    return tuple(float((each - dates[0]).days) for each in dates)


def _tissue_days(days: tuple[float, ...], until: float) -> Values:
    """When tissue is told of: on every visit, at even steps over the course, and the late times after the last."""
    steps = np.arange(0, until, setting("longest_look"))
    late = late_days(days[-1], until)
    return np.unique(np.concatenate([days, steps, np.array(late) + days[-1]]))


def _looks_after(last: float) -> Values:
    """When redness is looked at: twice a day for as long as it is drawn."""
    window = constant("healing_window")
    return last + np.linspace(0.0, window, 2 * int(window) + 1)


def _visits(
    settings: ZoneSettings, pen: HandPiece, patient: Patient, age: float | None, days: tuple[float, ...], draws: int
) -> Sessions:
    """The visits of a zone; the first may have shorter needles."""

    def with_needles(length_mm: float, on: tuple[float, ...]) -> Sessions:
        return needle_sessions(
            kind=pen.kind,
            needle_length_mm=length_mm,
            density_per_cm2=settings.density_per_cm2,
            session_days=on,
            zone=settings.zone,
            sex=patient.sex,
            age_years=age,
            label_length_max_mm=pen.label_length_max_mm,
            draws=draws,
        )

    first = with_needles(settings.first_needle_length_mm, days[:1])
    if len(days) == 1:
        return first
    later = with_needles(settings.needle_length_mm, days[1:])
    joined = {each.name: np.concatenate([getattr(first, each.name), getattr(later, each.name)])
              for each in fields(Sessions)}  # fmt: skip
    return Sessions(**joined)
