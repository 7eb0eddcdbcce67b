"""A named clinician stands by house defaults."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from punctum import InputError, Problem
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.practice.defaults import HouseDefault
from punctum_clinic.practice.models import DefaultSignOff
from punctum_clinic.staff.models import User


@transaction.atomic
def sign_defaults(*, by: User, defaults: Sequence[HouseDefault], note: str = "") -> int:
    """Sign house defaults, each as it reads now; those signed before in this wording are left as they are.

    Returns:
        how many were signed now.

    Raises:
        InputError: who signs has no profession.
    """
    if not by.profession:
        raise InputError([Problem("profession", "a clinician's profession in the staff list", "none")])
    known = set(
        DefaultSignOff.objects.filter(table__in={default.table for default in defaults}).values_list(
            "table", "row", "row_sha256"
        )
    )
    new = [default for default in defaults if (default.table, default.row, default.sha256) not in known]
    DefaultSignOff.objects.bulk_create(
        DefaultSignOff(table=one.table, row=one.row, row_sha256=one.sha256, note=note, signed_by=by) for one in new
    )
    if new:
        rows = [f"{one.table}:{one.row}:{one.sha256[:12]}" for one in new]
        record(Act.SIGN, "practice.defaultsignoff:many", by=by.actor, rows=rows)
    return len(new)
