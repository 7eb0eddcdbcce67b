"""How much arithmetic a step of healing is, read from its code, and how fast this processor could do it at best."""

from __future__ import annotations

import time
from functools import partial
from inspect import signature
from types import FunctionType
from typing import Any, NamedTuple

import numpy as np

from punctum.healing.compiled import step as compiled_step
from punctum.lattice.compiled import kernel
from punctum.lattice.lanes import LANES, fused, load, store
from punctum.lattice.threads import shared_out

CHAINS = 12
ROUNDS = 400_000


class Work(NamedTuple):
    """Operations on one column: additions and multiplications (a fused one is two), and divisions."""

    flops: int
    divisions: int


class _Vector:
    """Stands for the numbers of one column and only counts what is done with it."""

    flops, divisions = 0, 0

    def _one(self, _: object) -> _Vector:
        _Vector.flops += 1
        return self

    __add__ = __sub__ = __mul__ = _one

    def __truediv__(self, _: object) -> _Vector:
        _Vector.divisions += 1
        return self


def work_of_a_step(cells: int, low: int, high: int, top: int, sessions: int) -> Work:
    """What one step of one column is: the code of the compiled step, run in Python on what only counts.

    Arguments:
        low, high, top: as in the compiled step. sessions: that still call cells.
    """
    one = _Vector()

    def fused(*_: object) -> _Vector:
        _Vector.flops += 2
        return one

    stand_ins: dict[str, object] = {
        name: (lambda *_: one) for name in ("load", "store", "spread", "above", "rounded", "doubled")
    }
    stand_ins |= {"fused": fused, "any_above": lambda *_: True}
    room = {**vars(compiled_step), **stand_ins}
    for name, value in vars(compiled_step).items():
        if name not in stand_ins and hasattr(value, "py_func"):
            room[name] = FunctionType(value.py_func.__code__, room)
    known = {"days": 1.0, "cells": cells, "low": low, "high": high, "top": top, "sessions": sessions}
    given = [
        known.get(name, 0 if parameter.annotation == "int" else [0] * ROUNDS)
        for name, parameter in signature(compiled_step.advance.py_func).parameters.items()
    ]
    _Vector.flops = _Vector.divisions = 0
    room["advance"](*given)
    return Work(_Vector.flops + _Vector.divisions, _Vector.divisions)


@kernel
def _fma(numbers: Any, rounds: int) -> None:
    """Twelve chains of fused operations side by side: more than the two pipes and their four cycles need."""
    by, plus = load(numbers, 0), load(numbers, 1)
    a, b, c, d, e, f = plus, plus, plus, plus, plus, plus
    g, h, i, j, k, m = by, by, by, by, by, by
    for _ in range(rounds):
        a, b, c = fused(a, by, plus), fused(b, by, plus), fused(c, by, plus)
        d, e, f = fused(d, by, plus), fused(e, by, plus), fused(f, by, plus)
        g, h, i = fused(g, by, plus), fused(h, by, plus), fused(i, by, plus)
        j, k, m = fused(j, by, plus), fused(k, by, plus), fused(m, by, plus)
    store(numbers, 2, a + b + c + d + e + f + g + h + i + j + k + m)


@kernel
def _divide(numbers: Any, rounds: int) -> None:
    """Four chains of divisions side by side."""
    one = load(numbers, 0)
    a, b, c, d = load(numbers, 1), load(numbers, 3), load(numbers, 4), load(numbers, 5)
    for _ in range(rounds):
        a, b, c, d = one / (a + one), one / (b + one), one / (c + one), one / (d + one)
    store(numbers, 2, a + b + c + d)


def peak(threads: int) -> tuple[float, float]:
    """Measured: fused operations counted as two, and divisions, of float32 in a second on so many threads."""
    measured = []
    for work, each in ((_fma, 2 * CHAINS), (_divide, 4)):
        numbers = [np.linspace(0.5, 0.9, 6 * LANES, dtype=np.float32) for _ in range(threads)]
        work(numbers[0], 10)
        best = 0.0
        for _ in range(5):
            begin = time.perf_counter()
            shared_out(partial(work, rounds=ROUNDS), numbers, threads)
            best = max(best, threads * ROUNDS * each * LANES / (time.perf_counter() - begin))
        measured.append(best)
    return measured[0], measured[1]
