"""What can go wrong for this person, and when to call whom."""

from __future__ import annotations

from punctum.care.clinic import Clinic
from punctum.care.flags import care_flags
from punctum.care.tables import ADVERSE_EVENTS, FLAGS, TRIAGE_SIGNS, AdverseEvent, CareFlag
from punctum.care.values import CallLevel, Risk, Sign, Triage
from punctum.evidence.sentences import Said, quoted, said
from punctum.patient import Patient
from punctum.prescription import Prescription

LEVELS: tuple[Triage, ...] = ("emergency", "same_day", "call_clinic", "self_care")


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
    at_once = _number("emergency", clinic.emergency_number if clinic else "")
    open_hours = _number("clinic", clinic.phone if clinic else "", clinic.name if clinic else "")
    closed = _number("out_of_hours", clinic.out_of_hours if clinic else "")
    return tuple(
        CallLevel(
            level=level,
            title_said=said(f"call_title_{level}"),
            what_to_do_said=said(f"call_what_{level}"),
            numbers_said=(at_once,) if level == "emergency" else (open_hours, closed),
            signs=tuple(
                Sign(id=row.id, text=row.text, events=row.events, sources=row.sources, basis=row.basis)
                for row in TRIAGE_SIGNS.rows
                if row.level == level
            ),
        )
        for level in LEVELS
    )


def _number(whose: str, number: str, name: str = "") -> tuple[Said, Said]:
    label = quoted(name) if name else said(f"call_label_{whose}")
    return label, quoted(number) if number else said(f"call_blank_{whose}")


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
