"""The loop over columns and steps: LANES columns at a time go through their whole course."""

from __future__ import annotations

from math import expm1
from typing import Any

import numpy as np

# isort: off
from punctum.healing.compiled.layout import (
    ACTIVE, BANDS, CALL, CALLED, CLEARING, COLUMN, DRIVES, EPIDERMAL, FIBRE, FIELDS, HERE, HURTS, IN_DERMIS,
    IN_EPIDERMIS, INJURED_PAPILLARY, LINKS, LOST, MACROPHAGES, MADE, MATURE, MEANS, MMP, NEUTROPHILS, OVER_DERMIS,
    PLACES, R_ELASTOTIC_CLEARANCE, R_GROWTH, R_REDNESS_OF_INJURY, RATES, REDDENING, REDNESS, RELEASE,
    RELEASED, RESIDENT_I, RESIDENT_III, SEEN, SESSION, SIGNAL, SPEED, STEPS, THROUGH_DERMIS, TROPO, WIDE_STEPS, WOUND_I,
    WOUND_III,
)  # fmt: skip

# isort: on
from punctum.healing.compiled.solver import solver
from punctum.healing.compiled.step import advance
from punctum.lattice.compiled import vector_helper, vector_kernel
from punctum.lattice.lanes import LANES


@vector_kernel
def courses(
    rates: Any, widths: Any, centres: Any, dermis: Any, epidermis: Any, papillary: Any, injured: Any,
    slot_days: Any, step_slot: Any, step_session: Any, first_save: Any, save_days: Any, save_index: Any,
    scalars: Any, profiles: Any,
) -> None:  # fmt: skip
    """The saved means and profiles of n columns, in the precision of `scalars`.

    Arguments:
        rates: (RATES, n). dermis, epidermis, papillary: (n, cells). injured: (sessions, n, cells).
        slot_days: (slots,) the step lengths that occur. step_slot, step_session: (steps,) which of them each step has,
            and which session happens at its beginning, or -1. first_save: (steps + 1,) where the saves of each step
            begin in save_days (after its beginning) and save_index.
        scalars: (n, saves, SCALARS), profiles: (n or 0, saves, PROFILES, cells); both begin at rest.
    """
    count, cells = dermis.shape
    sessions, slots = len(injured), len(slot_days)
    kind = scalars.dtype
    rate = np.empty(RATES * LANES)
    wide, steps = np.empty((slots + 1) * WIDE_STEPS * LANES), np.empty((slots + 1) * STEPS * LANES, kind)
    bands = np.empty((slots + 1) * cells * BANDS * LANES, kind)
    built = np.empty(slots, np.bool_)
    scratch = np.empty(3 * LINKS * LINKS * LANES)
    places = np.empty(cells * PLACES * LANES, kind)
    hurts, means = np.empty(sessions * cells * HURTS * LANES, kind), np.empty(sessions * MEANS * LANES)
    drive, alive = np.empty(sessions * DRIVES * LANES, kind), np.empty(sessions, np.int64)
    fields, column = np.empty(cells * FIELDS * LANES, kind), np.empty((sessions * SESSION + COLUMN) * LANES)
    fields_aside, column_aside = np.empty_like(fields), np.empty_like(column)
    tail = sessions * SESSION
    for start in range(0, count, LANES):
        some = min(count - start, LANES)
        for place in range(slots):
            built[place] = False
        for place in range(len(fields)):
            fields[place] = 0
        for place in range(len(column)):
            column[place] = 0
        for lane in range(LANES):
            # Lanes beyond the last column repeat it.
            own = start + min(lane, some - 1)
            for place in range(RATES):
                rate[place * LANES + lane] = rates[place, own]
        low, high, top = _lay(
            start, some, rates, widths, dermis, epidermis, papillary, injured, places, hurts, means
        )  # fmt: skip
        happened = 0
        for step in range(len(step_slot)):
            if step_session[step] >= 0:
                # Redness and the column's own sums stand behind all sessions, so nothing moves.
                _injure(step_session[step], tail, rate, means, column)
                happened = step_session[step] + 1
            for save in range(first_save[step], first_save[step + 1]):
                _copy(fields, fields_aside)
                _copy(column, column_aside)
                if save_days[save] > 0:
                    solver(save_days[save], rate, widths, centres, slots, wide, steps, bands, scratch)
                    advance(
                        save_days[save], slots, cells, low, high, top, happened, tail, rate, wide, steps, bands, places,
                        hurts, drive, alive, fields_aside, column_aside,
                    )  # fmt: skip
                _keep(
                    start, some, save_index[save], low, high, cells, sessions, happened, rates, places, hurts, means,
                    fields_aside, column_aside, scalars, profiles,
                )  # fmt: skip
            slot = step_slot[step]
            if not built[slot]:
                solver(slot_days[slot], rate, widths, centres, slot, wide, steps, bands, scratch)
                built[slot] = True
            advance(
                slot_days[slot], slot, cells, low, high, top, happened, tail, rate, wide, steps, bands, places, hurts,
                drive, alive, fields, column,
            )  # fmt: skip


@vector_helper
def _lay(
    start: int, some: int, rates: Any, widths: Any, dermis: Any, epidermis: Any, papillary: Any, injured: Any,
    places: Any, hurts: Any, means: Any,
) -> Any:  # fmt: skip
    """Layers and injuries side by side; cells in [low, high) hold dermis, those in [0, top) epidermis."""
    cells = len(widths)
    low, high, top = cells, 0, 0
    for lane in range(LANES):
        own = start + min(lane, some - 1)
        all_dermis, all_epidermis, all_papillary = 0.0, 0.0, 0.0
        for cell in range(cells):
            all_dermis += dermis[own, cell] * widths[cell]
            all_epidermis += epidermis[own, cell] * widths[cell]
            all_papillary += papillary[own, cell] * widths[cell]
            if dermis[own, cell] > 0:
                low, high = min(low, cell), max(high, cell + 1)
            if epidermis[own, cell] > 0:
                top = max(top, cell + 1)
        for cell in range(cells):
            at = cell * PLACES
            share = dermis[own, cell]
            places[(at + SPEED) * LANES + lane] = rates[R_GROWTH, own] * share
            places[(at + HERE) * LANES + lane] = 1 if share > 0 else 0
            places[(at + IN_DERMIS) * LANES + lane] = share * widths[cell] / all_dermis
            places[(at + IN_EPIDERMIS) * LANES + lane] = epidermis[own, cell] * widths[cell] / all_epidermis
        for session in range(len(injured)):
            in_dermis, hit = 0.0, 0.0
            for cell in range(cells):
                share = injured[session, own, cell]
                called = share * dermis[own, cell]
                at = (session * cells + cell) * HURTS
                hurts[(at + CALLED) * LANES + lane] = called
                hurts[(at + RELEASED) * LANES + lane] = share * (dermis[own, cell] + epidermis[own, cell])
                in_dermis += called * dermis[own, cell] * widths[cell]
                hit += share * papillary[own, cell] * widths[cell]
            at = session * MEANS
            means[(at + THROUGH_DERMIS) * LANES + lane] = in_dermis
            means[(at + OVER_DERMIS) * LANES + lane] = in_dermis / all_dermis
            means[(at + INJURED_PAPILLARY) * LANES + lane] = hit / all_papillary
    return low, max(high, top), top


@vector_helper
def _injure(session: int, tail: int, rate: Any, means: Any, column: Any) -> None:
    for lane in range(LANES):
        column[(session * SESSION + CALL) * LANES + lane] = 1
        column[(session * SESSION + RELEASE) * LANES + lane] = 1
        column[(tail + REDNESS) * LANES + lane] += (
            rate[R_REDNESS_OF_INJURY * LANES + lane] * means[(session * MEANS + INJURED_PAPILLARY) * LANES + lane]
        )


@vector_helper
def _keep(
    start: int, some: int, index: int, low: int, high: int, cells: int, sessions: int, happened: int, rates: Any,
    places: Any, hurts: Any, means: Any, fields: Any, column: Any, scalars: Any, profiles: Any,
) -> None:  # fmt: skip
    """Save the means over the dermis, and the profiles where there is room for them."""
    tail, sums = sessions * SESSION, np.empty(FIELDS)
    for lane in range(some):
        own = start + lane
        neutrophils, macrophages, mmp, redness = 0.0, 0.0, 0.0, column[(tail + REDNESS) * LANES + lane]
        for session in range(happened):
            link, mean = session * SESSION, session * MEANS
            share = means[(mean + OVER_DERMIS) * LANES + lane]
            neutrophils += share * column[(link + NEUTROPHILS) * LANES + lane]
            macrophages += share * column[(link + MACROPHAGES) * LANES + lane]
            mmp += share * column[(link + MMP) * LANES + lane]
            redness += means[(mean + THROUGH_DERMIS) * LANES + lane] * column[(link + REDDENING) * LANES + lane]
        for field in range(FIELDS):
            sums[field] = 0
        cleared = 0.0
        for cell in range(low, high):
            share = places[(cell * PLACES + IN_DERMIS) * LANES + lane]
            for field in range(FIELDS):
                sums[field] += share * fields[(cell * FIELDS + field) * LANES + lane]
            clearing = 0.0
            for session in range(happened):
                called = hurts[((session * cells + cell) * HURTS + CALLED) * LANES + lane]
                clearing += called * column[(session * SESSION + CLEARING) * LANES + lane]
            cleared += share * expm1(-rates[R_ELASTOTIC_CLEARANCE, own] * clearing)
        found = (
            neutrophils, macrophages, sums[SIGNAL], 1 + sums[ACTIVE], mmp, sums[RESIDENT_III], sums[RESIDENT_I],
            sums[WOUND_III], sums[WOUND_I], sums[MATURE], sums[TROPO], sums[FIBRE], 1 + cleared, redness,
            column[(tail + EPIDERMAL) * LANES + lane], column[(tail + MADE) * LANES + lane],
            column[(tail + LOST) * LANES + lane],
        )  # fmt: skip
        for place in range(len(found)):
            scalars[own, index, place] = found[place]
    if len(profiles) > 0:
        for lane in range(some):
            for cell in range(cells):
                for place in range(len(SEEN)):
                    value = fields[(cell * FIELDS + SEEN[place]) * LANES + lane]
                    profiles[start + lane, index, place, cell] = value + 1.0 if SEEN[place] == ACTIVE else value


@vector_helper
def _copy(of: Any, to: Any) -> None:
    for place in range(len(of)):
        to[place] = of[place]
