"""A clinic's own device as a hand piece: read from a file, or found by name among those known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from punctum.device.defaults import Assumption, Needles, Rate, drum, pen_needles, pen_rate
from punctum.device.devices import find_device
from punctum.device.geometry import Positions
from punctum.device.hand_pieces import HandPiece, hand_piece
from punctum.device.own_file import OwnDevice, OwnDrum, extent_mm, slug
from punctum.documents import problems_of, read_document
from punctum.evidence.table import Basis
from punctum.problems import InputError

SUFFIXES = (".yaml", ".yml", ".json")


def read_hand_piece(path: Path) -> HandPiece:
    """The hand piece in a YAML or JSON file.

    Raises:
        InputError: one problem per field that cannot be used; unknown fields come with the nearest known one.
    """
    fields = read_document(path)
    try:
        own = OwnDevice.model_validate(fields)
    except ValidationError as error:
        raise InputError(problems_of(error, OwnDevice, fields)) from None
    return _striker(own) if own.drum is None else _roller(own, own.drum)


def find_hand_piece(text: str) -> HandPiece:
    """The hand piece of a known device, by id or name, or of the file that describes a clinic's own.

    Raises:
        InputError: there is no such device or file, or it cannot be simulated; the nearest known device is given.
    """
    if Path(text).suffix.lower() in SUFFIXES:
        return read_hand_piece(Path(text))
    try:
        device = find_device(text)
    except InputError as error:
        expected = "a known device, or a file (.yaml or .json) that describes your own"
        raise InputError(replace(problem, expected=expected) for problem in error.problems) from None
    return hand_piece(device)


def _striker(own: OwnDevice) -> HandPiece:
    """A pen or stamp. Its rate counts as read where the file says who measured it, else as remembered."""
    needles = _needles(own)
    rate = _rate(own)
    measured = own.measured
    basis: Basis = "read" if measured is not None else "house" if rate is None or not rate.printed else "remembered"
    return HandPiece(
        id=slug(own.name),
        name=own.name,
        kind="stamp" if own.kind == "stamp" else "pen",
        needles_mm=needles.positions_mm,
        stroke_rate_hz=rate.hz if rate is not None else None,
        row_pitch_mm=None,
        stagger_mm=0,
        width_mm=needles.width_mm,
        rate_sourced=measured is not None,
        needle_length_min_mm=own.needle_length_min_mm,
        needle_length_max_mm=own.needle_length_max_mm,
        label_length_max_mm=own.label_length_max_mm,
        assumed=(*(rate.assumed if rate is not None else ()), *needles.assumed),
        sources=(),
        basis=basis,
        stroke_rate_range_hz=rate.range_hz if rate is not None else None,
        measured=f"{measured.by}, {measured.on}: {measured.method}" if measured is not None else "",
    )


def _roller(own: OwnDevice, size: OwnDrum) -> HandPiece:
    rolled = drum(own.needle_count, size.rows, size.positions, size.diameter_mm, size.width_mm)
    return HandPiece(
        id=slug(own.name),
        name=own.name,
        kind="roller",
        needles_mm=rolled.positions_mm,
        stroke_rate_hz=None,
        row_pitch_mm=rolled.row_pitch_mm,
        stagger_mm=rolled.stagger_mm,
        width_mm=rolled.width_mm,
        rate_sourced=False,
        needle_length_min_mm=own.needle_length_min_mm,
        needle_length_max_mm=own.needle_length_max_mm,
        label_length_max_mm=own.label_length_max_mm,
        assumed=rolled.assumed,
        sources=(),
        basis="read",
    )


def _needles(own: OwnDevice) -> Needles:
    if own.needles_mm is None:
        return pen_needles(own.needle_count or 1, own.layout, own.footprint_mm)
    return Needles(_centred(own.needles_mm), own.footprint_mm or extent_mm(own.needles_mm, 1), ())


def _rate(own: OwnDevice) -> Rate | None:
    if own.stroke_rate_hz is not None and own.measured is None:
        text = f"{own.stroke_rate_hz:g} Hz, as in the file, which does not say who measured it and how."
        return Rate(own.stroke_rate_hz, None, True, (Assumption("stroke_rate_hz", text, ()),))
    if own.stroke_rate_hz is None and own.kind == "stamp":
        return None
    return pen_rate(own.stroke_rate_hz, own.stroke_rate_hz, ())


def _centred(needles: Positions) -> Positions:
    x = [needle[0] for needle in needles]
    y = [needle[1] for needle in needles]
    middle_x, middle_y = (min(x) + max(x)) / 2, (min(y) + max(y)) / 2
    return tuple((x - middle_x, y - middle_y) for x, y in needles)
