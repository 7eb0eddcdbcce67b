"""When a process of the clinic shall end: asked to, interrupted, or left alone by the one that started it."""

from __future__ import annotations

import os
import signal
import sys
from threading import Event, Thread


def ending(*, with_parent: bool) -> Event:
    """An event that is set on SIGTERM, on Ctrl-C and, with a parent, when that ends.

    Arguments:
        with_parent: standard input is a pipe that the parent holds open for as long as it lives.
    """
    stop = Event()

    def set_elsewhere(*_: object) -> None:
        # Setting it here could wait for a lock that the interrupted line holds.
        Thread(target=stop.set, daemon=True).start()

    signal.signal(signal.SIGTERM, set_elsewhere)
    signal.signal(signal.SIGINT, set_elsewhere)
    if with_parent:
        Thread(target=_until_the_pipe_closes, args=[stop], name="parent", daemon=True).start()
    return stop


def _until_the_pipe_closes(stop: Event) -> None:
    # Not through Python's buffer: a thread that waits in it keeps the interpreter from ending.
    while os.read(sys.stdin.fileno(), 1024):
        pass
    stop.set()
