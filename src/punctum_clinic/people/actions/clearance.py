"""Recording that a clinician cleared a rule for a person, and that it no longer holds."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from punctum import InputError, Problem
from punctum.screening import ROLES, RULES
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.people.models import Clearance, Person
from punctum_clinic.staff.models import User

LONGEST_NAME = 200
LONGEST_REASON = 2000


@transaction.atomic
def record_clearance(
    *,
    person: Person,
    by: User,
    rule: str,
    by_name: str,
    profession: str,
    on: date,
    valid_until: date | None,
    reason: str,
) -> Clearance:
    """Write down a clinician's decision. Whether it is accepted is for screening to say, by rule and profession.

    Arguments:
        rule: the rule's id, `S041`. by_name, profession: who decided. by: who writes it down.
        valid_until: the last day it holds; none for no end.

    Raises:
        InputError: one problem per field that cannot be used; nothing is written then.
    """
    rule, by_name, reason = rule.strip().upper(), " ".join(by_name.split()), " ".join(reason.split())
    problems = []
    if all(row.rule != rule for row in RULES.rows):
        problems.append(Problem("rule", _("the id of a rule, such as S041"), rule[:20] or _("nothing")))
    if not 0 < len(by_name) <= LONGEST_NAME:
        problems.append(
            Problem("by_name", _("the full name of the clinician who decided"), by_name[:40] or _("nothing"))
        )
    if profession not in ROLES.by_id:
        problems.append(Problem("profession", ", ".join(ROLES.by_id), profession[:40] or _("nothing")))
    if not 0 < len(reason) <= LONGEST_REASON:
        problems.append(Problem("reason", _("the reason, as the clinician gave it"), reason[:40] or _("nothing")))
    if not person.birth_date <= on <= timezone.localdate():
        problems.append(Problem("on", _("the day of the decision, not in the future"), on.isoformat()))
    if valid_until is not None and valid_until < on:
        problems.append(Problem("valid_until", _("a day not before the decision"), valid_until.isoformat()))
    if problems:
        raise InputError(problems)
    clearance = Clearance.objects.create(
        person=person,
        rule=rule,
        by_name=by_name,
        profession=profession,
        on=on,
        valid_until=valid_until,
        reason=reason,
        recorded_by=by,
    )
    record(Act.CREATE, clearance, by=by.actor, person=str(person.public_id), rule=rule)
    return clearance


@transaction.atomic
def withdraw_clearance(*, clearance: Clearance, by: User) -> Clearance:
    """End a clearance now. One that is withdrawn already stays as it is."""
    now = Clearance.objects.select_for_update().select_related("person").get(pk=clearance.pk)
    if now.withdrawn_at is None:
        now.withdrawn_at, now.withdrawn_by = timezone.now(), by
        now.save(update_fields=["withdrawn_at", "withdrawn_by"])
        record(Act.WITHDRAW, now, by=by.actor, person=str(now.person.public_id), rule=now.rule)
    return now
