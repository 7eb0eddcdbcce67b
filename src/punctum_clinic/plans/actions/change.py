"""Changing a plan within limits, or over them with a reason for each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from punctum import AmendedPlan, InputError, Problem
from punctum_clinic.audit.models import Act
from punctum_clinic.people.models import History
from punctum_clinic.plans.actions.writing import check_form_key, held, next_number, written
from punctum_clinic.plans.core import Source, changed, columns_of, source_of
from punctum_clinic.plans.models import OPEN, Plan
from punctum_clinic.plans.reasons import Reasons, check_reasons, given_in, keep_reasons, key_of
from punctum_clinic.staff.models import User


def change_plan(
    *, row: Plan, amendment: dict[str, Any], reasons: Reasons, by: User, form_key: UUID, seen_sha256: str
) -> Plan:
    """The plan with the whole of a clinician's changes. A draft is replaced; of a signed plan the next one is made.

    Arguments:
        amendment: every change against the plan as first made. reasons: by key of the limit gone over.
        seen_sha256: of the plan that the form showed.

    Raises:
        InputError: a change is never allowed, a limit has no reason, or somebody changed the plan meanwhile.
    """
    source = source_of(row)
    made = changed(source, amendment)
    return keep_changed(
        row=row,
        made=made,
        source=source,
        history=row.history,
        by=by,
        form_key=form_key,
        reasons=reasons,
        seen_sha256=seen_sha256,
    )


def keep_changed(
    *,
    row: Plan,
    made: AmendedPlan,
    source: Source,
    history: History,
    by: User,
    form_key: UUID,
    reasons: Reasons,
    seen_sha256: str = "",
) -> Plan:
    """Write a plan that the core made anew in the place of a draft, or after a signed one.

    Raises:
        InputError: a limit has no reason, the plan has ended, or somebody changed it meanwhile; nothing is written.
    """
    check_reasons(made.exceeded, reasons)
    columns = columns_of(made.plan, source) | {"amendment": amendment_document(made), "history": history}
    with transaction.atomic():
        now = held(row)
        if again := Plan.objects.filter(form_key=form_key, person=now.person).exclude(pk=now.pk).first():
            return again
        check_form_key(form_key, now.person)
        if now.state not in OPEN:
            raise InputError([Problem("plan", _("a plan that is open"), now.get_state_display())])
        if seen_sha256 and now.sha256 != seen_sha256:
            if now.sha256 == columns["sha256"] and given_in(now) == _given(made, reasons):
                return now
            found = _("one that somebody changed meanwhile")
            raise InputError([Problem("plan", _("the plan as you opened it"), found)])
        if now.state == Plan.State.SIGNED:
            return _next(now, made, columns, reasons, by, form_key)
        return _replaced(now, made, columns, reasons, by)


def amendment_document(made: AmendedPlan) -> dict[str, Any]:
    """What a clinician changed, without what they left as planned; empty when nothing."""
    document: dict[str, Any] = made.amendment.model_dump(mode="json", exclude_none=True)
    return {name: value for name, value in document.items() if name != "zones" or value}


def _given(made: AmendedPlan, reasons: Reasons) -> dict[str, str]:
    return {key_of(over): reasons[key_of(over)].strip() for over in made.exceeded}


def _replaced(row: Plan, made: AmendedPlan, columns: dict[str, Any], reasons: Reasons, by: User) -> Plan:
    before = row.sha256
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=list(columns))
    row.papers.exclude(plan_sha256=row.sha256).delete()
    many = keep_reasons(row, made.exceeded, reasons, by)
    written(row, Act.CHANGE, by, before=before, overrides=many)
    return row


def _next(row: Plan, made: AmendedPlan, columns: dict[str, Any], reasons: Reasons, by: User, form_key: UUID) -> Plan:
    after = Plan.objects.create(
        person=row.person,
        number=next_number(row.person),
        name=row.name,
        based_on=row,
        made_by=by,
        form_key=form_key,
        **columns,
    )
    many = keep_reasons(after, made.exceeded, reasons, by)
    written(after, Act.CREATE, by, based_on=row.number, overrides=many)
    return after
