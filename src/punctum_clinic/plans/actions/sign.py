"""Signing a plan, and withdrawing one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from punctum import InputError, Problem
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.plans.actions.writing import held
from punctum_clinic.plans.cap import not_theirs
from punctum_clinic.plans.models import OPEN, Plan
from punctum_clinic.plans.signable import hindrances
from punctum_clinic.signing.actions import sign
from punctum_clinic.staff.models import User

LONGEST = 500


@transaction.atomic
def sign_plan(*, row: Plan, by: User, today: date, seen_sha256: str, method: str, name: str, strokes: Any) -> Plan:
    """The plan with its signature; a plan that was signed before is replaced by it.

    Arguments:
        seen_sha256: of the plan that was on the screen. method, name, strokes: of the signature; a name is the own.

    Raises:
        InputError: it may not be signed, or not by them, or it is not what was on the screen; nothing is written.
    """
    now = held(row)
    lines = [*hindrances(now, today), *not_theirs(by, now)]
    if seen_sha256 != now.sha256:
        lines.append(_("Somebody changed the plan meanwhile. Read it again."))
    problems = [Problem("plan", _("a plan that you may sign"), line) for line in lines]
    if _plain(name) != _plain(by.name):
        problems.append(Problem("name", _("your own name, %s") % by.name, name[:60] or _("nothing")))
    if problems:
        raise InputError(problems)
    signature = sign(
        person=now.person,
        what="plan",
        document_sha256=now.sha256,
        method=method,
        name=name,
        strokes=strokes,
        by_patient=False,
        user=by,
        link=None,
    )
    for earlier in Plan.objects.filter(person=now.person, state=Plan.State.SIGNED):
        _end(earlier, Plan.State.REPLACED, _("Replaced by plan %d") % now.number, by)
        record(Act.CHANGE, earlier, by=by.actor, person=str(now.person.public_id), replaced_by=now.number)
    now.state, now.signature, now.signed_at, now.signed_by = Plan.State.SIGNED, signature, signature.at, by
    now.save(update_fields=["state", "signature", "signed_at", "signed_by"])
    record(Act.SIGN, now, by=by.actor, person=str(now.person.public_id), number=now.number, sha256=now.sha256)
    return now


@transaction.atomic
def withdraw_plan(*, row: Plan, by: User, reason: str) -> Plan:
    """A draft or signed plan that no longer holds.

    Raises:
        InputError: it has ended already, or there is no reason.
    """
    now, why = held(row), " ".join(reason.split())
    problems = []
    if now.state not in OPEN:
        problems.append(Problem("plan", _("a plan that is open"), now.get_state_display()))
    if not why:
        problems.append(Problem("reason", _("why it no longer holds"), _("nothing")))
    elif len(why) > LONGEST:
        problems.append(Problem("reason", _("at most %d letters") % LONGEST, _("%d letters") % len(why)))
    if problems:
        raise InputError(problems)
    _end(now, Plan.State.WITHDRAWN, why, by)
    record(Act.WITHDRAW, now, by=by.actor, person=str(now.person.public_id), number=now.number, sha256=now.sha256)
    return now


def _end(row: Plan, state: Plan.State, reason: str, by: User) -> None:
    row.state, row.ended_at, row.ended_by, row.ended_reason = state, timezone.now(), by, reason
    row.save(update_fields=["state", "ended_at", "ended_by", "ended_reason"])


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
