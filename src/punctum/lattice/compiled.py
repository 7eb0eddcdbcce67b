"""Compiled loops: Numba where it may keep what it compiled, and Numba all the same where it may not."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numba
from numba.core.caching import FunctionCache

# NaN never enters a kernel, and the sign of zero tells nothing; sums keep their order, so bits do not change.
_MATH = {"nnan", "ninf", "nsz", "arcp", "contract"}


class _Kept(FunctionCache):
    """What was compiled, kept; a torn file or a full disk costs the time to compile, never the result."""

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        try:
            return super().load_overload(sig, target_context)  # type: ignore[no-untyped-call]
        except Exception:  # Anything: half a pickle may raise what it likes.
            with suppress(Exception):
                self.flush()  # type: ignore[no-untyped-call]
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        with suppress(Exception):
            super().save_overload(sig, data)  # type: ignore[no-untyped-call]


def kernel(function: Callable[..., Any]) -> Any:
    """A function compiled for this processor at its first call; it lets other threads run meanwhile.

    What was compiled is kept beside the source, or where Numba keeps such things for this user, and compiled anew where
    neither may be written. All helpers of a kernel must stand in its own file: the kept code notices no other edits.
    """
    compiled: Any = numba.njit(nogil=True, fastmath=_MATH, error_model="numpy")(function)
    with suppress(RuntimeError):  # Nowhere to keep it.
        # What `cache=True` does, with Numba's own class.
        compiled._cache = _Kept(function)  # type: ignore[no-untyped-call]
    return compiled


def helper(function: Callable[..., Any]) -> Any:
    """A function that kernels of the same file call; it becomes part of them."""
    return numba.njit(inline="never", fastmath=_MATH, error_model="numpy")(function)
