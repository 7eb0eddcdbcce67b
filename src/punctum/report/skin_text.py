"""One zone of the skin as it reads in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from punctum.evidence.language import NBSP
from punctum.report.citations import citation
from punctum.report.layer_words import NAMES, interval, measured, thickness
from punctum.report.skin_sheet import SkinSheet, sources_of
from punctum.report.terminal import paragraph
from punctum.report.words import BASIS_WORDS, capital, listed, number
from punctum.skin import ZONES, Layer
from punctum.skin.areas import Convention
from punctum.skin.views import VIEWS

FLAGS = {
    "bone_close": "bone lies close under the skin",
    "thin": "the skin is thin",
    "keloid_prone": "prone to keloids, scars that outgrow the wound",
}
SEXES = {"female": "a woman", "male": "a man", "unknown": "sex not known"}
WHOSE = {"female": " in women", "male": " in men", "both": ""}
CONVENTIONS: dict[Convention, str] = {
    "mesh": "by a mesh of the face",
    "body_surface_share": "as a share of body surface",
    "lund_browder": "by the chart of Lund and Browder",
    "rule_of_nines": "by the rule of nines",
    "half_girth": "as half a girth",
    "cylinder": "as a cylinder",
    "scan_share": "by scans of bodies",
    "scan_share_with_fingers": "by scans of bodies, with the fingers",
    "breadth_times_height": "as breadth times height",
    "clinic_convention": "as clinics reckon",
    "symposium": "as told at a symposium",
    "traced": "to be traced",
}
COMPARE = "Methods differ and do not agree. Compare a zone with another only where both were measured in the same way."
DEPTH = "These are thicknesses. Needle length is not channel depth."


def skin_text(sheet: SkinSheet) -> str:
    """The zone, what to mind there, its area, its layers with spread, method and source, and the works cited."""
    numbers = {source: index + 1 for index, source in enumerate(sources_of(sheet))}
    person = SEXES[sheet.sex]
    if sheet.age_years is not None:
        person += f", {number(sheet.age_years)} years"
    lines = [f"{capital(sheet.zone.name)} ({sheet.zone.id}; {person})", *_plainly(sheet), "", *_area(sheet, numbers)]
    if sheet.layers:
        lines += ["", "Layers from the surface down:"]
        for layer in sheet.layers:
            lines += _layer(layer, numbers)
    if sheet.dermis is not None:
        lines += ["Both parts of the dermis together:", *_layer(sheet.dermis, numbers)]
        if sheet.layers[-1].name != "subcutis":
            lines.append("How thick the fat below is has not been measured here.")
        lines += ["", "What age does:", *_ages(sheet), "", *_wrapped(f"{COMPARE} {DEPTH}", "")]
    lines += ["", "Sources:"]
    lines += [f"  [{index}] {citation(source).text}" for source, index in numbers.items()]
    return "\n".join(lines)


def _plainly(sheet: SkinSheet) -> list[str]:
    zone = sheet.zone
    lines = []
    if sheet.never:
        lines.append("Never needled. No layers are given, because no needle goes here.")
        if zone.beside:
            beside = listed(ZONES.by_id[name].name for name in zone.beside)
            lines.append(f"What happened here counts for the zone beside it: {beside}.")
    if words := [FLAGS[flag] for flag in zone.flags if flag in FLAGS]:
        lines.append(f"Mind: {listed(words)}.")
    if sheet.never_beside:
        lines.append(f"Beside it, never needled: {listed(other.name for other in sheet.never_beside)}.")
    shown = "; ".join(VIEWS.by_id[view].name for view in sheet.views)
    lines.append(f"Drawn in: {shown}." if shown else "No drawing shows it.")
    return lines


def _area(sheet: SkinSheet, numbers: Mapping[str, int]) -> list[str]:
    """The area in use with its convention, then what other conventions say."""
    area = sheet.area
    size = "not known"
    if area.area_cm2 is not None:
        size = f"{number(area.area_cm2)}{NBSP}cm² of skin, {CONVENTIONS[area.convention]}"
    parts = [f"Area: {size} ({area.extent})", area.note, BASIS_WORDS[area.basis]]
    lines = _wrapped(f"{_sentences(parts)} {_marks(area.sources, numbers)}", "")
    if area.disagreement:
        lines += _wrapped(f"Others: {area.disagreement}", "  ")
    for other in area.others:
        if other.area_cm2 is not None:
            whose = WHOSE[other.sex] if sheet.sex == "unknown" else ""
            told = f"{number(other.area_cm2)}{NBSP}cm²{whose} {CONVENTIONS[other.convention]} ({other.extent})."
            lines += _wrapped(f"Others: {told} {_marks(other.sources, numbers)}", "  ")
    return lines


def _layer(layer: Layer, numbers: Mapping[str, int]) -> list[str]:
    line = f"  {NAMES[layer.name]:<33}{thickness(layer)}"
    sure = "" if layer.method == layer.basis == "derived" else BASIS_WORDS[layer.basis]
    about = [measured(layer), interval(layer), sure]
    lines = [line, *_wrapped(f"{_sentences(about)} {_marks(layer.sources, numbers)}")]
    if layer.note:
        lines += _wrapped(layer.note)
    if layer.disagreement:
        lines += _wrapped(f"Others: {layer.disagreement} {_marks(layer.disagreement_sources, numbers)}")
    return lines


def _ages(sheet: SkinSheet) -> list[str]:
    """What age does to each layer; layers of which the same is known stand together."""
    by_note: dict[str, list[str]] = {}
    for layer in sheet.layers:
        by_note.setdefault(layer.age_note, []).append(NAMES[layer.name])
    return [line for note, names in by_note.items() for line in _wrapped(f"{capital(listed(names))}: {note}", "  ")]


def _sentences(parts: Iterable[str]) -> str:
    return " ".join(f"{capital(part).rstrip('.')}." for part in parts if part)


def _marks(sources: Iterable[str], numbers: Mapping[str, int]) -> str:
    return "".join(f"[{numbers[source]}]" for source in sources)


def _wrapped(text: str, indent: str = "      ") -> list[str]:
    return paragraph(text.strip(), indent)
