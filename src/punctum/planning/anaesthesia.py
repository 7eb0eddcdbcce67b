"""The one topical anaesthetic of a visit, with one limit over all zones."""

from __future__ import annotations

import math

from punctum.patient import Patient
from punctum.planning.tables import ANAESTHETICS, CONSTANTS, constant
from punctum.prescription import Anaesthetic
from punctum.screening import Adjustment
from punctum.skin import ZONES


def anaesthetic(zones: tuple[str, ...], patient: Patient, adjustment: Adjustment) -> tuple[Anaesthetic | None, str]:
    """The anaesthetic of a visit and its limit in grams, or None and why.

    max_g = area / 10 cm² × label grams per 10 cm², with the area held to one face area and to the label.

    Arguments:
        zones: all zones treated in the visit. patient: for the weight, which must be known.
        adjustment: of all findings together.

    Returns:
        the anaesthetic or None, and a note for the clinician.
    """
    if not zones:
        return None, ""
    if adjustment.no_topical_anaesthetic:
        return None, "Treat without a topical anaesthetic: a finding rules it out."
    if patient.weight_kg is None:
        return (
            None,
            "No limit is given until the weight is known. Ask for it. Until then, treat without an anaesthetic.",
        )
    product = next(
        (
            row
            for row in ANAESTHETICS.rows
            if row.automatic
            and not set(row.agents) & set(adjustment.agents_excluded)
            and not set(row.agent_classes) & set(adjustment.agent_classes_excluded)
        ),
        None,
    )
    if product is None or product.grams_per_10_cm2 is None:
        return None, "Treat without a topical anaesthetic: no product here is free of what must be avoided."
    one_face = constant("anaesthetic_area_max_cm2")
    areas = [ZONES.by_id[zone].area_cm2 for zone in zones]
    traced = sum(area for area in areas if area is not None)
    untraced = [ZONES.by_id[zone].name for zone, area in zip(zones, areas, strict=True) if area is None]
    area_cm2 = min(one_face, product.area_max_cm2 or one_face, one_face if untraced else traced)
    grams = area_cm2 / 10 * product.grams_per_10_cm2
    max_g = math.floor(min(grams, product.total_max_g or grams) * 10) / 10
    notes = [product.note, "One limit for the whole visit, over all zones and products."]
    if traced > one_face or untraced:
        notes.append(f"{CONSTANTS.by_id['anaesthetic_area_max_cm2'].text} The limit stands for {one_face:g} cm² only.")
    if untraced:
        notes.append(f"The area of {', '.join(untraced)} is not known. Trace it first.")
    return (
        Anaesthetic(
            product=product.product,
            agents=product.agents,
            max_g=max_g,
            area_cm2=area_cm2,
            minutes_min=product.minutes_min or 0,
            minutes_max=product.minutes_max or 0,
            notes=tuple(notes),
            sources=product.sources,
            basis=product.basis,
        ),
        "",
    )
