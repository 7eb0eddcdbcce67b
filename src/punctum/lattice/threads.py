"""Sharing the parts of one computation among threads; the parts never depend on how many there are."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from threading import Event, Lock, Thread
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
    results: dict[int, Result] = {}
    problems: dict[int, BaseException] = {}
    turns, turn, over = iter(range(len(parts))), Lock(), Event()

    def take_turns() -> None:
        while not over.is_set():
            with turn:
                index = next(turns, None)
            if index is None:
                return
            try:
                results[index] = work(parts[index])
            except BaseException as problem:  # Told below, by the thread that asked.
                problems[index] = problem
                over.set()

    # A pool would hand every part over one by one, which takes longer than a small part does.
    others = [Thread(target=take_turns) for _ in range(min(threads, len(parts)) - 1)]
    try:
        for other in others:
            other.start()
        take_turns()
    except BaseException:
        over.set()  # Whoever interrupts waits for the parts at work, not for those that have not begun.
        raise
    finally:
        for other in others:
            other.join()
    if problems:
        raise problems[min(problems)]
    return [results[index] for index in range(len(parts))]


def cut(count: int, size: int) -> list[tuple[int, int]]:
    """The ranges [start, stop) of at most `size` that make up `count` things."""
    return [(start, min(start + size, count)) for start in range(0, count, size)]
