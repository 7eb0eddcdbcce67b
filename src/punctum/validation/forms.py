"""The form in which a study prints one thing: its unit, and whether it is a value, a change, a ratio or a time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from punctum.barrier import HOURS_A_DAY
from punctum.healing.batches import UM_A_MM
from punctum.healing.observing.observables import Region
from punctum.validation.durations import DAYS, unit_of
from punctum.validation.families import READINGS, Family, Reading
from punctum.validation.lines import Design
from punctum.validation.phrases import finder, mentions
from punctum.validation.spelling import plain

Form = Literal["plain", "dermis_um", "skin_um", "change", "of_rest", "minus", "fold", "log2", "two_to", "stain", "sign"]
_PERCENT = re.compile(
    r"^%(?: ?\(.*\)| ?(?:area.*|.*change.*|.*increase.*|.*decrease.*|.*reduction.*|higher.*|lower.*|above.*|over.*"
    r"|positive.*|after.*|points?|of (?:baseline|control|normal|rest|initial|pre|before|untreated|start|collagen|total"
    r"|field|the area|channels).*)"
    r"|)$"
)
_SAME = {
    "g/m2/h": (
        "g/m2/h",
        "g/m2h",
        "g/(m2h)",
        "g m-2 h-1",
        "g/m2 h",
        "g/hm2",
        "g/h/m2",
        "g/m^2/h",
        "g.m-2.h-1",
        "g/m2/hr",
    ),
    "x": ("x", "fold"),
    "1": ("1", "ratio", "-", ""),
    "share": ("share", "fraction"),
}
# The model holds a change; a printed thickness needs the layers of the skin besides.
_THICKNESSES: dict[str, Form] = {"dermis_um": "dermis_um", "skin_um": "skin_um"}
_NONE = ("", "-", "1", "n/a", "na", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One thing asked for.

    Arguments:
        name: as the line names it. family: what it is; None where it is not modelled. why_not: the reason then.
        observable: to read; None where only a direction can be told. form: from its value to what is printed.
        scale: factor from the observable's unit to `unit`, in which it is printed. reading: how a device shows it.
        region: where in the dermis. added: whether the reading at rest is part of what is printed.
    """

    name: str
    family: Family | None = None
    why_not: str = ""
    observable: str | None = None
    form: Form = "sign"
    scale: float = 1.0
    unit: str = ""
    reading: Reading | None = None
    region: Region = "dermis"
    added: bool = False


def ask_of(name: str, family: Family, design: Design) -> Ask:
    """What a line asks of one family: which observable, and how the study prints it."""
    quantity = plain(design.quantity)
    text = f"{quantity} ; {plain(design.conditions)}"
    unit = plain(design.unit)
    rna = family.rna is not None and bool(mentions("rna", f"{quantity} ; {unit}"))
    if rna:
        return _rna(name, family, unit, design)
    if (time := unit_of(unit.split(" ")[0] if unit else "")) is not None:
        return _time(name, family, time, quantity, design)
    region = _region(family, text)
    if "log2" in unit or "log 2" in unit:
        return (
            Ask(name=name, family=family, observable=family.relative, form="log2", unit=design.unit, region=region)
            if family.relative
            else _only_sign(name, family, f"no log2 of this: {design.unit}")
        )
    unit = re.sub(r"per ?cent(?:age)?", "%", unit)
    if "%" in unit:
        if not _PERCENT.match(unit):
            return _only_sign(name, family, f"the unit {design.unit!r} is not one that the model can tell")
        return _percent(name, family, unit, quantity, text, region, design)
    if re.match(r"(?:x|fold|times|fold[- ]change|x-fold)\b", unit) or unit in (
        "ratio",
        "relative",
        "normalised",
        "normalized",
    ):
        if family.absolute_unit in ("x", "1"):
            return Ask(
                name=name, family=family, observable=family.absolute, form="plain", unit=design.unit, region=region
            )
        if family.relative:
            return Ask(name=name, family=family, observable=family.relative, form="fold", unit=design.unit,
                       region=region, reading=_reading(family.relative, ""))  # fmt: skip
    if family.absolute and (scale := _scale(family.absolute_unit, unit)) is not None:
        added = not mentions("change", f"{quantity} ; {unit}")
        observable = family.absolute
        if family.id == "tewl" and not added:
            observable = family.sign or observable
        reading = _reading(observable, text)
        form = _THICKNESSES.get(family.absolute_unit, "plain")
        return Ask(name=name, family=family, observable=observable, form=form, scale=scale, unit=design.unit,
                   reading=reading, region=region)  # fmt: skip
    if (
        family.absolute
        and (reading := _reading(family.absolute, f"{quantity} ; {unit}"))
        and reading.rest_low is not None
    ):
        added = not mentions("change", f"{quantity} ; {unit}")
        return Ask(name=name, family=family, observable=family.absolute, form="plain", unit=design.unit or reading.id,
                   reading=reading, added=added)  # fmt: skip
    if unit in _NONE or mentions("change", unit):
        return _unnamed(name, family, quantity, region)
    return _only_sign(name, family, f"the unit {design.unit!r} is not one that the model can tell")


def _unnamed(name: str, family: Family, quantity: str, region: Region) -> Ask:
    """Without a unit: the change in per cent over rest, a time where the words ask for one, else the absolute value."""
    if family.half_life and mentions("half", quantity):
        return Ask(name=name, family=family, observable=family.half_life, form="plain", unit="h")
    if family.duration and (mentions("duration", quantity) or family.id == "pores"):
        return Ask(name=name, family=family, observable=family.duration, form="plain", unit=_own_unit(family.duration))
    if family.absolute_unit == "1":
        return Ask(name=name, family=family, observable=family.absolute, form="plain", unit="1", region=region)
    if family.relative:
        return Ask(name=name, family=family, observable=family.relative, form="change", unit="% over rest",
                   reading=_reading(family.relative, ""), region=region)  # fmt: skip
    if family.absolute:
        return Ask(
            name=name, family=family, observable=family.absolute, form="plain", unit=family.absolute_unit or "AU"
        )
    return _only_sign(name, family, "no unit is named")


def _own_unit(observable: str) -> str:
    return "d" if observable.endswith("_days") else "h"


def _only_sign(name: str, family: Family, why: str) -> Ask:
    if family.sign is None:
        return Ask(name=name, why_not=why)
    return Ask(name=name, family=family, why_not=why)


def _rna(name: str, family: Family, unit: str, design: Design) -> Ask:
    form: Form = "plain" if "log2" in unit or unit in _NONE else "two_to"
    if "%" in unit or not ("log2" in unit or unit in _NONE or re.match(r"(?:x|fold|times|ratio|relative)", unit)):
        return Ask(name=name, why_not=f"RNA is told as log2 or fold, not in {design.unit!r}")
    reading = _reading(family.rna or "", "")
    return Ask(name=f"{name} RNA", family=family, observable=family.rna, form=form, unit=design.unit or "log2",
               reading=reading)  # fmt: skip


def _time(name: str, family: Family, time: str, quantity: str, design: Design) -> Ask:
    found: str | None
    if mentions("half", quantity):
        found = family.half_life
    elif mentions("first", quantity):
        found = family.first
    elif mentions("peak", quantity):
        found = family.peak
    else:
        found = family.duration
    if found is None:
        return Ask(name=name, why_not="the model has no such time")
    days = 1.0 if found.endswith("_days") else 1 / HOURS_A_DAY
    return Ask(name=name, family=family, observable=found, form="plain", scale=days / DAYS[time], unit=design.unit)


def _percent(name: str, family: Family, unit: str, quantity: str, text: str, region: Region, design: Design) -> Ask:
    of_rest = re.search(
        r"% of (?:baseline|control|normal|rest|initial|pre|before|untreated|start)", f"{unit} {quantity}"
    )
    lower = re.search(r"% (?:reduction|decrease|loss|lower)|\b(?:reduction|decrease)\b", f"{unit} ; {quantity}")
    changed = bool(mentions("change", f"{unit} ; {quantity}"))
    if family.absolute_unit == "%" and (family.relative is None or not (of_rest or changed)):
        return Ask(name=name, family=family, observable=family.absolute, form="plain", unit=design.unit, region=region)
    if family.relative is None:
        return _only_sign(name, family, f"the model cannot tell it in {design.unit!r}")
    form: Form = "change"
    if of_rest:
        form = "of_rest"
    elif lower:
        form = "minus"
    elif family.stain and not changed and mentions("area", f"{unit} ; {plain(design.symbol)} ; {text}"):
        form = "stain"
    elif family.stain and not changed:
        return _only_sign(name, family, "whether the per cent are a change or a stained area is not said")
    reading = READINGS.by_id["stain"] if form == "stain" else _reading(family.relative, "")
    return Ask(name=name, family=family, observable=family.relative, form=form, unit=design.unit, reading=reading,
               region=region)  # fmt: skip


def _region(family: Family, text: str) -> Region:
    found = mentions("region", text)
    if found and family.relative and family.id not in ("elastin", "epidermis", "viable_epidermis"):
        return "papillary" if found[0].value == "papillary" else "upper"
    return "dermis"


def _scale(own: str, unit: str) -> float | None:
    """Factor from a family's unit to the printed one; None where the two are not the same kind."""
    same = _SAME.get(own, ())
    if unit in same or unit.split(" (")[0] in same:
        return 1.0
    if own in ("um", "dermis_um", "skin_um") and unit in ("um", "micron", "microns"):
        return 1.0
    if own in ("um", "dermis_um", "skin_um") and unit == "mm":
        return 1 / UM_A_MM
    return None


def _reading(observable: str, text: str) -> Reading | None:
    """The device that counts for an observable: one that the text names, or one that always does."""
    for row in READINGS.rows:
        if observable in row.observables and (not row.words or finder(row.words).search(text)):
            return row
    return None
