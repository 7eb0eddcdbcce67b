"""Before, between and after the sessions: care, and the looks at the result."""

from __future__ import annotations

from datetime import timedelta

from punctum.care import Clinic, Instruction, timeline
from punctum.device import Device
from punctum.patient import Patient
from punctum.planning.tables import REVIEWS
from punctum.planning.values import Review
from punctum.prescription import Prescription, Session
from punctum.screening import Screening


def care_for(
    patient: Patient,
    prescription: Prescription | None,
    screening: Screening,
    clinic: Clinic | None,
    device: Device,
) -> tuple[Instruction, ...]:
    """Care for every session; for a postponed course with a known date, the preparation for the first day possible."""
    flags = care_flags_of(screening)
    time = clinic.session_time if clinic else None
    if prescription is not None:
        return timeline(prescription, patient, flags=flags, session_time=time)
    if screening.verdict != "postpone" or screening.until is None:
        return ()
    first = Session(number=1, date=screening.until, zones=patient.zones, weeks_since_last=None)
    provisional = Prescription(
        device=device.id,
        settings=(),
        sessions=(first,),
        interval_weeks=0,
        anaesthetic=None,
        anaesthetic_note="",
    )
    return tuple(
        item for item in timeline(provisional, patient, flags=flags, session_time=time) if item.phase == "before"
    )


def care_flags_of(screening: Screening) -> frozenset[str]:
    """What screening found that changes care."""
    return frozenset(flag for finding in screening.findings for flag in finding.adjustment.care)


def reviews_after(prescription: Prescription | None) -> tuple[Review, ...]:
    """The looks at the result after the last session, and maintenance where somebody described it."""
    if prescription is None or not prescription.sessions:
        return ()
    last = prescription.sessions[-1].date
    treated = {indication for setting in prescription.settings for indication in setting.indications}
    return tuple(
        Review(
            on=last + timedelta(weeks=row.weeks_after_last),
            weeks_after_last=row.weeks_after_last,
            kind=row.kind,
            text=row.text,
            sources=row.sources,
            basis=row.basis,
        )
        for row in REVIEWS.rows
        if not row.indications or set(row.indications) & treated
    )
