"""Compiled loops: Numba where it may keep what it compiled, and Numba all the same where it may not."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numba
from numba.core.caching import FunctionCache, IndexDataCacheFile

from punctum.problems import InputError, Problem

# NaN never enters a kernel, and the sign of zero tells nothing; sums keep their order, so bits do not change.
_MATH = {"nnan", "ninf", "nsz", "arcp", "contract"}
# Vectors divide as one number does, so that neither their width nor the processor's own guess changes a bit.
_VECTOR_MATH = _MATH - {"arcp"}


@cache
def _written(folder: Path) -> str:
    """The hash of all code in one folder."""
    files = sorted(folder.glob("*.py"))
    return sha256(b"".join(b"%d %s" % (len(text := file.read_bytes()), text) for file in files)).hexdigest()


class _Kept(FunctionCache):
    """What was compiled, kept; a torn file or a full disk costs the time to compile, never the result.

    It is stamped with the text of all that stands in the folder of the loop and with this package, so that an edited
    helper is noticed wherever it stands.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        super().__init__(function)  # type: ignore[no-untyped-call]
        stamp = _written(Path(function.__code__.co_filename).parent), _written(Path(__file__).parent)
        self._cache_file = IndexDataCacheFile(self._cache_path, self._impl.filename_base, stamp)  # type: ignore[no-untyped-call]

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
    neither may be written. Its helpers stand in its own folder or in this package.
    """
    return _with_helpers(function, _MATH)


def helper(function: Callable[..., Any]) -> Any:
    """A function that kernels of the same folder call; it becomes part of them."""
    return numba.njit(inline="never", fastmath=_MATH, error_model="numpy")(function)


def vector_kernel(function: Callable[..., Any]) -> Any:
    """A `kernel` whose helpers handle `lanes`.

    Raises:
        InputError: Numba was told not to compile; lanes mean nothing to Python.
    """
    if numba.config.DISABLE_JIT:  # type: ignore[attr-defined]
        raise InputError([Problem("NUMBA_DISABLE_JIT", "not to be set: these loops run compiled only", "1")])
    return _with_helpers(function, _VECTOR_MATH)


def vector_helper(function: Callable[..., Any]) -> Any:
    """A `helper` that handles `lanes`."""
    return numba.njit(inline="never", fastmath=_VECTOR_MATH, error_model="numpy")(function)


def inlined(function: Callable[..., Any]) -> Any:
    """A small helper that handles `lanes` and becomes part of every place that calls it."""
    return numba.njit(forceinline=True, fastmath=_VECTOR_MATH, error_model="numpy")(function)


def _with_helpers(function: Callable[..., Any], math: set[str]) -> Any:
    compiled: Any = numba.njit(nogil=True, fastmath=math, error_model="numpy")(function)
    with suppress(RuntimeError):  # Nowhere to keep it.
        # What `cache=True` does, with Numba's own class.
        compiled._cache = _Kept(function)
    return compiled


def is_kept(compiled: Any) -> bool:
    """Whether some form of a kernel is compiled already or kept; if not, its first call takes some seconds."""
    if compiled.signatures:
        return True
    kept = getattr(compiled._cache, "_cache_file", None)
    if kept is None:
        return False
    try:
        return bool(kept._load_index())
    except Exception:  # As in `load_overload`: it will be compiled anew.
        return False
