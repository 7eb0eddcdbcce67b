"""Where each setting of a zone comes from: what limits it, or a clinician."""

from __future__ import annotations

from punctum.device import Device
from punctum.evidence.table import Basis
from punctum.patient import Patient
from punctum.planning.amendments import SETTINGS
from punctum.planning.bounds import field_name, with_unit
from punctum.planning.framing import Values, ZoneFrame
from punctum.planning.tables import CONSTANTS, ENDPOINTS, RednessClass
from punctum.planning.zone_bounds import endpoint_bounds
from punctum.prescription import Limit, Sourced
from punctum.screening import Endpoint


def why_of(
    frame: ZoneFrame, values: Values, planned: Values, limits: tuple[Limit, ...], redness_class: RednessClass
) -> dict[str, Sourced]:
    """Field → where its value comes from.

    Arguments:
        values, planned: as set, and as planning would set it. limits: of the needle length.
    """
    density = CONSTANTS.by_id["density_upper_per_cm2"]
    tightest = min(limits, key=lambda limit: limit.value_mm)
    course_text = " ".join(course.why_length for course in frame.courses)
    why = {
        "needle_length_mm": Sourced(
            why=f"The shortest limit is {tightest.value_mm:g} mm: {tightest.what}. {course_text}",
            sources=tightest.sources,
            basis=tightest.basis,
        ),
        "density_per_cm2": Sourced(why=density.text, sources=density.sources, basis=density.basis),
        "passes": _passes_why(frame, planned.passes),
        "glide": _constant_why("glide"),
        "skip": _constant_why("skip"),
        "redness_class": Sourced(why=redness_class.text, sources=redness_class.sources, basis=redness_class.basis),
        "device": _device_why(frame.device, frame.patient),
        "endpoint": _endpoint_why(frame, planned.endpoint),
    }
    gentler = [finding for finding in frame.findings if finding.adjustment.first_session_shorter_mm is not None]
    if gentler:
        why["first_needle_length_mm"] = Sourced(
            why="A gentler first session: " + "; ".join(f"{finding.rule} {finding.title}" for finding in gentler) + ".",
            sources=tuple(dict.fromkeys(source for finding in gentler for source in finding.sources)),
            basis="house",
        )
    for field in SETTINGS:
        chosen, plan = getattr(values, field), getattr(planned, field)
        if chosen != plan and not (field == "first_needle_length_mm" and follows(values, planned)):
            why[field] = _chosen(field, with_unit(field, plan), why.get(field))
    return why


def follows(values: Values, planned: Values) -> bool:
    """Whether the first session has the length of the later ones, as it was planned."""
    return (
        values.first_needle_length_mm == values.needle_length_mm
        and planned.first_needle_length_mm == planned.needle_length_mm
    )


def _chosen(field: str, planned: str, why: Sourced | None) -> Sourced:
    text = f"Chosen by a clinician; the plan as made has {field_name(field)} {planned}."
    return Sourced(why=f"{text} {why.why}" if why else text, sources=why.sources if why else (), basis="house")


def _passes_why(frame: ZoneFrame, passes: int) -> Sourced:
    ceiling, adjustment, findings = frame.ceiling, frame.adjustment, frame.findings
    if adjustment.passes_max is not None and passes < ceiling.passes_max:
        cause = next(finding for finding in findings if finding.adjustment.passes_max == adjustment.passes_max)
        basis: Basis = "house"
        return Sourced(why=f"At most {passes}: {cause.rule} {cause.title}.", sources=cause.sources, basis=basis)
    return Sourced(why=f"At most {passes} in this zone.", sources=ceiling.sources, basis=ceiling.basis)


def _endpoint_why(frame: ZoneFrame, endpoint: Endpoint) -> Sourced:
    row = ENDPOINTS.by_id[endpoint]
    by = dict.fromkeys(bound.what for bound in endpoint_bounds(frame) if bound.value == endpoint)
    return Sourced(why=f"The gentlest endpoint asked for, by: {'; '.join(by)}.", sources=row.sources, basis=row.basis)


def _device_why(device: Device, patient: Patient) -> Sourced:
    chosen = patient.preferences.device is not None
    why = "Chosen for this person." if chosen else "No device was chosen, so the default one stands here."
    return Sourced(why=why, sources=device.sources, basis=device.basis if chosen else "house")


def _constant_why(name: str) -> Sourced:
    row = CONSTANTS.by_id[name]
    return Sourced(why=row.text, sources=row.sources, basis=row.basis)
