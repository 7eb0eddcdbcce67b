"""Numbers as they are computed with."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def as_doubles(name: str, values: ArrayLike) -> NDArray[np.float64]:
    """Numbers of any kind as float64, so that a course does not depend on how they were kept.

    Raises:
        ValueError: something else than real numbers; `name` stands in the message.
    """
    found = np.asarray(values)
    if found.dtype.kind not in "biuf":
        raise ValueError(f"{name}: expected numbers, found {found.dtype}")
    return found.astype(np.float64, copy=False)
