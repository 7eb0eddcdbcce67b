"""What changes people: each function is one transaction, with its row in the audit trail."""

from punctum_clinic.people.actions.clearance import record_clearance, withdraw_clearance
from punctum_clinic.people.actions.history import write_history
from punctum_clinic.people.actions.person import add_person, edit_person

__all__ = ["add_person", "edit_person", "record_clearance", "withdraw_clearance", "write_history"]
