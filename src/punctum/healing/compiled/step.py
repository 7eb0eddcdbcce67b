"""One step of LANES columns: three passes over the cells, down, up and down again."""

from __future__ import annotations

from typing import Any

# isort: off
from punctum.healing.compiled.layout import (
    ACTIVE, BANDS, CALL, CALLED, CLEARING, CONVERT, DOWN_INVERSE, DOWN_LOWER, DOWN_UPPER, DRIVE_MMP, DRIVES,
    EPIDERMAL, EPIDERMAL_FIRST, EPIDERMAL_LEFT, EPIDERMAL_SIGNAL, FASTER, FIBRE, FIBRE_MADE, FIELDS, FIRST_CALL,
    FIRST_RELEASE, GROWTH, HALF_DAYS, HERE, HURTS, IN_DERMIS, IN_EPIDERMIS, KNOWN, LINKS, LOSS, LOSS_I, LOSS_III, LOST,
    MACROPHAGES, MADE, MAKE_I, MAKE_III, MATURE, MATURE_FIRST, MATURE_LEFT, MATURE_LOSS, MATURE_SECOND, MATURING,
    MIDDLE, MMP, MMP_MEAN, PLACES, R_CEILING, R_COLLAGEN_HALF_SIGNAL, R_EPIDERMAL_GAIN, R_FIBROBLAST_LOSS, R_GAIN_I,
    R_GAIN_III, R_HALF_SIGNAL, R_SIGNAL_FROM_MACROPHAGES, R_SIGNAL_RELEASE, REDDENING, REDNESS, RELEASE, RELEASED,
    RESIDENT_I, RESIDENT_III, SECOND, SECOND_CALL, SECOND_RELEASE, SESSION, SIGNAL, SPEED, STEPS, TAKE_BOTH, TAKE_I,
    TAKE_III, TO_SIGNAL, TROPO, TROPO_FIRST, TROPO_LEFT, TROPO_MADE, TROPO_SECOND, UP_INVERSE, UP_LOWER, UP_UPPER,
    WIDE_STEPS, WOUND_FASTER, WOUND_I, WOUND_III, WOUND_LOSS, WOUND_LOSS_I, WOUND_LOSS_III,
)  # fmt: skip

# isort: on
from punctum.healing.compiled.scheme import FLOOR, GAMMA, OVER
from punctum.lattice.compiled import inlined, vector_helper
from punctum.lattice.lanes import above, any_above, doubled, fused, load, rounded, spread, store

# Twelfth, of e^-x as a fraction.
TWELFTH = 1 / 12


@vector_helper
def advance(
    days: float, slot: int, cells: int, low: int, high: int, top: int, sessions: int, tail: int, rate: Any, wide: Any,
    steps: Any, bands: Any, places: Any, hurts: Any, drive: Any, alive: Any, fields: Any, column: Any,
) -> None:  # fmt: skip
    """A step of `days` with the solver in `slot`; `fields` and `column` change.

    Arguments:
        low, high: cells that hold dermis, or are called on by a session, lie in [low, high). top: cells [0, top) hold
            epidermis. sessions: how many have happened. tail: where the column's own sums stand.
    """
    living = _chain(days, slot, sessions, tail, rate, wide, drive, alive, column)
    _down(
        slot * STEPS,
        slot * cells * BANDS,
        cells,
        low,
        high,
        living,
        rate,
        steps,
        bands,
        places,
        hurts,
        drive,
        alive,
        fields,
    )
    _up(slot * cells * BANDS, cells, bands, places)
    _back(slot * cells * BANDS, cells, low, high, bands, places, fields, rate)
    _tissue(slot * STEPS, low, high, rate, steps, places, fields, column, tail)
    _epidermis(slot * WIDE_STEPS, top, rate, wide, places, fields, column, tail)


@vector_helper
def _chain(
    days: float, slot: int, sessions: int, tail: int, rate: Any, wide: Any, drive: Any, alive: Any, column: Any
) -> int:
    """The chain after every session, what it drives in this step, and how many sessions still do."""
    forward = slot * WIDE_STEPS
    mean = forward + LINKS * LINKS
    zero, over, half = spread(wide, 0.0), spread(wide, OVER), spread(wide, 0.5)
    scale, early = spread(wide, GAMMA * days), spread(wide, GAMMA - 0.5)
    release, macrophages = load(rate, R_SIGNAL_RELEASE), load(rate, R_SIGNAL_FROM_MACROPHAGES)
    living = 0
    for session in range(sessions):
        at = session * SESSION
        call, stored, third = load(column, at + CALL), load(column, at + RELEASE), load(column, at + 2)
        fourth, fifth, last = load(column, at + MACROPHAGES), load(column, at + MMP), load(column, at + REDDENING)
        left = call + stored + third + fourth + fifth + last
        if not any_above(over, left):
            for link in range(LINKS):
                store(column, at + link, zero)
            continue
        released = load(wide, mean + RELEASE * LINKS + RELEASE) * stored
        called = load(wide, mean + MACROPHAGES * LINKS) * call
        called = fused(load(wide, mean + MACROPHAGES * LINKS + 2), third, called)
        called = fused(load(wide, mean + MACROPHAGES * LINKS + 3), fourth, called)
        mmp = load(wide, mean + MMP * LINKS) * call
        mmp = fused(load(wide, mean + MMP * LINKS + 2), third, mmp)
        mmp = fused(load(wide, mean + MMP * LINKS + 3), fourth, mmp)
        mmp = fused(load(wide, mean + MMP * LINKS + 4), fifth, mmp)
        new_last = load(wide, forward + REDDENING * LINKS) * call
        new_last = fused(load(wide, forward + REDDENING * LINKS + 2), third, new_last)
        new_last = fused(load(wide, forward + REDDENING * LINKS + 3), fourth, new_last)
        new_last = fused(load(wide, forward + REDDENING * LINKS + 5), last, new_last)
        new_fifth = load(wide, forward + MMP * LINKS) * call
        new_fifth = fused(load(wide, forward + MMP * LINKS + 2), third, new_fifth)
        new_fifth = fused(load(wide, forward + MMP * LINKS + 3), fourth, new_fifth)
        new_fifth = fused(load(wide, forward + MMP * LINKS + 4), fifth, new_fifth)
        new_fourth = load(wide, forward + MACROPHAGES * LINKS) * call
        new_fourth = fused(load(wide, forward + MACROPHAGES * LINKS + 2), third, new_fourth)
        new_fourth = fused(load(wide, forward + MACROPHAGES * LINKS + 3), fourth, new_fourth)
        new_third = load(wide, forward + 2 * LINKS) * call
        new_third = fused(load(wide, forward + 2 * LINKS + 2), third, new_third)
        new_stored = load(wide, forward + RELEASE * LINKS + RELEASE) * stored
        new_call = load(wide, forward) * call
        # A column's own end, whatever the others beside it still do.
        released, called = above(over, left, released, zero), above(over, left, called, zero)
        mmp = above(over, left, mmp, zero)
        fall, rise = above(over, left, new_stored - stored, zero), above(over, left, new_fourth - fourth, zero)
        store(column, at + CALL, above(over, left, new_call, zero))
        store(column, at + RELEASE, above(over, left, new_stored, zero))
        store(column, at + 2, above(over, left, new_third, zero))
        store(column, at + MACROPHAGES, above(over, left, new_fourth, zero))
        store(column, at + MMP, above(over, left, new_fifth, zero))
        store(column, at + REDDENING, above(over, left, new_last, zero))
        store(column, at + CLEARING, fused(mmp, spread(wide, days), load(column, at + CLEARING)))
        to = living * DRIVES
        release_now, called_now = scale * release, scale * macrophages
        store(drive, to + FIRST_RELEASE, rounded(drive, release_now * fused(early, fall, released)))
        store(drive, to + FIRST_CALL, rounded(drive, called_now * fused(early, rise, called)))
        store(drive, to + SECOND_RELEASE, rounded(drive, release_now * fused(half, fall, released)))
        store(drive, to + SECOND_CALL, rounded(drive, called_now * fused(half, rise, called)))
        store(drive, to + DRIVE_MMP, rounded(drive, mmp))
        alive[living] = session
        living += 1
    redness = tail + REDNESS
    store(column, redness, load(column, redness) * load(wide, forward + REDDENING * LINKS + REDDENING))
    return living


@inlined
def _grown(active: Any, growth: Any, loss: Any, over_ceiling: Any, days: Any, one: Any, twelfth: Any, half: Any) -> Any:
    """Fibroblasts after some days at one signal: an exponential Rosenbrock step."""
    whole = active + one
    crowd = whole * over_ceiling
    slope = growth * (whole - whole * crowd) - loss * active
    x = days * (loss - growth * (one - crowd - crowd))
    return active + days * slope / fused(x, fused(x, twelfth, half), one)


@vector_helper
def _down(
    to: int, band: int, cells: int, low: int, high: int, living: int, rate: Any, steps: Any, bands: Any, places: Any,
    hurts: Any, drive: Any, alive: Any, fields: Any,
) -> None:  # fmt: skip
    """Fibroblasts half a step, the sources of both stages, and the first elimination."""
    zero, one, half, twelfth = spread(fields, 0.0), spread(fields, 1.0), spread(fields, 0.5), spread(fields, TWELFTH)
    early, keep = spread(fields, 2 * GAMMA - 1), spread(fields, 1 - (1 - GAMMA) / GAMMA)
    loss, over_ceiling = rounded(fields, load(rate, R_FIBROBLAST_LOSS)), one / rounded(fields, load(rate, R_CEILING))
    days, to_signal = load(steps, to + HALF_DAYS), load(steps, to + TO_SIGNAL)
    known = zero
    for cell in range(cells):
        field, place = cell * FIELDS, cell * PLACES
        before = load(fields, field + SIGNAL)
        first, second = before, keep * before
        if cell < high:
            mmp = zero
            for one_of in range(living):
                drives, hurt = one_of * DRIVES, (alive[one_of] * cells + cell) * HURTS
                called, released = load(hurts, hurt + CALLED), load(hurts, hurt + RELEASED)
                first = fused(load(drive, drives + FIRST_RELEASE), released, first)
                first = fused(load(drive, drives + FIRST_CALL), called, first)
                second = fused(load(drive, drives + SECOND_RELEASE), released, second)
                second = fused(load(drive, drives + SECOND_CALL), called, second)
                mmp = fused(load(drive, drives + DRIVE_MMP), called, mmp)
            if cell >= low:
                active = load(fields, field + ACTIVE)
                middle = _grown(active, load(fields, field + GROWTH), loss, over_ceiling, days, one, twelfth, half)
                first = fused(to_signal, fused(early, middle - active, middle), first)
                second = fused(to_signal, middle + middle - active, second)
                store(places, place + MIDDLE, middle)
                store(places, place + MMP_MEAN, mmp)
        at = band + cell * BANDS
        known = fused(load(bands, at + DOWN_LOWER), known, first * load(bands, at + DOWN_INVERSE))
        store(places, place + KNOWN, known)
        store(places, place + SECOND, second)


@vector_helper
def _up(band: int, cells: int, bands: Any, places: Any) -> None:
    """The first stage found from below, and at once the second elimination, upwards."""
    more = spread(places, (1 - GAMMA) / GAMMA)
    first, known = spread(places, 0.0), spread(places, 0.0)
    for cell in range(cells - 1, -1, -1):
        at, place = band + cell * BANDS, cell * PLACES
        first = fused(load(bands, at + DOWN_UPPER), first, load(places, place + KNOWN))
        right = fused(more, first, load(places, place + SECOND))
        known = fused(load(bands, at + UP_UPPER), known, right * load(bands, at + UP_INVERSE))
        store(places, place + KNOWN, known)


@vector_helper
def _back(band: int, cells: int, low: int, high: int, bands: Any, places: Any, fields: Any, rate: Any) -> None:
    """The signal at the end of the step, found downwards; the mean over the step takes the place of what was known."""
    zero, half, floor = spread(fields, 0.0), spread(fields, 0.5), spread(fields, FLOOR)
    half_signal = rounded(fields, load(rate, R_HALF_SIGNAL))
    after = zero
    for cell in range(cells):
        field, place = cell * FIELDS, cell * PLACES
        after = fused(load(bands, band + cell * BANDS + UP_LOWER), after, load(places, place + KNOWN))
        signal = above(floor, after, after, zero)
        if low <= cell < high:
            store(places, place + KNOWN, half * (load(fields, field + SIGNAL) + signal))
            store(fields, field + GROWTH, load(places, place + SPEED) * signal / (half_signal + signal))
        store(fields, field + SIGNAL, signal)


@inlined
def _decayed(held: Any, source: Any, x: Any, one: Any, half: Any, twelfth: Any) -> Any:
    """What is held at the end, and its mean over the step: source and loss `x` of the whole step."""
    square, part = fused(x * twelfth, x, one), x * half
    under = one / (square + part)
    return fused(square - part, held, source) * under, fused(source, fused(x, twelfth, half), held) * under


@vector_helper
def _tissue(
    to: int, low: int, high: int, rate: Any, steps: Any, places: Any, fields: Any, column: Any, tail: int
) -> None:
    """Fibroblasts the other half of the step, then collagen and elastin."""
    zero, one, half, twelfth = spread(fields, 0.0), spread(fields, 1.0), spread(fields, 0.5), spread(fields, TWELFTH)
    floor = spread(fields, FLOOR)
    loss_active = rounded(fields, load(rate, R_FIBROBLAST_LOSS))
    over_ceiling = one / rounded(fields, load(rate, R_CEILING))
    gain_iii, gain_i = rounded(fields, load(rate, R_GAIN_III)), rounded(fields, load(rate, R_GAIN_I))
    half_signal = rounded(fields, load(rate, R_COLLAGEN_HALF_SIGNAL))
    days = load(steps, to + HALF_DAYS)
    faster, wound_faster = load(steps, to + FASTER), load(steps, to + WOUND_FASTER)
    convert, maturing = load(steps, to + CONVERT), load(steps, to + MATURING)
    made, lost = zero, zero
    for cell in range(low, high):
        field, place = cell * FIELDS, cell * PLACES
        middle, signal, mmp = (
            load(places, place + MIDDLE), load(places, place + KNOWN), load(places, place + MMP_MEAN)
        )  # fmt: skip
        here = load(places, place + HERE)
        active = _grown(middle, load(fields, field + GROWTH), loss_active, over_ceiling, days, one, twelfth, half)
        store(fields, field + ACTIVE, above(floor, active, active, zero))
        answer = signal / (half_signal + signal)
        whole = here + middle
        make_iii = load(steps, to + MAKE_III) * (fused(whole * gain_iii, answer, whole) - here)
        make_i = load(steps, to + MAKE_I) * (fused(whole * gain_i, answer, whole) - here)
        taken = zero - mmp

        held, stay_iii = _decayed(
            load(fields, field + RESIDENT_III), load(steps, to + TAKE_III) * taken,
            fused(faster, mmp, load(steps, to + LOSS_III)), one, half, twelfth,
        )  # fmt: skip
        store(fields, field + RESIDENT_III, held)
        held, stay_i = _decayed(
            load(fields, field + RESIDENT_I), fused(convert, stay_iii, load(steps, to + TAKE_I) * taken),
            fused(faster, mmp, load(steps, to + LOSS_I)), one, half, twelfth,
        )  # fmt: skip
        store(fields, field + RESIDENT_I, held)
        held, wound_iii = _decayed(
            load(fields, field + WOUND_III), make_iii, fused(wound_faster, mmp, load(steps, to + WOUND_LOSS_III)),
            one, half, twelfth,
        )  # fmt: skip
        store(fields, field + WOUND_III, held)
        held, wound_i = _decayed(
            load(fields, field + WOUND_I), fused(convert, wound_iii, make_i),
            fused(wound_faster, mmp, load(steps, to + WOUND_LOSS_I)), one, half, twelfth,
        )  # fmt: skip
        store(fields, field + WOUND_I, held)

        old, source = load(fields, field + MATURE), maturing * (stay_i + wound_i)
        store(
            fields, field + MATURE, fused(load(steps, to + MATURE_LEFT), old, load(steps, to + MATURE_FIRST) * source)
        )
        mature = fused(load(steps, to + MATURE_FIRST), old, load(steps, to + MATURE_SECOND) * source)
        old, source = load(fields, field + TROPO), load(steps, to + TROPO_MADE) * middle * answer
        store(fields, field + TROPO, fused(load(steps, to + TROPO_LEFT), old, load(steps, to + TROPO_FIRST) * source))
        tropo = fused(load(steps, to + TROPO_FIRST), old, load(steps, to + TROPO_SECOND) * source)
        store(fields, field + FIBRE, fused(load(steps, to + FIBRE_MADE), tropo, load(fields, field + FIBRE)))

        share = load(places, place + IN_DERMIS)
        gone = fused(load(steps, to + MATURE_LOSS), mature, load(steps, to + TAKE_BOTH) * mmp)
        gone = fused(fused(faster, mmp, load(steps, to + LOSS)), stay_iii + stay_i, gone)
        gone = fused(fused(wound_faster, mmp, load(steps, to + WOUND_LOSS)), wound_iii + wound_i, gone)
        made, lost = fused(share, make_iii + make_i, made), fused(share, gone, lost)
    store(column, tail + MADE, load(column, tail + MADE) + doubled(column, made))
    store(column, tail + LOST, load(column, tail + LOST) + doubled(column, lost))


@vector_helper
def _epidermis(at: int, top: int, rate: Any, wide: Any, places: Any, fields: Any, column: Any, tail: int) -> None:
    """Growth of the epidermis from the mean signal in it."""
    mean = spread(fields, 0.0)
    for cell in range(top):
        mean = fused(load(places, cell * PLACES + IN_EPIDERMIS), load(fields, cell * FIELDS + SIGNAL), mean)
    after, before = doubled(column, mean), load(column, tail + EPIDERMAL_SIGNAL)
    thicker = load(rate, R_EPIDERMAL_GAIN) * spread(wide, 0.5) * (before + after)
    store(column, tail + EPIDERMAL_SIGNAL, after)
    grown = load(wide, at + EPIDERMAL_LEFT) * load(column, tail + EPIDERMAL)
    store(column, tail + EPIDERMAL, fused(load(wide, at + EPIDERMAL_FIRST), thicker, grown))
