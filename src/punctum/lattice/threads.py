"""Sharing the parts of one computation among threads; the parts never depend on how many there are."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")


def usable_cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shared_out(work: Callable[[Part], Result], parts: Sequence[Part], threads: int) -> list[Result]:
    """The result of each part, in the order of the parts, whatever the number of threads.

    Arguments:
        work: what is done to one part; a compiled loop that lets other threads run.
        threads: how many work side by side; 1 starts none.
    """
    if threads == 1 or len(parts) <= 1:
        return [work(part) for part in parts]
    pool = ThreadPoolExecutor(min(threads, len(parts)))
    try:
        return list(pool.map(work, parts))
    finally:
        # Whoever interrupts waits for the parts at work, not for those that have not begun.
        pool.shutdown(cancel_futures=True)


def cut(count: int, size: int) -> list[tuple[int, int]]:
    """The ranges [start, stop) of at most `size` that make up `count` things."""
    return [(start, min(start + size, count)) for start in range(0, count, size)]
