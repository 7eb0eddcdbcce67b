"""Devices: needles and hand pieces, their settings and their labels."""

from punctum.device.devices import DEVICES, Device, DeviceId, find_device
from punctum.device.geometry import GEOMETRY
from punctum.device.hand_pieces import Assumption, HandPiece, hand_piece
from punctum.device.labels import LABELS, Label, off_label
from punctum.device.lengths import LENGTH_STEPS, LengthStep, round_down_mm, settable_lengths_mm
from punctum.device.own import find_hand_piece, read_hand_piece
from punctum.device.own_file import OwnDevice

TABLES = (DEVICES, GEOMETRY, LABELS, LENGTH_STEPS)

__all__ = [
    "DEVICES",
    "GEOMETRY",
    "LABELS",
    "LENGTH_STEPS",
    "TABLES",
    "Assumption",
    "Device",
    "DeviceId",
    "HandPiece",
    "Label",
    "LengthStep",
    "OwnDevice",
    "find_device",
    "find_hand_piece",
    "hand_piece",
    "off_label",
    "read_hand_piece",
    "round_down_mm",
    "settable_lengths_mm",
]
