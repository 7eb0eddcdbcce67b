"""What changes the clinic itself: each function is one transaction, with its row in the audit trail."""

from punctum_clinic.practice.actions.defaults import sign_defaults
from punctum_clinic.practice.actions.profile import save_profile, save_service

__all__ = ["save_profile", "save_service", "sign_defaults"]
