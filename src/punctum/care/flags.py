"""Which flags of the tables are true of a person and a prescription."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from punctum.care.tables import FLAGS, ITEMS, CareFlag, FlagRow
from punctum.device import DEVICES
from punctum.evidence.concepts import CONCEPTS, Concept, Kind
from punctum.evidence.indications import INDICATIONS
from punctum.evidence.names import match
from punctum.patient import Patient
from punctum.prescription import Prescription
from punctum.skin import ZONES


@dataclass(frozen=True, slots=True)
class _Disclosed:
    concept: Concept
    prescribed: bool


def care_flags(
    patient: Patient, prescription: Prescription, *, extra_flags: frozenset[str] = frozenset()
) -> frozenset[CareFlag]:
    """The flags true of this person and this prescription over the whole course.

    What screening found (`hsv_plan`, `pih_history`, `vasovagal`…) comes in as `extra_flags`; ids of care items among
    them are left out here. A name that is read as several things counts as all of them. A medicine without
    `prescribed` counts as prescribed.

    Raises:
        ValueError: a name in `extra_flags` is neither a flag nor a care item.
    """
    disclosed = _disclosed(patient, min((session.date for session in prescription.sessions), default=None))
    treated = tuple(dict.fromkeys(zone for session in prescription.sessions for zone in session.zones))
    zones = treated or tuple(settings.zone for settings in prescription.settings) or patient.zones
    found = {row.id for row in FLAGS.rows if _is_met(row, patient, prescription, disclosed)}
    found |= _structural(patient, prescription) | _known(extra_flags)
    return _closed(found | _zone_flags(zones))


def flags_on(flags: frozenset[CareFlag], zones: Iterable[str]) -> frozenset[CareFlag]:
    """The same flags for a session in which only these zones are treated."""
    of_zones = {row.id for row in FLAGS.rows if row.regions or row.zones or row.zone_flags}
    of_person = {row.id for row in FLAGS.rows if row.concepts or row.drug_classes or row.implied_by}
    return frozenset((flags - (of_zones - of_person)) | _zone_flags(zones))


def _known(names: frozenset[str]) -> set[CareFlag]:
    if unknown := names - FLAGS.by_id.keys() - ITEMS.by_id.keys():
        raise ValueError(f"neither a care flag nor a care item: {', '.join(sorted(unknown))}")
    return {row.id for row in FLAGS.rows if row.id in names}


def _structural(patient: Patient, prescription: Prescription) -> set[CareFlag]:
    pairs: tuple[tuple[CareFlag, bool], ...] = (
        ("all", True),
        ("anaesthetic", prescription.anaesthetic is not None),
        ("adjunct", bool(prescription.adjuncts)),
        ("adjunct_requested", bool(patient.requests.adjuncts or prescription.adjuncts)),
    )
    return {flag for flag, is_true in pairs if is_true}


def _closed(flags: set[CareFlag]) -> frozenset[CareFlag]:
    before: set[CareFlag] = set()
    while before != flags:
        before = set(flags)
        flags = flags | {row.id for row in FLAGS.rows if flags & set(row.implied_by)}
    return frozenset(flags - {row.id for row in FLAGS.rows if flags & set(row.excluded_by)})


def _zone_flags(zones: Iterable[str]) -> set[CareFlag]:
    rows = [ZONES.by_id[zone] for zone in zones]
    names = {row.id for row in rows}
    regions = {row.region for row in rows}
    marks = {flag for row in rows for flag in row.flags}
    return {
        row.id
        for row in FLAGS.rows
        if regions & set(row.regions) or names & set(row.zones) or marks & set(row.zone_flags)
    }


def _is_met(row: FlagRow, patient: Patient, prescription: Prescription, disclosed: list[_Disclosed]) -> bool:
    anaesthetic = prescription.anaesthetic
    device = DEVICES.by_id.get(prescription.device)
    return (
        (bool(row.phototypes) and (patient.phototype or "unknown") in row.phototypes)
        or any(getattr(patient.lifestyle, field) is True for field in row.lifestyle)
        or any(settings.endpoint in row.endpoints for settings in prescription.settings)
        or (device is not None and device.kind in row.device_kinds)
        or (anaesthetic is not None and any(word in anaesthetic.product.casefold() for word in row.product_words))
        or (anaesthetic is not None and any(agent in row.agents for agent in anaesthetic.agents))
        or any(
            (entry.concept.id in row.concepts or entry.concept.drug_class in row.drug_classes)
            and (not row.prescribed or (row.prescribed == "yes") == entry.prescribed)
            for entry in disclosed
        )
    )


@lru_cache(maxsize=1024)
def _concepts(name: str, kind: Kind) -> tuple[Concept, ...]:
    return match(name, kind).concepts


def _disclosed(patient: Patient, first_session: date | None) -> list[_Disclosed]:
    def read(name: str, kind: Kind, prescribed: bool | None = None) -> list[_Disclosed]:
        return [
            _Disclosed(concept, concept.kind == "medicine" if prescribed is None else prescribed)
            for concept in _concepts(name, kind)
        ]

    found: list[_Disclosed] = []
    for medicine in patient.medicines:
        if medicine.stopped is None or first_session is None or medicine.stopped > first_session:
            found += read(medicine.name, "medicine", medicine.prescribed)
    for condition in patient.conditions:
        found += read(condition.name, "condition")
    for allergy in patient.allergies:
        found += read(allergy.name, "allergy")
    for procedure in patient.procedures:
        found += read(procedure.name, "procedure")
    for exposure in patient.exposures:
        found += read(exposure.name, "exposure")
    for product in patient.products:
        found += read(product.name, "product")
    for concern in patient.concerns:
        found += [_Disclosed(CONCEPTS.by_id[id_], False) for id_ in INDICATIONS.by_id[concern.indication].concepts]
    return found
