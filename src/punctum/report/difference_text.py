"""Planned against done as it reads in a terminal: two columns, what was missed, and how far agreement is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from punctum.delivery.against import Against
from punctum.delivery.difference import Difference
from punctum.delivery.values import Delivery, Dwell
from punctum.evidence.language import NBSP
from punctum.report.delivery_words import (
    band_text,
    density_number,
    device_text,
    named_minutes,
    percent,
    time_text,
)
from punctum.report.words import count, length, number

AGAIN = (
    "Plan again: the plan simulated once more with other places of the holes. The places are simulated for both, so a "
    "treatment need not agree with itself everywhere. Only a larger difference says something about what was done."
)
HAND = "Both are shown with the usual hand; what another hand does is in the bands behind a figure, in brackets."
DEFAULTS = "These distances, and how near is near enough, are house defaults."
PLAN_FOLLOWS = "All that follows is what was planned."


def difference_lines(planned: Delivery, against: Against) -> Iterator[str]:
    """The lines of the section `Planned against done`; those of a table have more than one blank between columns."""
    done, found, again = against.done, against.difference, against.floor
    yield from _table([("", "planned", "done"), *_rows(planned, done)])
    yield density_text(found)
    yield from _doubts(against)
    if against.recorded.left_out:
        places = count(len(against.recorded.left_out), "place")
        yield f"Left out: {_cm2(against.recorded.left_out_cm2)} in {places}."
    yield (
        f"Missed: {_cm2(found.missed_cm2)}, {percent(found.missed_share)} % of the zone. There the plan has a hole "
        f"within {number(found.reach_mm)}{NBSP}mm, and what was done has none."
    )
    yield (
        "Distance to agreement: how far it is from a place in the zone to the nearest place that was given the density "
        f"planned for the first, to within {number(found.tolerance_percent)} %. At 0{NBSP}mm the place itself was."
    )
    near = f"share within {number(found.agreement_mm)}{NBSP}mm"
    yield from _table(
        [
            ("", "done", "plan again"),
            ("half of the places, up to", *(_apart(one.agreement_median_mm) for one in (found, again))),
            ("95 of 100, up to", *(_apart(one.agreement_p95_mm) for one in (found, again))),
            (near, *(f"{percent(one.agreeing_share)} %" for one in (found, again))),
            ("missed", *(_cm2(one.missed_cm2) for one in (found, again))),
        ]
    )
    yield AGAIN
    yield HAND
    yield DEFAULTS
    yield PLAN_FOLLOWS


def density_text(found: Difference) -> str:
    """How the density done compares: `21 % fewer holes than planned, 290 per cm².`"""
    share = abs(found.difference_percent or 0) / 100
    if found.difference_percent is not None and percent(share) in ("0", "under 0.01"):
        return "As many holes as planned."
    more = "more" if found.difference_per_cm2 > 0 else "fewer"
    return f"{percent(share)} % {more} holes than planned: {density_number(abs(found.difference_per_cm2))} per cm²."


def _rows(planned: Delivery, done: Delivery) -> Iterator[tuple[str, ...]]:
    both = (planned, done)
    yield "device", *(one.treatment.hand_piece.name for one in both)
    yield "needle", *(length(one.needle_length_mm) for one in both)
    yield "mean depth of a channel", *(_depth(one) for one in both)
    yield "holes per cm²", *(_density(one) for one in both)
    if any(named_minutes(one) is not None for one in both):
        yield "needles on the skin", *(_minutes(one) for one in both)
    if any(one.goals for one in both):
        yield "goals met", *(f"{sum(goal.met for goal in one.goals)} of {len(one.goals)}" for one in both)


def _doubts(against: Against) -> Iterator[str]:
    """What makes the figures of what was done less sure than they look."""
    done, treatment = against.done, against.recorded.treatment
    if done.needle_length_mm < treatment.needle_length_mm:
        yield (
            f"{length(treatment.needle_length_mm)} was recorded; the label of this device ends at "
            f"{length(done.needle_length_mm)}, and so does this simulation."
        )
    if isinstance(treatment.dose, Dwell) and not treatment.hand_piece.rate_sourced:
        yield f"Nobody printed or measured the rate of {device_text(done).split(',')[0]}: the holes done are a guess."


def _depth(delivery: Delivery) -> str:
    band = band_text(delivery, "depth_mm.mean", lambda value: f"{value:.2f}")
    return f"{delivery.depth_mm.mean:.2f}{NBSP}mm{band}"


def _density(delivery: Delivery) -> str:
    return f"{density_number(delivery.density_per_cm2)}{band_text(delivery, 'density_per_cm2', density_number)}"


def _minutes(delivery: Delivery) -> str:
    minutes = named_minutes(delivery)
    return "not known" if minutes is None else time_text(minutes)


def _apart(distance_mm: float | None) -> str:
    return "nowhere in the zone" if distance_mm is None else f"{number(distance_mm)}{NBSP}mm"


def _cm2(area: float) -> str:
    return f"{number(area, 2 if area < 1 else 1)}{NBSP}cm²"


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Columns as wide as their longest text, and two blanks."""
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(f"{text:<{room}}" for text, room in zip(row, wide, strict=True)).rstrip()
