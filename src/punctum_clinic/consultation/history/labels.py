"""How the fields of the patient file are called on a form."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

# A field by its name; where the same name means two things, by the name of its group first.
LABELS: dict[str, Any] = {
    "phototype": _("Skin type (Fitzpatrick)"),
    "pregnant": _("Pregnant, or may be"),
    "breastfeeding": _("Breastfeeding"),
    "smoker": _("Smokes"),
    "weight_kg": _("Weight, kg"),
    "conditions": _("Conditions"),
    "medicines": _("Medicines and supplements"),
    "allergies": _("Allergies"),
    "procedures": _("Done to the skin"),
    "exposures": _("Sun, self-tan and the like"),
    "products": _("Products used at home"),
    "preferences": _("What they can live with"),
    "requests": _("Asked for by name"),
    "skin": _("How they describe their skin"),
    "lifestyle": _("Habits"),
    "goals": _("What they hope for, in their words"),
    "notes": _("Notes of the file"),
    "conditions.name": _("Condition"),
    "medicines.name": _("Medicine or supplement"),
    "allergies.name": _("Allergic to"),
    "procedures.name": _("Procedure"),
    "exposures.name": _("Exposure"),
    "products.name": _("Product"),
    "active": _("Active now"),
    "controlled": _("Well controlled"),
    "severity": _("Severity"),
    "subtype": _("Subtype"),
    "zones": _("Where on the body"),
    "since": _("Since"),
    "ended": _("Ended on"),
    "route": _("Route (tablet, cream, injection)"),
    "dose": _("Dose"),
    "prescribed": _("Prescribed"),
    "reason": _("Taken for"),
    "started": _("Started on"),
    "stopped": _("Last taken on"),
    "reaction": _("What happened"),
    "on": _("On"),
    "last_used": _("Last used on"),
    "preferences.device": _("Device to be used"),
    "max_redness_days": _("Days of redness they accept"),
    "max_visits": _("Most visits"),
    "events": _("Days that must be free of redness"),
    "adjuncts": _("Put on the skin with the needling"),
    "needle_length_mm": _("Needle length asked for, mm"),
    "requests.device": _("Device asked for"),
    "other": _("Anything else asked for"),
    "sensitive": _("Sensitive"),
    "thick": _("Thick"),
    "thin": _("Thin"),
    "outdoor_work": _("Works outdoors"),
    "sport": _("Sport"),
    "swimming": _("Swimming"),
    "sun": _("Much sun"),
}
HINTS: dict[str, Any] = {
    "zones": _("Zones with commas between. Empty: everywhere."),
    "events": _("One date a line, as 2026-12-24."),
    "goals": _("One a line."),
    "adjuncts": _("One a line."),
    "other": _("One a line."),
    "stopped": _("Empty: still taken."),
    "last_used": _("Empty: still used."),
    "notes": _("A clinician reads what stands here before any treatment."),
}
LISTS_EMPTY: dict[str, Any] = {
    "conditions": _("No conditions written down."),
    "medicines": _("No medicines written down."),
    "allergies": _("No allergies written down."),
    "procedures": _("Nothing done to the skin written down."),
    "exposures": _("No exposures written down."),
    "products": _("No products written down."),
}
ADD: dict[str, Any] = {
    "conditions": _("Add a condition"),
    "medicines": _("Add a medicine"),
    "allergies": _("Add an allergy"),
    "procedures": _("Add a procedure"),
    "exposures": _("Add an exposure"),
    "products": _("Add a product"),
}


def label_of(group: str, name: str) -> Any:
    """The label of a field of a group.

    Raises:
        KeyError: nobody has given it one.
    """
    return LABELS[f"{group}.{name}"] if f"{group}.{name}" in LABELS else LABELS[name]
