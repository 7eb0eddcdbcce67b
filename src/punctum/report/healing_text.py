"""A course of healing as it reads in a terminal: redness first, then what passes within days and what takes months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from punctum.healing.asking.looks import late_days, soon_days
from punctum.healing.asking.respond import Response
from punctum.healing.kinetics import KINETICS
from punctum.report.delivery_words import percent
from punctum.report.healing_words import (
    LATE,
    NAMES,
    NOT_BENEFIT,
    SOON,
    band_text,
    done_text,
    effects,
    figure,
    notes,
    redness_shares,
    redness_text,
    time_after,
    zone_text,
)
from punctum.report.skin_text import SEXES
from punctum.report.terminal import paragraph
from punctum.report.words import at_most, count, listed, number, plain

# The band that is told: wide enough to be honest, narrow enough to be read.
LEVEL = 80
FIRST_COLUMN, COLUMN = 26, 18
REST = "Of collagen and elastin 1 is skin at rest:"
ACTS = {
    "synthesis": "making of collagen",
    "mmp": "collagenase",
    "closure": "speed at which channels close",
    "epithelium": "speed of the epidermal edge",
}
BASES = {"read": "read", "remembered": "remembered", "derived": "derived", "house": "house defaults"}


def healing_text(response: Response) -> str:
    """Everything that the command prints."""
    sections = (
        ("Redness", (redness_text(response), redness_shares(response))),
        ("What was taken into account", _effects(response)),
        ("What it rests on", _rests_on(response)),
        ("What this is not, and what nobody knows", notes(response)),
    )
    lines = [*_head(response), "", *_soon(response), "", *_late(response)]
    for heading, texts in sections:
        wrapped = [line for text in texts for line in paragraph(text, "  ")]
        if wrapped:
            lines += ["", f"{heading}:", *wrapped]
    return "\n".join(lines)


def _head(response: Response) -> Iterator[str]:
    asked = response.asked
    treatment = asked.treatment
    person = SEXES[treatment.sex]
    if treatment.age_years is not None:
        person += f", {number(treatment.age_years)} years"
    yield f"{zone_text(response)} ({treatment.zone}; {person})"
    yield from paragraph(done_text(response))
    yield f"Simulated for {count(asked.until_days, 'day')}, {count(asked.draws, 'draw')}, seed {asked.seed}."
    yield from paragraph(NOT_BENEFIT)


def _soon(response: Response) -> Iterator[str]:
    asked = response.asked
    last = asked.session_days[-1]
    after = [days for days in soon_days() if last + days < asked.until_days]
    yield from paragraph(f"After the {_last(response)}; under each median, between what {LEVEL} of 100 draws lie:")
    yield from _table(response, SOON, after, [time_after(days) for days in after])


def _late(response: Response) -> Iterator[str]:
    asked = response.asked
    after = late_days(asked.session_days[-1], asked.until_days)
    yield from paragraph(f"Months after the {_last(response)}. {REST}")
    yield from _table(response, LATE, after, [*(time_after(days) for days in after[:-1]), f"day {asked.until_days:g}"])


def _last(response: Response) -> str:
    days = response.asked.session_days
    return "session" if len(days) == 1 else f"last session on day {number(days[-1], 0)}"


def _table(
    response: Response, outputs: Sequence[str], after_days: Sequence[float], times: Sequence[str]
) -> Iterator[str]:
    """Two lines an output: medians, and under them the band."""
    last = response.asked.session_days[-1]
    at = [int(np.argmin(np.abs(response.course.days - last - days))) for days in after_days]
    yield _row("", times)
    for name in outputs:
        bands = response.bands[name]
        yield _row(NAMES[name], [figure(name, bands.median[look]) for look in at])
        yield _row("", [band_text(name, bands, look, LEVEL) for look in at])


def _row(name: str, cells: Sequence[str]) -> str:
    return f"  {name:<{FIRST_COLUMN}}{''.join(f'{cell:<{COLUMN}}' for cell in cells)}".rstrip()


def _effects(response: Response) -> Iterator[str]:
    for row, share in effects(response):
        factor = float(row.factor(0, share))
        if row.acts_on == "none":
            yield f"{row.name.capitalize()}: {row.note}"
        elif factor != 1:
            yield f"{row.name.capitalize()}: {ACTS[row.acts_on]} times {factor:.2f}; certainty {plain(row.certainty)}."
    if response.asked.covered:
        yield "The skin is kept under a cover after each session: channels close more slowly."


def _rests_on(response: Response) -> Iterator[str]:
    bases = [row.basis for row in KINETICS.rows]
    told = [f"{bases.count(basis)} {words}" for basis, words in BASES.items() if basis in bases]
    yield f"{len(bases)} constants: {listed(told)}. `punctum tables defaults` lists what a clinician has to sign."
    gain = response.course.loop_gain
    yield (
        f"Loop gain of signal and fibroblasts: {at_most(float(np.median(gain)), 2)} in the middle, "
        f"{at_most(float(gain.max()), 3)} at most. "
        "From 1 on it would be fibrosis, which is refused."
    )
    error = float(response.course.time_error.max())
    yield f"The steps in time err by at most {percent(error)} % of the largest change."
