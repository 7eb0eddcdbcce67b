"""A zone laid flat on paper: from millimetres of skin to pixels, its outline, its scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.region import Region

Numbers = NDArray[np.float64]
Length = TypeVar("Length", float, NDArray[np.float32])


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the skin lies on paper: pixels a millimetre, and the pixel at which the millimetre (0, 0) lies."""

    per_mm: float
    left: float
    top: float

    def place(self, x_mm: Length, y_mm: Length) -> tuple[Length, Length]:
        """Pixels of one place on the skin, or of many."""
        return self.left + self.per_mm * x_mm, self.top + self.per_mm * y_mm


def framed(region: Region, x: float, y: float, wide: float, tall: float) -> tuple[Frame, float]:
    """The zone as large as a box allows, in the middle of its width and at its top; and its height."""
    left, top, right, bottom = region.bounds_mm
    per_mm = min(wide / (right - left), tall / (bottom - top))
    used = per_mm * (right - left)
    frame = Frame(per_mm, x + (wide - used) / 2 - per_mm * left, y - per_mm * top)
    return frame, per_mm * (bottom - top)


def outline(region: Region, frame: Frame, tolerance: float = 0.15, digits: int = 1) -> str:
    """Every ring as one path; points that lie closer to the line than `tolerance` pixels are left out."""
    return "".join(ring_path(np.array([frame.left, frame.top]) + frame.per_mm * ring, tolerance, digits)
                   for ring in region.rings_mm)  # fmt: skip


def bar_mm(per_mm: float, shortest: float = 36) -> int:
    """The length of a scale bar: one centimetre, or more where that would be shorter than so many pixels."""
    return next((length for length in (10, 50, 100) if length * per_mm >= shortest), 200)


def simplified(points: Numbers, tolerance: float) -> Numbers:
    """A closed line with fewer points: what is left out lies closer than `tolerance` to the line between its ends."""
    if len(points) < 4:
        return points
    far = int(np.argmax(np.hypot(*(points - points[0]).T)))
    closed = np.concatenate([points, points[:1]])
    kept = np.zeros(len(closed), dtype=np.bool_)
    kept[[0, far, len(points)]] = True
    open_parts = [(0, far), (far, len(points))]
    while open_parts:
        start, stop = open_parts.pop()
        if stop - start < 2:
            continue
        (ax, ay), (bx, by) = closed[start], closed[stop]
        between = closed[start + 1 : stop]
        long = max(float(np.hypot(bx - ax, by - ay)), 1e-9)
        off = np.abs((bx - ax) * (between[:, 1] - ay) - (by - ay) * (between[:, 0] - ax)) / long
        if off.max() > tolerance:
            middle = start + 1 + int(np.argmax(off))
            kept[middle] = True
            open_parts += [(start, middle), (middle, stop)]
    chosen: Numbers = closed[:-1][kept[:-1]]
    return chosen


def ring_path(points: Numbers, tolerance: float, digits: int) -> str:
    """A closed line as a path of steps; see `outline`."""
    rounded = np.round(simplified(points, tolerance) * 10**digits).astype(np.int64)
    steps = np.diff(rounded, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    texts = [" ".join(_short(value, digits) for value in step) for step in steps.tolist()]
    return f"M{texts[0]}l{' '.join(texts[1:])}z".replace(" -", "-")


def _short(value: int, digits: int) -> str:
    text = f"{abs(value) / 10**digits:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    text = text.removeprefix("0") if text.startswith("0.") else text
    return f"-{text}" if value < 0 else text
