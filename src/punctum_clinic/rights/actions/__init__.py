"""What a person may ask for by right: each function is one transaction, with its row in the audit trail."""

from punctum_clinic.rights.actions.correcting import correct
from punctum_clinic.rights.actions.erasing import erase_person
from punctum_clinic.rights.actions.exporting import ask_export, drop_expired, fetch_export
from punctum_clinic.rights.actions.holding import hold, lift_hold, restrict, unrestrict

__all__ = [
    "ask_export",
    "correct",
    "drop_expired",
    "erase_person",
    "fetch_export",
    "hold",
    "lift_hold",
    "restrict",
    "unrestrict",
]
