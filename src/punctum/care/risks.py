"""What can go wrong for this person, and when to call whom."""

from __future__ import annotations

from punctum.care.clinic import Clinic
from punctum.care.flags import care_flags
from punctum.care.tables import ADVERSE_EVENTS, FLAGS, TRIAGE_SIGNS, AdverseEvent, CareFlag
from punctum.care.values import CallLevel, Risk, Sign, Triage
from punctum.patient import Patient
from punctum.prescription import Prescription

LEVELS: tuple[Triage, ...] = ("emergency", "same_day", "call_clinic", "self_care")
TITLES: dict[Triage, str] = {
    "emergency": "Call the emergency number now",
    "same_day": "Call today, day or night",
    "call_clinic": "Call the clinic",
    "self_care": "You can look after this at home",
}
WHAT_TO_DO: dict[Triage, str] = {
    "emergency": "Call the emergency number at once. Do not drive yourself. Do not wait for a call back.",
    "same_day": "Call the clinic today. If it is closed or nobody answers, call the out-of-hours number. "
    "Do not wait until the next day.",
    "call_clinic": "Call the clinic when it is open. If it gets worse before that, call the out-of-hours number.",
    "self_care": "Keep to your care list. If it gets worse or you are worried, call the clinic. "
    "When it is closed, call the out-of-hours number.",
}
WRITE_CLINIC = "Write your clinic's number here"
WRITE_OUT_OF_HOURS = "Write the out-of-hours number here"
WRITE_EMERGENCY = "Write your local emergency number here"


def risks(patient: Patient, prescription: Prescription, *, flags: frozenset[str] = frozenset()) -> tuple[Risk, ...]:
    """What can happen to this person: first what is expected, then the rest from mild to critical.

    What cannot happen here is left out: reactions to a product that is not used, radiofrequency.
    An incidence in percent is given only for the skin types in which it was studied, and for unknown ones.

    Arguments:
        patient: for whom. prescription: what is to be done.
        flags: from `care_flags`, or only what it cannot know; what it can know is added.
    """
    true = care_flags(patient, prescription, extra_flags=flags)
    possible = [event for event in ADVERSE_EVENTS.rows if set(event.requires) <= true]
    expected = [event for event in possible if event.expected]
    return tuple(_risk(event, patient, true) for event in expected + [e for e in possible if not e.expected])


def call_list(clinic: Clinic | None) -> tuple[CallLevel, ...]:
    """The four levels, most urgent first: what to do, whom to ring, the signs. Without a clinic: blanks to fill in."""
    at_once = ("Emergency", clinic.emergency_number if clinic else WRITE_EMERGENCY)
    open_hours = (clinic.name if clinic else "Clinic", clinic.phone if clinic else WRITE_CLINIC)
    closed = ("Out of hours", clinic.out_of_hours if clinic else WRITE_OUT_OF_HOURS)
    return tuple(
        CallLevel(
            level=level,
            title=TITLES[level],
            what_to_do=WHAT_TO_DO[level],
            numbers=(at_once,) if level == "emergency" else (open_hours, closed),
            signs=tuple(
                Sign(id=row.id, text=row.text, events=row.events, sources=row.sources, basis=row.basis)
                for row in TRIAGE_SIGNS.rows
                if row.level == level
            ),
        )
        for level in LEVELS
    )


def _risk(event: AdverseEvent, patient: Patient, flags: frozenset[CareFlag]) -> Risk:
    raised_by = tuple(flag for flag in event.raised_by if flag in flags)
    studied = (patient.phototype or "unknown") in event.incidence_phototypes
    return Risk(
        event=event.id,
        name=event.name,
        patient_name=event.patient_name,
        patient_text=event.patient_text,
        expected=event.expected,
        severity=event.severity,
        onset=event.onset,
        duration=event.duration,
        incidence=event.incidence,
        incidence_percent=event.incidence_percent if studied else None,
        triage=event.triage,
        action=event.action,
        patient_action=event.patient_action,
        raised_by=raised_by,
        raised_by_text=tuple(FLAGS.by_id[flag].meaning for flag in raised_by),
        sources=event.sources,
        basis=event.basis,
        disagreement=event.disagreement,
    )
