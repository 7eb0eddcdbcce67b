"""What changes staff: each function is one transaction, with its row in the audit trail."""

from punctum_clinic.staff.actions.invitations import accept_invitation, find_invitation, invite
from punctum_clinic.staff.actions.people import add_member, edit_member

__all__ = ["accept_invitation", "add_member", "edit_member", "find_invitation", "invite"]
