"""A process that is started anew when it dies."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence

QUICK_SECONDS = 5.0
MOST_QUICK_DEATHS = 5


class CannotStartError(Exception):
    """A process ended by itself right after its start, again and again."""


class Child:
    """One process; it ends by itself when this one does, because its standard input closes then.

    Arguments:
        name: for people. arguments: for this Python. inherit: whether it gets the open sockets of this process.
    """

    def __init__(self, name: str, arguments: Sequence[str], *, inherit: bool = False) -> None:
        self._name, self._arguments, self._inherit = name, list(arguments), inherit
        self._quick_deaths = 0
        self._start()

    def keep(self) -> str:
        """Start it anew if it has ended.

        Returns:
            a line for people if it had, otherwise nothing.

        Raises:
            CannotStartError: it does not stay.
        """
        code = self._process.poll()
        if code is None:
            return ""
        # A negative code is a signal from outside, which says nothing about the next start.
        quick = code >= 0 and time.monotonic() - self._started < QUICK_SECONDS
        self._quick_deaths = self._quick_deaths + 1 if quick else 0
        if self._quick_deaths >= MOST_QUICK_DEATHS:
            raise CannotStartError(f"The {self._name} ended {MOST_QUICK_DEATHS} times right after its start")
        self._close_pipe()
        self._start()
        return f"The {self._name} ended with {code} and was started again"

    def ask_to_end(self) -> None:
        """Tell it to end, and go on."""
        if self._process.poll() is None:
            self._process.terminate()

    def end(self, seconds: float) -> None:
        """Wait for its end, at most so long."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._close_pipe()

    def _close_pipe(self) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()

    def _start(self) -> None:
        self._started = time.monotonic()
        self._process = subprocess.Popen(  # noqa: S603 -- this Python and our own modules
            [sys.executable, *self._arguments], stdin=subprocess.PIPE, close_fds=not self._inherit
        )
