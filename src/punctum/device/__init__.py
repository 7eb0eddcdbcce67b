"""Devices: needles and hand pieces, their settings and their labels."""

from punctum.device.devices import DEVICES, Device, DeviceId, find_device
from punctum.device.labels import LABELS, Label, off_label
from punctum.device.lengths import LENGTH_STEPS, LengthStep, round_down_mm, settable_lengths_mm

TABLES = (DEVICES, LABELS, LENGTH_STEPS)

__all__ = [
    "DEVICES",
    "LABELS",
    "LENGTH_STEPS",
    "TABLES",
    "Device",
    "DeviceId",
    "Label",
    "LengthStep",
    "find_device",
    "off_label",
    "round_down_mm",
    "settable_lengths_mm",
]
