"""What the fields of a history are called, and their values in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from punctum import InputError
from punctum.evidence import SCALES
from punctum.skin import ZONES, find_zones
from punctum_clinic.web.core_words import told

Kind = Literal["medicine", "condition", "allergy", "procedure", "exposure", "product"]
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# Lists of entries, and the heading of the vocabulary that their names are looked up under.
SUBJECT_KINDS: Mapping[str, Kind] = {
    "conditions": "condition",
    "medicines": "medicine",
    "allergies": "allergy",
    "procedures": "procedure",
    "exposures": "exposure",
    "products": "product",
}
# In the order in which they are read.
SUBJECTS: Mapping[str, str | Promise] = {
    "concerns": gettext_lazy("What they want treated"),
    "goals": gettext_lazy("What they hope for"),
    "requests": gettext_lazy("What they ask for"),
    "preferences": gettext_lazy("What they can live with"),
    "conditions": gettext_lazy("Conditions"),
    "medicines": gettext_lazy("Medicines"),
    "allergies": gettext_lazy("Allergies"),
    "procedures": gettext_lazy("Treatments of the skin"),
    "exposures": gettext_lazy("Sun and the like"),
    "products": gettext_lazy("Products at home"),
    "about": gettext_lazy("About them"),
    "skin": gettext_lazy("Their skin"),
    "lifestyle": gettext_lazy("Their days"),
    "notes": gettext_lazy("Notes"),
}
# Fields that stand alone in a history and are shown together.
ABOUT = ("phototype", "fitzpatrick", "pregnant", "breastfeeding", "smoker", "weight_kg")
FIELDS: Mapping[str, str | Promise] = {
    "phototype": gettext_lazy("skin type (Fitzpatrick)"),
    "fitzpatrick": gettext_lazy("Fitzpatrick questionnaire"),
    "pregnant": gettext_lazy("pregnant"),
    "breastfeeding": gettext_lazy("breastfeeding"),
    "smoker": gettext_lazy("smokes"),
    "weight_kg": gettext_lazy("weight (kg)"),
    "name": gettext_lazy("name"),
    "indication": gettext_lazy("concern"),
    "zones": gettext_lazy("where"),
    "subtype": gettext_lazy("kind"),
    "severity": gettext_lazy("how strong"),
    "active": gettext_lazy("active now"),
    "controlled": gettext_lazy("well controlled"),
    "since": gettext_lazy("since"),
    "ended": gettext_lazy("ended"),
    "route": gettext_lazy("how it is taken"),
    "dose": gettext_lazy("dose"),
    "prescribed": gettext_lazy("prescribed"),
    "reason": gettext_lazy("taken for"),
    "started": gettext_lazy("started"),
    "stopped": gettext_lazy("stopped"),
    "reaction": gettext_lazy("what happened"),
    "on": gettext_lazy("on"),
    "last_used": gettext_lazy("last used"),
    "scale": gettext_lazy("scale"),
    "answers": gettext_lazy("answers"),
    "baseline": gettext_lazy("score now"),
    "goal": gettext_lazy("score hoped for"),
    "device": gettext_lazy("device"),
    "max_redness_days": gettext_lazy("days of redness at most"),
    "max_visits": gettext_lazy("visits at most"),
    "events": gettext_lazy("days to plan around"),
    "adjuncts": gettext_lazy("used with the needles"),
    "needle_length_mm": gettext_lazy("needle length (mm)"),
    "other": gettext_lazy("other wishes"),
    "sensitive": gettext_lazy("easily upset"),
    "thick": gettext_lazy("thick"),
    "thin": gettext_lazy("thin"),
    "outdoor_work": gettext_lazy("works outdoors"),
    "sport": gettext_lazy("sport"),
    "swimming": gettext_lazy("swimming"),
    "sun": gettext_lazy("much sun"),
    "goals": gettext_lazy("hope"),
    "notes": gettext_lazy("notes"),
}


def field_words(field: str) -> str:
    """What a field is called; its own name where it is not known."""
    return str(FIELDS.get(field, field.replace("_", " ")))


def value_words(field: str, value: Any) -> str:
    """A value of a history in words, on one line. What was written in somebody's own words stays as it is."""
    if value is None or value == "" or value == []:
        return _("not stated")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return str(number_format(value))
    if isinstance(value, list | tuple):
        return ", ".join(value_words(field, one) for one in value)
    if isinstance(value, dict):
        return "; ".join(f"{field_words(name)}: {value_words(name, one)}" for name, one in value.items())
    return _text_words(field, str(value))


def _text_words(field: str, text: str) -> str:
    if ISO_DATE.fullmatch(text):
        try:
            return str(date_format(date.fromisoformat(text), _("j F Y")))
        except ValueError:
            return text
    if field == "zones":
        return _zones(text)
    if field == "scale" and text in SCALES.by_id:
        return told(SCALES.by_id[text].name)
    if field == "indication":
        return told(text)
    return text


def _zones(text: str) -> str:
    try:
        return ", ".join(told(ZONES.by_id[zone].name) for zone in find_zones(text))
    except InputError:
        return text
