"""Reasons for going over limits: which are asked for, which were given, which are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

from django.utils.translation import gettext as _

from punctum import Exceeded, InputError, Problem
from punctum_clinic.plans.models import Override, Plan
from punctum_clinic.staff.models import User

# Key of a limit → why it is gone over.
Reasons = Mapping[str, str]
LONGEST = 2000


def reason_key(zone: str | None, field: str, limit: str) -> str:
    """The name under which a form asks for the reason of one limit; the same for every value beyond it."""
    return sha256(f"{zone or ''}|{field}|{limit}".encode()).hexdigest()[:12]


def key_of(over: Exceeded) -> str:
    """The same for a limit that a change goes over."""
    return reason_key(over.zone, over.bound.field, over.text.partition("(")[2])


def key_of_row(row: Override) -> str:
    """The same for a limit that was gone over."""
    return reason_key(row.zone, row.field, row.limit.partition("(")[2])


def given_in(row: Plan) -> dict[str, str]:
    """The reasons that stand in a plan."""
    return {key_of_row(each): each.reason for each in row.overrides.all()}


def check_reasons(exceeded: Iterable[Exceeded], reasons: Reasons) -> None:
    """Check that there is a reason for every limit that is gone over.

    Raises:
        InputError: one problem for each limit without one, or with one that is far too long.
    """
    problems = []
    for over in exceeded:
        reason = reasons.get(key_of(over), "").strip()
        if not reason:
            problems.append(Problem(f"reason-{key_of(over)}", _("a reason. %s") % over.text, _("none")))
        elif len(reason) > LONGEST:
            found = _("%d letters") % len(reason)
            problems.append(Problem(f"reason-{key_of(over)}", _("at most %d letters") % LONGEST, found))
    if problems:
        raise InputError(problems)


def keep_reasons(row: Plan, exceeded: Iterable[Exceeded], reasons: Reasons, by: User) -> int:
    """Keep the reasons of a plan. One that stood before keeps who gave it and when.

    Returns:
        how many there are.
    """
    wanted = {
        (over.zone or "", over.bound.field, str(over.value), over.text, reasons[key_of(over)].strip())
        for over in exceeded
    }
    stood = {(each.zone, each.field, each.value, each.limit, each.reason): each.pk for each in row.overrides.all()}
    row.overrides.filter(pk__in=[key for fields, key in stood.items() if fields not in wanted]).delete()
    for zone, field, value, limit, reason in sorted(wanted - set(stood)):
        Override.objects.create(plan=row, zone=zone, field=field, value=value, limit=limit, reason=reason, by=by)
    return len(wanted)
