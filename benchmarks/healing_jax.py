"""The same scheme of healing in JAX: float32, columns side by side, `lax.scan` over steps of one length, extrapolated.

Propagators and eliminations are those of the plain scheme, made before the clock starts. As in our own loops the linear
chain is followed once a session and column, not in every cell.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from functools import partial
from itertools import groupby
from typing import Any

os.environ.setdefault("JAX_PLATFORMS", "cpu")

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from benchmarks.healing_course import SAVE_DAYS, course, two_runs
from punctum.healing.accuracy import at_rest as resting
from punctum.healing.accuracy import extrapolated
from punctum.healing.batches import batch_of
from punctum.healing.compiled.scheme import GAMMA
from punctum.healing.derived import outputs_of
from punctum.healing.plain import (
    CALL,
    MACROPHAGES,
    MMP,
    NEUTROPHILS,
    REDNESS,
    RELEASE,
    SCALARS,
    Batch,
    fading,
    step_solver,
)  # fmt: skip
from punctum.healing.rates import rates
from punctum.lattice.ladder import Step

# What follows from what in the chain: row, columns that are not zero.
FOLLOWS = {
    CALL: (CALL,), RELEASE: (RELEASE,), NEUTROPHILS: (CALL, NEUTROPHILS), MACROPHAGES: (CALL, NEUTROPHILS, MACROPHAGES),
    MMP: (CALL, NEUTROPHILS, MACROPHAGES, MMP), REDNESS: (CALL, NEUTROPHILS, MACROPHAGES, REDNESS),
}  # fmt: skip
UNROLL = 16


def solver_of(batch: Batch, days: float) -> dict[str, Any]:
    """All that a step of one length needs; columns last."""
    made, r = step_solver(batch, days), batch.rates

    def last(values: Any) -> Any:
        return jnp.asarray(np.moveaxis(values, 0, -1), jnp.float32)

    fades = {
        name: tuple(jnp.asarray(value, jnp.float32) for value in fading(loss * days))
        for name, loss in (("mature", r.mature_loss), ("tropo", r.tropoelastin_loss), ("grow", r.epidermal_turnover))
    }
    return {
        "days": jnp.float32(days), "forward": last(made.forward), "mean": last(made.mean),
        "lower": last(made.below * made.inverse), "inverse": last(made.inverse),
        "upper": last(made.above * made.inverse), **fades,
    }  # fmt: skip


def constants_of(batch: Batch) -> dict[str, Any]:
    """Coefficients (columns,) and shapes (cells, columns) of a batch."""
    widths = batch.grid.widths_mm

    def weights(share: Any) -> Any:
        weight = share * widths
        return jnp.asarray((weight / weight.sum(axis=1, keepdims=True)).T, jnp.float32)

    called = batch.injured * batch.dermis
    released = batch.injured * (batch.dermis + batch.epidermis)
    return {
        **{name: jnp.asarray(value, jnp.float32) for name, value in batch.rates._asdict().items()},
        "over_dermis": weights(batch.dermis), "over_papillary": weights(batch.papillary),
        "over_epidermis": weights(batch.epidermis), "dermis": jnp.asarray(batch.dermis.T, jnp.float32),
        "through_dermis": jnp.asarray((batch.dermis * widths).T, jnp.float32),
        "here": jnp.asarray((batch.dermis > 0).T, jnp.float32),
        "called": jnp.asarray(np.swapaxes(called, 1, 2), jnp.float32),
        "released": jnp.asarray(np.swapaxes(released, 1, 2), jnp.float32),
        "injured": jnp.asarray(np.swapaxes(batch.injured, 1, 2), jnp.float32),
    }  # fmt: skip


def at_rest(k: dict[str, Any]) -> dict[str, Any]:
    """The state of columns that nobody touched."""
    sessions, cells, count = k["called"].shape
    deep = ("signal", "active", "resident_iii", "resident_i", "wound_iii", "wound_i", "mature", "tropo", "fibre")
    one = ("redness", "growth", "made", "lost")
    return {
        "chain": jnp.zeros((sessions, 6, count), jnp.float32), "clearing": jnp.zeros((sessions, count), jnp.float32),
        **{name: jnp.zeros((cells, count), jnp.float32) for name in deep},
        **{name: jnp.zeros(count, jnp.float32) for name in one},
    }  # fmt: skip


def solve(s: dict[str, Any], right: Any) -> Any:
    """The eliminated tridiagonal system: downwards, then upwards."""

    def down(known: Any, row: Any) -> Any:
        value, lower = row
        known = value - lower * known
        return known, known

    def up(known: Any, row: Any) -> Any:
        value, upper = row
        known = value - upper * known
        return known, known

    none = jnp.zeros_like(right[0])
    _, known = lax.scan(down, none, (right * s["inverse"], s["lower"]), unroll=UNROLL)
    _, found = lax.scan(up, none, (known, s["upper"]), reverse=True, unroll=UNROLL)
    return found


def fibroblasts(k: dict[str, Any], active: Any, signal: Any, days: Any) -> Any:
    """Half a step of growth and loss."""
    growth = k["growth"] * k["dermis"] * signal / (k["half_signal"] + signal)
    slope = growth * (1 + active) * (1 - (1 + active) / k["ceiling"]) - k["fibroblast_loss"] * active
    x = -days * (growth * (1 - 2 * (1 + active) / k["ceiling"]) - k["fibroblast_loss"])
    return active + days * slope / (1 + x / 2 + x * x / 12)


def decay(held: Any, source: Any, loss: Any, days: Any) -> tuple[Any, Any]:
    """What is held after a step, and its mean."""
    x = loss * days
    under = 1 + x / 2 + x * x / 12
    return ((1 - x / 2 + x * x / 12) * held + days * source) / under, (held + days * source * (1 / 2 + x / 12)) / under


def fade(held: Any, source: Any, shares: Any, days: Any) -> tuple[Any, Any]:
    """The same with the exponential itself."""
    left, first, second = shares
    return left * held + days * source * first, first * held + days * source * second


def step(k: dict[str, Any], s: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    """One step of all columns."""
    days, begun = s["days"], y["chain"]
    forward, mean = s["forward"], s["mean"]
    chain = jnp.stack([sum(forward[i, j] * begun[:, j] for j in FOLLOWS[i]) for i in range(6)], axis=1)
    released, macrophages, mmps = (
        sum(mean[i, j] * begun[:, j] for j in FOLLOWS[i]) for i in (RELEASE, MACROPHAGES, MMP)
    )
    fall, rise = chain[:, RELEASE] - begun[:, RELEASE], chain[:, MACROPHAGES] - begun[:, MACROPHAGES]
    release, call = k["signal_release"], k["signal_from_macrophages"]

    def at_depth(by_release: Any, by_call: Any) -> Any:
        pairs = zip(by_release, by_call, k["released"], k["called"], strict=True)
        return sum(release * a * stored + call * b * called for a, b, stored, called in pairs)

    before = y["signal"]
    active = fibroblasts(k, y["active"], before, days / 2)
    made = k["signal_from_fibroblasts"]
    source = at_depth(released, macrophages) + made * active
    slope = at_depth(fall, rise) + made * 2 * (active - y["active"])
    first = solve(s, before + GAMMA * days * (source + (GAMMA - 1 / 2) * slope))
    known = before + (1 - GAMMA) / GAMMA * (first - before)
    after = jnp.maximum(solve(s, known + GAMMA * days * (source + slope / 2)), 0)
    mmp = sum(one * called for one, called in zip(mmps, k["called"], strict=True))

    signal = (before + after) / 2
    answer = signal / (k["collagen_half_signal"] + signal)
    faster = 1 + k["mmp_breakdown"] * mmp
    extra = k["collagen_loss"] * k["mmp_breakdown"] * mmp
    loss, wound_loss = k["collagen_loss"] * faster, k["wound_loss"] * faster
    make_iii = k["make_iii"] * ((k["here"] + active) * (1 + k["gain_iii"] * answer) - k["here"])
    make_i = k["make_i"] * ((k["here"] + active) * (1 + k["gain_i"] * answer) - k["here"])
    r3, stay3 = decay(y["resident_iii"], -extra * k["rest_iii"], loss + k["conversion"], days)
    r1, stay1 = decay(y["resident_i"], k["conversion"] * stay3 - extra * k["rest_i"], loss + k["maturation"], days)
    w3, wound3 = decay(y["wound_iii"], make_iii, wound_loss + k["conversion"], days)
    w1, wound1 = decay(y["wound_i"], make_i + k["conversion"] * wound3, wound_loss + k["maturation"], days)
    mature, old = fade(y["mature"], k["maturation"] * (stay1 + wound1), s["mature"], days)
    tropo, young = fade(y["tropo"], k["tropoelastin_supply"] * active * answer, s["tropo"], days)
    lost = extra * (k["rest_iii"] + k["rest_i"]) + loss * (stay3 + stay1) + wound_loss * (wound3 + wound1)
    thicker = k["epidermal_gain"] * jnp.sum(signal * k["over_epidermis"], axis=0)
    growth, _ = fade(y["growth"], k["epidermal_turnover"] * thicker, s["grow"], days)
    return {
        "chain": chain, "clearing": y["clearing"] + days * mmps, "signal": after,
        "active": fibroblasts(k, active, after, days / 2), "resident_iii": r3, "resident_i": r1, "wound_iii": w3,
        "wound_i": w1, "mature": mature, "tropo": tropo,
        "fibre": y["fibre"] + days * k["elastic_fibre_share"] * k["tropoelastin_loss"] * young,
        "redness": y["redness"] * forward[REDNESS, REDNESS], "growth": growth,
        "made": y["made"] + days * jnp.sum((make_iii + make_i) * k["over_dermis"], axis=0),
        "lost": y["lost"] + days * jnp.sum((lost + k["mature_loss"] * old) * k["over_dermis"], axis=0),
    }  # fmt: skip


@partial(jax.jit, static_argnames="count", donate_argnums=2)
def rung(k: dict[str, Any], s: dict[str, Any], y: dict[str, Any], *, count: int) -> dict[str, Any]:
    """`count` steps of one length."""
    made: dict[str, Any] = lax.scan(lambda state, _: (step(k, s, state), None), y, None, length=count)[0]
    return made


@partial(jax.jit, static_argnames="session", donate_argnums=1)
def strike(k: dict[str, Any], y: dict[str, Any], *, session: int) -> dict[str, Any]:
    """The state just after a session."""
    chain = y["chain"].at[session, CALL].set(1.0).at[session, RELEASE].set(1.0)
    hurt = jnp.sum(k["injured"][session] * k["over_papillary"], axis=0)
    return {**y, "chain": chain, "redness": y["redness"] + k["redness_of_injury"] * hurt}


def _seen(k: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    """What is saved of a state, as the plain scheme calls it: (columns,) each."""

    def over(values: Any) -> Any:
        return jnp.sum(values * k["over_dermis"], axis=0)

    def linked(link: int) -> Any:
        return sum(one * over(called) for one, called in zip(y["chain"][:, link], k["called"], strict=True))

    cleared = sum(one * called for one, called in zip(y["clearing"], k["called"], strict=True))
    red = (jnp.sum(called * k["through_dermis"], axis=0) for called in k["called"])
    return {
        "neutrophils": linked(NEUTROPHILS), "macrophages": linked(MACROPHAGES), "mmp": linked(MMP),
        "signal": over(y["signal"]), "fibroblasts": 1 + over(y["active"]),
        **{name: over(y[name]) for name in ("resident_iii", "resident_i", "wound_iii", "wound_i", "mature")},
        "tropoelastin": over(y["tropo"]), "elastic_fibre": over(y["fibre"]),
        "elastotic": over(jnp.exp(-k["elastotic_clearance"] * cleared)),
        "redness": y["redness"] + sum(one * two for one, two in zip(y["chain"][:, REDNESS], red, strict=True)),
        "epidermal_growth": y["growth"], "made": y["made"], "lost": y["lost"],
    }  # fmt: skip


seen = jax.jit(_seen)


def groups_of(steps: tuple[Step, ...]) -> list[tuple[float, int, int | None, list[int]]]:
    """Steps of one length between sessions and saves: (days, count, session at the beginning, saves at it)."""
    parts: list[list[Step]] = []
    for one in steps:
        begins = one.session is not None or one.saves or not parts or parts[-1][0].days != one.days
        if begins:
            parts.append([])
        parts[-1].append(one)
    if any(offset > 0 for one in steps for offset, _ in one.saves):
        raise ValueError("save_days: expected ends of steps")
    return [(part[0].days, len(part), part[0].session, [at for _, at in part[0].saves]) for part in parts]


def main() -> None:
    """Time one batch on the cores this process may use; print what it took as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--columns", type=int, default=512)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--out", help="where the outputs of the first columns go (.npz)")
    options = parser.parse_args()
    columns, sessions, parameters = course(options.columns)
    batch = batch_of(columns, sessions, rates(columns, parameters))
    k = constants_of(batch)
    schedules = two_runs(SAVE_DAYS[:-1])
    steps = [one for run in schedules for one in run]
    solvers = {days: solver_of(batch, days) for days, _ in groupby(sorted(one.days for one in steps))}

    def year() -> list[list[Any]]:
        both = []
        for groups in map(groups_of, schedules):
            y, saved = at_rest(k), []
            for days, count, session, saves in groups:
                if session is not None:
                    y = strike(k, y, session=session)
                saved += [seen(k, y) for _ in saves]
                y = rung(k, solvers[days], y, count=count)
            both.append([*saved, seen(k, y)])
        return list(jax.block_until_ready(both))

    begin = time.perf_counter()
    saved = year()
    first, taken = time.perf_counter() - begin, []
    for _ in range(options.runs):
        begin = time.perf_counter()
        saved = year()
        taken.append(time.perf_counter() - begin)
    if options.out:
        runs = [
            np.array([[np.asarray(at[name]) for name in SCALARS] for at in run]).transpose(2, 0, 1) for run in saved
        ]
        scalars = extrapolated(runs[0], runs[1], resting(SCALARS)).astype(np.float64)
        found = outputs_of(columns, sessions, parameters, batch.rates, np.array(SAVE_DAYS), scalars)
        np.savez(options.out, **{name: values[:16] for name, values in found.items()}, allow_pickle=False)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"first": first, "seconds": taken, "steps": len(steps), "peak_mib": peak}))


if __name__ == "__main__":
    main()
