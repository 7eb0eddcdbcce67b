"""Hand pieces as they meet the skin: where the needles sit, how fast they strike, how they are moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from punctum.device.defaults import Assumption, drum, house_count, pen_needles, pen_rate
from punctum.device.devices import Device
from punctum.device.geometry import GEOMETRY, Geometry, Layout
from punctum.evidence.table import Basis
from punctum.problems import InputError, Problem, shown

__all__ = ["Assumption", "HandPiece", "hand_piece"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandPiece:
    """One device, or one of a clinic's own, ready to be simulated.

    Arguments:
        needles_mm: the needles that strike together, (x, y) about the centre; x along the path, y across it. Of a
            roller those of one row across the drum.
        stroke_rate_hz: strikes a second of a pen, presses a second of a stamp; None where unknown and for rollers.
        row_pitch_mm: along the path from one row of a roller to the next, on the skin; None for pens and stamps.
        stagger_mm: how far every second row of a roller is shifted sideways.
        width_mm: across the path: what one path covers.
        rate_sourced: whether needle count and rate were both read in a source or measured by the clinic, so that a
            time on the skin may be named.
        needle_length_max_mm: longest setting. label_length_max_mm: longest that its label evaluated. None: not known.
        assumed: house defaults among all this, what is only remembered, and what its sources qualify.
        sources, basis: of needle count and rate, or of a roller's drum; house where one of them is assumed.
        stroke_rate_range_hz: slowest and fastest, where the rate lies in a range; `stroke_rate_hz` is its middle.
        needle_count_range: fewest and most needles that such devices have, where the count is assumed.
        measured: who measured the rate, when and how; empty where no clinic did.
    """

    id: str
    name: str
    kind: Literal["pen", "roller", "stamp"]
    needles_mm: tuple[tuple[float, float], ...]
    stroke_rate_hz: float | None
    row_pitch_mm: float | None
    stagger_mm: float
    width_mm: float
    rate_sourced: bool
    needle_length_min_mm: float | None
    needle_length_max_mm: float | None
    label_length_max_mm: float | None
    assumed: tuple[Assumption, ...]
    sources: tuple[str, ...]
    basis: Basis
    stroke_rate_range_hz: tuple[float, float] | None = None
    needle_count_range: tuple[int, int] | None = None
    measured: str = ""

    @property
    def needle_count(self) -> int:
        """How many needles strike together."""
        return len(self.needles_mm)


def hand_piece(device: Device) -> HandPiece:
    """A known device, ready to be simulated: what its sources print, and marked house defaults for the rest.

    A roller rolls on the surface of its drum, without slipping, once the needles are in: 2.62 mm from row to row and
    15.3 holes per cm² a pass for 192 needles. On the tips of 1.5 mm needles it would be 13.3; reviews print 16, and
    250 after 15 passes.

    Raises:
        InputError: it works with heat, nothing is printed of its needles (stamps), or its holes are slits (discs).
    """
    printed = next((row for row in GEOMETRY.rows if row.device == device.id), None)
    if device.kind == "rf" or device.status == "out_of_scope":
        raise _refused(device, "a pen, a roller or a stamp", "works with heat, which is not planned here")
    if device.kind == "stamp":
        raise _refused(device, "a file that describes your own stamp", "no source prints its needles")
    if printed is not None and printed.layout == "discs":
        raise _refused(device, "a device that makes round holes", "its discs leave slits")
    return _roller(device, printed) if device.kind == "roller" else _pen(device, printed)


def _refused(device: Device, expected: str, why: str) -> InputError:
    return InputError([Problem("device", expected, f"{shown(device.id)}, {why}")])


def _pen(device: Device, printed: Geometry | None) -> HandPiece:
    count, counts = device.needle_count, None
    assumed: list[Assumption] = []
    if count is None:
        count, counts, assumption = house_count(device.needle_count_note)
        assumed.append(assumption)
    elif device.needle_count_note:
        assumed.append(Assumption("needle_count", device.needle_count_note, device.sources))
    rate = pen_rate(device.stroke_rate_min_hz, device.stroke_rate_max_hz, device.sources)
    needles = pen_needles(count, _pen_layout(printed), None)
    basis = _basis(device, ("needle_count", "stroke_rate_min_hz", "stroke_rate_max_hz"), ())
    if basis == "remembered" and (device.needle_count is not None or device.stroke_rate_max_hz is not None):
        assumed.append(_remembered("stroke_rate_hz", "Needle count and rate", device.sources))
    basis = basis if counts is None and rate.printed else "house"
    return HandPiece(
        id=device.id,
        name=device.name,
        kind="pen",
        needles_mm=needles.positions_mm,
        stroke_rate_hz=rate.hz,
        row_pitch_mm=None,
        stagger_mm=0,
        width_mm=needles.width_mm,
        rate_sourced=basis in ("read", "derived"),
        needle_length_min_mm=device.needle_length_min_mm,
        needle_length_max_mm=_longest_mm(device),
        label_length_max_mm=device.label_length_max_mm,
        assumed=(*assumed, *rate.assumed, *needles.assumed),
        sources=_sources(device, printed),
        basis=basis,
        stroke_rate_range_hz=rate.range_hz,
        needle_count_range=counts,
    )


def _roller(device: Device, printed: Geometry | None) -> HandPiece:
    across, around = (printed.across, printed.around) if printed is not None else (None, None)
    diameter_mm, width_mm = (printed.drum_diameter_mm, printed.drum_width_mm) if printed is not None else (None, None)
    rolled = drum(device.needle_count, across, around, diameter_mm, width_mm)
    if device.needle_count not in (None, rolled.needle_count):
        raise _refused(
            device, "rows and drum of this roller in a source", f"{device.needle_count} needles in unknown rows"
        )
    basis = _basis(device, ("needle_count", "layout"), (printed,) if printed is not None else ())
    assumed = rolled.assumed
    if basis == "remembered":
        assumed = (_remembered("needle_count", "The needles and their rows", device.sources), *assumed)
    return HandPiece(
        id=device.id,
        name=device.name,
        kind="roller",
        needles_mm=rolled.positions_mm,
        stroke_rate_hz=None,
        row_pitch_mm=rolled.row_pitch_mm,
        stagger_mm=rolled.stagger_mm,
        width_mm=rolled.width_mm,
        rate_sourced=False,
        needle_length_min_mm=min(device.fixed_lengths_mm, default=device.needle_length_min_mm),
        needle_length_max_mm=_longest_mm(device),
        label_length_max_mm=device.label_length_max_mm,
        assumed=assumed,
        sources=_sources(device, printed),
        basis="house" if rolled.by_default else basis,
    )


def _pen_layout(printed: Geometry | None) -> Layout | None:
    layout = printed.layout if printed is not None else None
    return None if layout == "drum" or layout == "discs" else layout


def _longest_mm(device: Device) -> float | None:
    return max(device.fixed_lengths_mm, default=device.needle_length_max_mm)


def _basis(device: Device, fields: tuple[str, ...], rows: tuple[Geometry, ...]) -> Basis:
    """How well fields of a device are known; a row that rests on memory in part is not taken as read."""
    bases = {device.basis, *(row.basis for row in rows)}
    if "remembered" in bases or set(fields) & set(device.remembered_fields):
        return "remembered"
    return "derived" if set(fields) & set(device.derived_fields) else device.basis


def _remembered(field: str, what: str, sources: tuple[str, ...]) -> Assumption:
    return Assumption(field, f"{what} are remembered, at least in part, and were not read in a source.", sources)


def _sources(device: Device, printed: Geometry | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*device.sources, *(printed.sources if printed is not None else ()))))
