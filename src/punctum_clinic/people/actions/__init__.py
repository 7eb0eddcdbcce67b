"""What changes people: each function is one transaction, with its row in the audit trail."""

from punctum_clinic.people.actions.history import write_history

__all__ = ["write_history"]
