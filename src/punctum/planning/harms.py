"""How likely each harm of a plan is: what the plan's risks, its settings and its healing say together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from punctum.care import Risk
from punctum.healing.redness import REDNESS_CLASSES
from punctum.outcome.harm.likelihood import harm_likelihoods
from punctum.outcome.harm.values import HarmLikelihood, ZoneRedness
from punctum.patient import Patient
from punctum.planning.healing_values import ZoneHealing
from punctum.planning.tables import REDNESS
from punctum.prescription import Prescription, ZoneSettings

LEVEL = 95


def harms_of(
    patient: Patient, risks: Sequence[Risk], prescription: Prescription | None, healing: Mapping[str, ZoneHealing]
) -> tuple[HarmLikelihood, ...]:
    """The likelihood of each harm; redness has chances in the zones whose healing was simulated, else its class."""
    settings = prescription.settings if prescription else ()
    redness = [_redness(each, healing.get(each.zone)) for each in settings]
    return harm_likelihoods(risks, redness, phototype=patient.phototype)


def class_chances(shares: Mapping[str, float], draws: int) -> dict[str, float]:
    """Chances in percent of the classes of redness: (k + ½)/(n + ½ · classes), where k of n draws fall in a class.

    So many draws cannot say that what none of them does never happens (Jeffreys' prior).

    Arguments:
        shares: name of a class → share of the draws.

    Returns:
        id of a class → percent; their sum is 100.
    """
    rows = REDNESS_CLASSES.rows
    return {row.id: 100 * (shares[row.name] * draws + 1 / 2) / (draws + len(rows) / 2) for row in rows}


def _redness(settings: ZoneSettings, healing: ZoneHealing | None) -> ZoneRedness:
    texts = {row.name: row.text for row in REDNESS_CLASSES.rows} | {row.name: row.text for row in REDNESS.rows}
    if healing is None:
        return ZoneRedness(zone=settings.zone, told=settings.redness_class, text=texts[settings.redness_class])
    days = healing.redness_days
    return ZoneRedness(
        zone=settings.zone,
        told=healing.told_class,
        text=texts[healing.told_class],
        percent=class_chances(healing.redness_shares, healing.draws),
        days=(float(days.low[LEVEL]), float(days.median), float(days.high[LEVEL])),
    )
