"""What each role may do."""

from __future__ import annotations

from enum import StrEnum

from punctum_clinic.staff.models import Role


class Permission(StrEnum):
    """One thing that somebody may or may not do."""

    SEE_PEOPLE = "see_people"  # names and how to reach them
    EDIT_PEOPLE = "edit_people"
    SEND_LINKS = "send_links"
    SEE_RECORD = "see_record"  # what is known of their health, their plans and consents
    EDIT_RECORD = "edit_record"
    CLEAR = "clear"  # record a clearance; whether it holds depends on the profession
    SIGN_PLAN = "sign_plan"
    SEE_PRICES = "see_prices"
    EXPORT = "export"
    ERASE = "erase"
    SETTINGS = "settings"
    SIGN_DEFAULTS = "sign_defaults"
    SEE_AUDIT = "see_audit"


_CLINICAL = frozenset(
    {
        Permission.SEE_PEOPLE,
        Permission.EDIT_PEOPLE,
        Permission.SEND_LINKS,
        Permission.SEE_RECORD,
        Permission.EDIT_RECORD,
        Permission.CLEAR,
        Permission.SIGN_PLAN,
        Permission.SEE_PRICES,
    }
)
MAY: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.PRESCRIBER: _CLINICAL | {Permission.EXPORT, Permission.SIGN_DEFAULTS},
    Role.PRACTITIONER: _CLINICAL,
    Role.FRONT_DESK: frozenset(
        {Permission.SEE_PEOPLE, Permission.EDIT_PEOPLE, Permission.SEND_LINKS, Permission.SEE_PRICES}
    ),
    Role.READ_ONLY: frozenset({Permission.SEE_PEOPLE, Permission.SEE_RECORD, Permission.SEE_PRICES}),
}
