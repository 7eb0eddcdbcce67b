"""Needle lengths that a device can really be set to."""

from __future__ import annotations

from decimal import Decimal

from punctum.device.devices import Device
from punctum.evidence.table import SourcedRow, Table


class LengthStep(SourcedRow):
    """The step of the length dial to assume for a kind of device (`id`) where no source prints one."""

    step_mm: float
    note: str = ""


LENGTH_STEPS = Table("punctum.device", "length_steps", LengthStep)


def settable_lengths_mm(device: Device) -> tuple[float, ...]:
    """Every needle length above zero that the device can be set to.

    Fixed lengths as they are; otherwise min + k·step up to the longest, counted from zero where no shortest
    length is printed.

    Returns:
        lengths in mm, ascending; empty when neither fixed lengths nor a step are known.
    """
    if device.fixed_lengths_mm:
        return tuple(sorted(device.fixed_lengths_mm))
    if device.step_basis is None or device.needle_length_max_mm is None:
        return ()
    step = _exact(device.needle_length_step_mm or LENGTH_STEPS.by_id[device.kind].step_mm)
    shortest = _exact(device.needle_length_min_mm or 0)
    count = int((_exact(device.needle_length_max_mm) - shortest) / step) + 1
    return tuple(float(length) for k in range(count) if (length := shortest + k * step) > 0)


def round_down_mm(device: Device, length_mm: float) -> float | None:
    """The longest setting of the device that does not exceed a wanted needle length.

    Arguments:
        device: the device.
        length_mm: the wanted length in mm.

    Returns:
        the setting in mm, or none when every setting is longer or the settings are not known.
    """
    return max((setting for setting in settable_lengths_mm(device) if setting <= length_mm), default=None)


def _exact(length_mm: float) -> Decimal:
    # Decimals keep the marks of the dial free of binary dust: three steps of 0.1 are 0.3.
    return Decimal(str(length_mm))
