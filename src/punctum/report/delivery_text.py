"""A delivery as it reads in a terminal: the dose first, then how even, how deep, what it reaches, what is assumed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from punctum.delivery.against import Against
from punctum.delivery.proxies import BLEEDING_TEXT
from punctum.delivery.values import Delivery
from punctum.evidence.language import NBSP
from punctum.report.citations import citation, delivery_sources
from punctum.report.delivery_words import (
    ENDPOINT,
    LAYERS,
    band_text,
    density_number,
    device_text,
    dose_text,
    dwell_text,
    goal_text,
    layer_range,
    percent,
    zone_name,
)
from punctum.report.difference_text import difference_lines
from punctum.report.layer_words import depth
from punctum.report.skin_text import SEXES
from punctum.report.terminal import WIDE, paragraph
from punctum.report.words import BASIS_WORDS, capital, length, number

BAND_NOTE = (
    "In brackets: between what a figure lies in 90 of 100 draws with other hands, other depths and other skin. The "
    "figure itself is one draw with the usual hand and may lie outside."
)
DEPTH_NOTE = (
    "Injury is the share of the length of all channels. Needle length is not channel depth; most holes end before it."
)
NO_BAND = "One draw was made, so no figure has a band."
SIMULATED = "Simulated. No hand has worked; what is recorded after a treatment outranks it."


def delivery_text(delivery: Delivery, against: Against | None = None) -> str:
    """Everything that the command prints, with the works cited at its end; `against`: what was done instead."""
    sources = [*delivery_sources(delivery), *(delivery_sources(against.done) if against else ())]
    numbers = {source: index + 1 for index, source in enumerate(dict.fromkeys(sources))}
    sections = (
        _head(delivery),
        ("Planned against done", difference_lines(delivery, against) if against else ()),
        ("How even", _even(delivery)),
        ("How deep", _deep(delivery)),
        ("What it reaches", _reached(delivery, numbers)),
        ("Goals", _goals(delivery)),
        ("House defaults, and what is little known", _assumed(delivery, against, numbers)),
        ("Notes", _notes(delivery, numbers)),
        ("Sources", (f"[{index}] {citation(source).text}" for source, index in numbers.items())),
    )
    head, *rest = sections
    lines = list(head)
    for heading, texts in rest:
        if wrapped := [line for text in texts for line in _wrapped(text)]:
            lines += ["", f"{heading}:", *wrapped]
    return "\n".join(lines)


def _head(delivery: Delivery) -> Iterator[str]:
    treatment = delivery.treatment
    person = SEXES[treatment.sex]
    if treatment.age_years is not None:
        person += f", {number(treatment.age_years)} years"
    yield f"{zone_name(delivery)} ({treatment.zone}; {person})"
    yield f"{device_text(delivery)}."
    if delivery.needle_length_mm < treatment.needle_length_mm:
        asked = length(treatment.needle_length_mm)
        yield f"{asked} was asked for; the label of this device ends at {length(delivery.needle_length_mm)}."
    yield dose_text(delivery)
    yield dwell_text(delivery)
    yield ENDPOINT
    yield SIMULATED


def _even(delivery: Delivery) -> Iterator[str]:
    if band := band_text(delivery, "density_per_cm2", density_number):
        yield f"The zone has {density_number(delivery.density_per_cm2)} holes per cm²{band}."
    for radius, share in sorted(delivery.coverage.items()):
        band = band_text(delivery, f"coverage.{radius:g}", percent)
        yield f"{percent(share):>5} % of the zone lies within {number(radius, 2)}{NBSP}mm of a hole{band}."
    gap = band_text(delivery, "largest_gap_mm", number)
    yield f"The largest circle without a hole is {number(delivery.largest_gap_mm)}{NBSP}mm across{gap}."
    for square, cv in delivery.density_cv.items():
        size = f"squares of {number(square, 2)}{NBSP}cm²"
        band = band_text(delivery, f"density_cv.{square:g}", percent)
        yield (
            f"The zone has too few {size} to tell how the density varies between them." if cv is None
            else f"Between {size} the density varies by {percent(cv)} % (SD){band}."
        )  # fmt: skip
    band = band_text(delivery, "opened_area_fraction", percent)
    yield f"{percent(delivery.opened_area_fraction)} % of the surface is open{band}."


def _deep(delivery: Delivery) -> Iterator[str]:
    made = delivery.depth_mm
    band = band_text(delivery, "depth_mm.mean", lambda value: f"{value:.2f}")
    yield (
        f"Channels are {made.mean:.2f}{NBSP}mm deep on average{band}; SD {made.sd:.2f}; "
        f"5, 50 and 95 of 100 end above {made.p05:.2f}, {made.p50:.2f} and {made.p95:.2f}{NBSP}mm."
    )
    yield f"{'Layer':<18}{'from, to':<20}{'injury':<24}{'holes end':<24}".rstrip()
    for layer in delivery.layers:
        where = layer_range(layer)
        injury = f"{percent(layer.share)} %{band_text(delivery, f'layer_share.{layer.layer}', percent)}"
        tips = f"{percent(layer.tips)} %{band_text(delivery, f'tip_share.{layer.layer}', percent)}"
        yield f"{LAYERS[layer.layer]:<18}{where:<20}{injury:<24}{tips:<24}".rstrip()
    yield DEPTH_NOTE


def _reached(delivery: Delivery, numbers: Mapping[str, int]) -> Iterator[str]:
    for reach in delivery.bleeding:
        band = band_text(delivery, f"reach.{reach.depth_um:g}", density_number)
        holes = f"{density_number(reach.holes_per_cm2)} holes per cm²{band}"
        yield _said(f"{holes} reach {depth(reach.depth_um)}: {reach.name}", reach.sources, numbers)
    if delivery.bleeding:
        yield BLEEDING_TEXT
    ache = delivery.pain
    span = f"{number(ache.low, 0)} to {number(ache.high, 0)}"
    said = f"About {number(ache.percent_of_26g, 0)} % of the pain of a 26-gauge needle, spread {span} %"
    yield _said(f"{said}. {ache.text}", ache.sources, numbers)


def _goals(delivery: Delivery) -> Iterator[str]:
    for goal in delivery.goals:
        word = "met" if goal.met else "NOT MET"
        # A goal that somebody asked for has no source and is no default.
        default = " House default." if goal.basis == "house" and goal.sources else ""
        yield f"{word}: {goal.text.rstrip('.')}. {capital(goal_text(goal))}.{default}"


def _assumed(delivery: Delivery, against: Against | None, numbers: Mapping[str, int]) -> Iterator[str]:
    for item in delivery.assumed:
        yield _said(item.text, item.sources, numbers)
    for item in against.done.assumed if against else ():
        if item not in delivery.assumed and against is not None:
            yield _said(f"{against.done.treatment.hand_piece.name}: {item.text}", item.sources, numbers)


def _notes(delivery: Delivery, numbers: Mapping[str, int]) -> Iterator[str]:
    region = delivery.region
    if not any(region.area_text in note for note in delivery.notes):
        yield _said(f"Area: {region.area_text} {BASIS_WORDS[region.area_basis]}".strip(), region.area_sources, numbers)
    yield BAND_NOTE if delivery.bands else NO_BAND
    yield from delivery.notes


def _said(text: str, sources: Iterable[str], numbers: Mapping[str, int]) -> str:
    marks = "".join(f"[{numbers[source]}]" for source in sources)
    return f"{text.rstrip('.')}. {marks}".rstrip()


def _wrapped(text: str) -> list[str]:
    # Wrapping would eat the blanks that make columns.
    return [f"  {text}"] if "  " in text and len(text) < WIDE else paragraph(text, "  ", "    ")
