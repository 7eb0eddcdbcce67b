"""From a dose to every puncture: strokes laid, strikes counted, holes written, depths drawn."""

from __future__ import annotations

from math import sqrt

import numpy as np

from punctum.delivery.compiled.landing import PART, landed
from punctum.delivery.compiled.philox import deepen
from punctum.delivery.compiled.scatter import scattered
from punctum.delivery.dose import amount
from punctum.delivery.made import Made
from punctum.delivery.operator import Operator
from punctum.delivery.quantiles import DEPTHS, normal_quantiles
from punctum.delivery.region import Region
from punctum.delivery.values import Dose, Floats, PatternName, Punctures
from punctum.device.hand_pieces import HandPiece
from punctum.lattice.threads import cut, shared_out


def puncture(
    region: Region,
    hand_piece: HandPiece,
    dose: Dose,
    passes: int,
    operator: Operator,
    depth_at_z_mm: Floats,
    pattern: PatternName,
    seed: int,
    draw: int,
    threads: int,
) -> Made:
    """Every hole that a dose makes in a zone.

    A pen makes exactly the holes of its dose: the pitch of its strikes follows from their number, and what lands beyond
    that, about one hole in 200, is left out evenly. A roller or a stamp makes what falls into the zone.

    Arguments:
        dose, passes: see `amount`. operator: the hand.
        depth_at_z_mm: (k,) depths at standard-normal numbers evenly spaced from -6 to 6. Of the number of a hole the
            share `operator.pressure_share` of the variance is that of its stroke.
        pattern: `random`: as many holes, each anywhere in the zone.
        seed, draw: of every random number, 0 to 2⁶³ - 1. threads: how many cores; the same holes for any number.

    Raises:
        InputError: the dose cannot be given with this hand piece, or is too large.
    """
    made = amount(hand_piece, dose, passes, region.area_cm2, operator)
    beyond = np.empty((0, 2), dtype=np.float32)
    if pattern == "random":
        x, y, beyond = scattered(region, made.holes, seed, draw, threads)
        depths, pass_number = np.zeros(len(x), np.float32), np.zeros(len(x), np.uint8)
        share = 0.0
    else:
        strikes = landed(region, hand_piece, made.holes, made.passes, operator, seed, draw, threads)
        wanted = made.holes if hand_piece.kind == "pen" else strikes.total
        x, y, depths, pass_number = strikes.written(wanted, threads)
        share = operator.pressure_share
    table = np.ascontiguousarray(depth_at_z_mm, dtype=np.float32)
    z, of_stroke, of_hole = normal_quantiles(), sqrt(share), sqrt(1 - share)
    shared_out(
        lambda part: deepen(*part, draw, DEPTHS, seed, of_stroke, of_hole, z, table, depths), cut(len(x), PART), threads
    )
    return Made(Punctures(x, y, depths, pass_number), beyond, made.passes, made.holes)
