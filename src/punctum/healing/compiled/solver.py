"""What a step of one length needs, for LANES columns: propagator of the chain, eliminations, constants of the step."""

from __future__ import annotations

from typing import Any

# isort: off
from punctum.healing.compiled.layout import (
    BANDS, CALL, CONVERT, DOWN_INVERSE, DOWN_LOWER, DOWN_UPPER, EPIDERMAL_FIRST, EPIDERMAL_LEFT, FASTER,
    FIBRE_MADE, HALF_DAYS, LINKS, LOSS, LOSS_I, LOSS_III, MACROPHAGES, MAKE_I, MAKE_III, MATURE_FIRST, MATURE_LEFT,
    MATURE_LOSS, MATURE_SECOND, MATURING, MMP, NEUTROPHILS, R_COLLAGEN_LOSS, R_CONVERSION, R_DIFFUSIVITY,
    R_ELASTIC_FIBRE_SHARE, R_EPIDERMAL_TURNOVER, R_MACROPHAGE_LOSS, R_MACROPHAGE_SUPPLY, R_MAKE_I, R_MAKE_III,
    R_MATURATION, R_MATURE_LOSS, R_MMP_BREAKDOWN, R_MMP_LOSS, R_MMP_SUPPLY, R_NEUTROPHIL_CALL, R_NEUTROPHIL_LOSS,
    R_NEUTROPHIL_SUPPLY, R_REDNESS_LOSS, R_REDNESS_OF_INFLAMMATION, R_RELEASE, R_REST_I, R_REST_III,
    R_SIGNAL_FROM_FIBROBLASTS, R_SIGNAL_LOSS, R_TROPOELASTIN_LOSS, R_TROPOELASTIN_SUPPLY, R_WOUND_LOSS, REDDENING,
    RELEASE, STEPS, TAKE_BOTH, TAKE_I, TAKE_III, TO_SIGNAL, TROPO_FIRST, TROPO_LEFT, TROPO_MADE, TROPO_SECOND,
    UP_INVERSE, UP_LOWER, UP_UPPER, WIDE_STEPS, WOUND_FASTER, WOUND_LOSS, WOUND_LOSS_I, WOUND_LOSS_III,
)  # fmt: skip

# isort: on
from punctum.healing.compiled.scheme import GAMMA, SMALL, TERMS
from punctum.lattice.compiled import vector_helper
from punctum.lattice.lanes import above, any_above, fused, load, rounded, spread, store


@vector_helper
def solver(
    days: float, rate: Any, widths: Any, centres: Any, slot: int, wide: Any, steps: Any, bands: Any, scratch: Any
) -> None:
    """Fill one slot: `wide` (doubles), `steps` and `bands` (in the precision of the computation)."""
    _propagators(days, rate, slot * WIDE_STEPS, wide, scratch)
    _constants(days, rate, slot * WIDE_STEPS, wide, slot * STEPS, steps)
    _eliminations(days, rate, widths, centres, slot * len(widths) * BANDS, bands)


@vector_helper
def _propagators(days: float, rate: Any, at: int, wide: Any, scratch: Any) -> None:
    """e^(L·days) and its mean over the step: Taylor's series, then doubling, as often as each column needs it."""
    rates, zero, one = scratch, spread(wide, 0.0), spread(wide, 1.0)
    square = LINKS * LINKS
    for place in range(square):
        store(rates, place, zero)
    store(rates, CALL * LINKS + CALL, zero - load(rate, R_NEUTROPHIL_CALL))
    store(rates, RELEASE * LINKS + RELEASE, zero - load(rate, R_RELEASE))
    store(rates, NEUTROPHILS * LINKS + CALL, load(rate, R_NEUTROPHIL_SUPPLY))
    store(rates, NEUTROPHILS * LINKS + NEUTROPHILS, zero - load(rate, R_NEUTROPHIL_LOSS))
    store(rates, MACROPHAGES * LINKS + NEUTROPHILS, load(rate, R_MACROPHAGE_SUPPLY))
    store(rates, MACROPHAGES * LINKS + MACROPHAGES, zero - load(rate, R_MACROPHAGE_LOSS))
    store(rates, MMP * LINKS + NEUTROPHILS, load(rate, R_MMP_SUPPLY))
    store(rates, MMP * LINKS + MACROPHAGES, load(rate, R_MMP_SUPPLY))
    store(rates, MMP * LINKS + MMP, zero - load(rate, R_MMP_LOSS))
    store(rates, REDDENING * LINKS + NEUTROPHILS, load(rate, R_REDNESS_OF_INFLAMMATION))
    store(rates, REDDENING * LINKS + MACROPHAGES, load(rate, R_REDNESS_OF_INFLAMMATION))
    store(rates, REDDENING * LINKS + REDDENING, zero - load(rate, R_REDNESS_LOSS))
    largest = zero
    for row in range(LINKS):
        total = zero
        for column in range(row + 1):
            value = load(rates, row * LINKS + column)
            total = total + above(zero, value, value, zero - value)
        largest = above(largest, total, total, largest)
    largest = largest * spread(wide, days)
    small, half, scale = spread(wide, SMALL), spread(wide, 0.5), spread(wide, days)
    left, doublings = largest, 0
    while any_above(small, left):
        scale = above(small, left, scale * half, scale)
        left = above(small, left, left * half, left)
        doublings += 1
    mean = at + square
    term, other = square, 2 * square
    for row in range(LINKS):
        for column in range(row + 1):
            place = row * LINKS + column
            store(rates, place, load(rates, place) * scale)
            unit = one if row == column else zero
            store(wide, at + place, unit)
            store(wide, mean + place, unit)
            store(rates, term + place, unit)
    for power in range(1, TERMS + 1):
        part, next_part = spread(wide, 1 / power), spread(wide, 1 / (power + 1))
        for row in range(LINKS):
            for column in range(row + 1):
                made = zero
                for between in range(column, row + 1):
                    made = fused(load(rates, term + row * LINKS + between), load(rates, between * LINKS + column), made)
                place = row * LINKS + column
                made = made * part
                store(rates, other + place, made)
                store(wide, at + place, load(wide, at + place) + made)
                store(wide, mean + place, fused(made, next_part, load(wide, mean + place)))
        term, other = other, term
    left = largest
    for _ in range(doublings):
        # A row needs the rows above it and itself only, so it may be replaced from the last one on.
        for row in range(LINKS - 1, -1, -1):
            for column in range(row + 1):
                whole, halves = zero, load(wide, mean + row * LINKS + column)
                old = halves
                for between in range(column, row + 1):
                    by = load(wide, at + row * LINKS + between)
                    whole = fused(by, load(wide, at + between * LINKS + column), whole)
                    halves = fused(by, load(wide, mean + between * LINKS + column), halves)
                place = row * LINKS + column
                store(rates, place, above(small, left, whole, load(wide, at + place)))
                store(wide, mean + place, above(small, left, halves * half, old))
            for column in range(row + 1):
                store(wide, at + row * LINKS + column, load(rates, row * LINKS + column))
        left = left * half


@vector_helper
def _fading(x: Any, like: Any) -> Any:
    """e^−x, (1 − e^−x)/x, (x − 1 + e^−x)/x² in doubles: Taylor's series, then doubling."""
    zero, half, quarter, small = spread(like, 0.0), spread(like, 0.5), spread(like, 0.25), spread(like, SMALL)
    part, doublings = x, 0
    while any_above(small, part):
        part = above(small, part, part * half, part)
        doublings += 1
    term = spread(like, 1.0)
    left, first, second = term, term, half
    for power in range(1, TERMS + 1):
        term = zero - term * part * spread(like, 1 / power)
        left = left + term
        first = fused(term, spread(like, 1 / (power + 1)), first)
        second = fused(term, spread(like, 1 / ((power + 1) * (power + 2))), second)
    rest = x
    for _ in range(doublings):
        second = above(small, rest, fused(first * first, quarter, second * half), second)
        first = above(small, rest, first * fused(left, half, half), first)
        left = above(small, rest, left * left, left)
        rest = rest * half
    return left, first, second


@vector_helper
def _constants(days: float, rate: Any, at: int, wide: Any, to: int, steps: Any) -> None:
    length = spread(rate, days)
    loss, wound = length * load(rate, R_COLLAGEN_LOSS), length * load(rate, R_WOUND_LOSS)
    convert, maturing = length * load(rate, R_CONVERSION), length * load(rate, R_MATURATION)
    faster = loss * load(rate, R_MMP_BREAKDOWN)
    store(steps, to + HALF_DAYS, rounded(steps, length * spread(rate, 0.5)))
    to_signal = spread(rate, GAMMA) * length * load(rate, R_SIGNAL_FROM_FIBROBLASTS)
    store(steps, to + TO_SIGNAL, rounded(steps, to_signal))
    store(steps, to + FASTER, rounded(steps, faster))
    store(steps, to + LOSS, rounded(steps, loss))
    store(steps, to + LOSS_III, rounded(steps, loss + convert))
    store(steps, to + LOSS_I, rounded(steps, loss + maturing))
    store(steps, to + WOUND_FASTER, rounded(steps, wound * load(rate, R_MMP_BREAKDOWN)))
    store(steps, to + WOUND_LOSS, rounded(steps, wound))
    store(steps, to + WOUND_LOSS_III, rounded(steps, wound + convert))
    store(steps, to + WOUND_LOSS_I, rounded(steps, wound + maturing))
    store(steps, to + TAKE_III, rounded(steps, faster * load(rate, R_REST_III)))
    store(steps, to + TAKE_I, rounded(steps, faster * load(rate, R_REST_I)))
    store(steps, to + TAKE_BOTH, rounded(steps, faster * (load(rate, R_REST_III) + load(rate, R_REST_I))))
    store(steps, to + MAKE_III, rounded(steps, length * load(rate, R_MAKE_III)))
    store(steps, to + MAKE_I, rounded(steps, length * load(rate, R_MAKE_I)))
    store(steps, to + CONVERT, rounded(steps, convert))
    store(steps, to + MATURING, rounded(steps, maturing))
    fading = length * load(rate, R_MATURE_LOSS)
    left, first, second = _fading(fading, rate)
    store(steps, to + MATURE_LEFT, rounded(steps, left))
    store(steps, to + MATURE_FIRST, rounded(steps, first))
    store(steps, to + MATURE_SECOND, rounded(steps, second))
    store(steps, to + MATURE_LOSS, rounded(steps, fading))
    fading = length * load(rate, R_TROPOELASTIN_LOSS)
    left, first, second = _fading(fading, rate)
    store(steps, to + TROPO_MADE, rounded(steps, length * load(rate, R_TROPOELASTIN_SUPPLY)))
    store(steps, to + TROPO_LEFT, rounded(steps, left))
    store(steps, to + TROPO_FIRST, rounded(steps, first))
    store(steps, to + TROPO_SECOND, rounded(steps, second))
    store(steps, to + FIBRE_MADE, rounded(steps, fading * load(rate, R_ELASTIC_FIBRE_SHARE)))
    fading = length * load(rate, R_EPIDERMAL_TURNOVER)
    left, first, second = _fading(fading, rate)
    store(wide, at + EPIDERMAL_LEFT, left)
    store(wide, at + EPIDERMAL_FIRST, fading * first)


@vector_helper
def _eliminations(days: float, rate: Any, widths: Any, centres: Any, at: int, bands: Any) -> None:
    """The signal matrix 1 + γ·days·(loss − D·∂²), eliminated downwards for one stage and upwards for the other."""
    cells, one, zero = len(widths), spread(rate, 1.0), spread(rate, 0.0)
    spreading = spread(rate, GAMMA * days) * load(rate, R_DIFFUSIVITY)
    plain = fused(spread(rate, GAMMA * days), load(rate, R_SIGNAL_LOSS), one)
    inverse, above_it = zero, zero
    for cell in range(cells):
        below, over = _neighbours(cell, spreading, widths, centres, zero)
        inverse = one / (plain - below - over - below * above_it * inverse)
        above_it = over
        store(bands, at + cell * BANDS + DOWN_INVERSE, rounded(bands, inverse))
        store(bands, at + cell * BANDS + DOWN_LOWER, rounded(bands, zero - below * inverse))
        store(bands, at + cell * BANDS + DOWN_UPPER, rounded(bands, zero - over * inverse))
    inverse, below_it = zero, zero
    for cell in range(cells - 1, -1, -1):
        below, over = _neighbours(cell, spreading, widths, centres, zero)
        inverse = one / (plain - below - over - over * below_it * inverse)
        below_it = below
        store(bands, at + cell * BANDS + UP_INVERSE, rounded(bands, inverse))
        store(bands, at + cell * BANDS + UP_LOWER, rounded(bands, zero - below * inverse))
        store(bands, at + cell * BANDS + UP_UPPER, rounded(bands, zero - over * inverse))


@vector_helper
def _neighbours(cell: int, spreading: Any, widths: Any, centres: Any, zero: Any) -> Any:
    """How a cell takes part in the cells above and below it: two negative numbers, or nothing at the ends."""
    below, over = zero, zero
    if cell > 0:
        below = zero - spreading * spread(widths, 1 / (widths[cell] * (centres[cell] - centres[cell - 1])))
    if cell + 1 < len(widths):
        over = zero - spreading * spread(widths, 1 / (widths[cell] * (centres[cell + 1] - centres[cell])))
    return below, over
