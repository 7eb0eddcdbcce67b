"""Compiled loops: Numba where it may keep what it compiled, and Numba all the same where it may not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba

# NaN never enters a kernel, and the sign of zero tells nothing; sums keep their order, so bits do not change.
_MATH = {"nnan", "ninf", "nsz", "arcp", "contract"}


def kernel(function: Callable[..., Any]) -> Any:
    """A function compiled for this processor at its first call; it lets other threads run meanwhile.

    What was compiled is kept beside the source, or where Numba keeps such things for this user, and compiled anew where
    neither may be written. All helpers of a kernel must stand in its own file: the kept code notices no other edits.
    """
    try:
        return numba.njit(nogil=True, cache=True, fastmath=_MATH, error_model="numpy")(function)
    except RuntimeError:  # Nowhere to keep it.
        return numba.njit(nogil=True, fastmath=_MATH, error_model="numpy")(function)


def helper(function: Callable[..., Any]) -> Any:
    """A function that kernels of the same file call; it becomes part of them."""
    return numba.njit(inline="never", fastmath=_MATH, error_model="numpy")(function)
