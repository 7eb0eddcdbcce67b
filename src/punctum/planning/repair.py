"""What a person's history says that changes how skin repairs itself."""

from __future__ import annotations

from datetime import date

from punctum.healing.modifiers import MODIFIERS, modifiers_of
from punctum.patient import Patient
from punctum.screening.disclosures import disclosed_by


def repair_modifiers(patient: Patient, zone: str, on: date) -> tuple[str, ...]:
    """The modifiers of `healing/modifiers.csv` that a patient file names, for one zone.

    What is over, what is only mentioned and what is used in other zones does not count. Age, sex and phototype are no
    part of it: `columns_of` takes them as such.

    Returns:
        ids, in the order of the table; also of those that are known and change nothing that is modelled.
    """
    known = {
        fact.concept
        for fact in disclosed_by(patient, on).facts
        if fact.concept and not fact.over and not fact.mentioned and (fact.zones is None or zone in fact.zones)
    }
    smokes = {"smoking"} if patient.smoker else set()
    named = {*modifiers_of(known), *smokes}
    return tuple(dict.fromkeys(row.modifier for row in MODIFIERS.rows if row.modifier in named))
