"""Clearing what screening asks a clinician about."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from punctum import InputError, Problem, Screening
from punctum.report import find_clearable
from punctum.screening import ROLES, acts_as
from punctum_clinic.consultation.history.typed import clean
from punctum_clinic.consultation.shown import may_answer, role_names
from punctum_clinic.consultation.views.page import back, not_open, open_of, page, screened
from punctum_clinic.people.access import person_for
from punctum_clinic.people.actions import record_clearance, withdraw_clearance
from punctum_clinic.people.patient import current_history
from punctum_clinic.staff.models import User
from punctum_clinic.staff.permissions import Permission

FIELDS = ("rule", "who", "by_name", "profession", "on", "valid_until", "reason")


@require_POST
def clear(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Records a clearance: one's own, or a colleague's or another doctor's answer."""
    user, person = person_for(request, public_id, Permission.CLEAR)
    now = open_of(person)
    if now is None:
        return not_open(person)
    sent = {name: clean(request.POST.get(name, "")).strip() for name in FIELDS}
    rule = sent["rule"].upper()
    own = sent["who"] == "me"
    today = timezone.localdate()
    profession = user.profession if own else sent["profession"]
    try:
        screening, problems = screened(person, current_history(person))
        if screening is None:
            raise InputError(problems)
        on = today if own else _day("on", sent["on"], needed=True)
        until = _day("valid_until", sent["valid_until"])
        _check(screening, rule, profession, until)
        if not own:
            _check_colleague(sent["by_name"], profession)
        record_clearance(
            person=person,
            by=user,
            rule=rule,
            by_name=user.name if own else sent["by_name"],
            profession=profession,
            on=on or today,
            valid_until=until,
            reason=sent["reason"],
        )
    except InputError as error:
        form = f"clearance-{rule}"
        return page(request, user, person, now, problems=error.problems, form=form, typed=sent, status=422)
    messages.success(request, _("%s is cleared. The record says by whom, when and why.") % rule)
    return back(person, "screening")


@require_POST
def withdraw(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Ends a clearance."""
    user, person = person_for(request, public_id, Permission.CLEAR)
    clearance = get_object_or_404(person.clearances, pk=pk)
    withdraw_clearance(clearance=clearance, by=user)
    messages.success(request, _("The clearance of %s no longer holds.") % clearance.rule)
    return back(person, "screening")


def _check(screening: Screening, rule: str, profession: str, until: date | None) -> None:
    """Whether a clearance would be accepted today.

    Raises:
        InputError: nobody can clear this, or not somebody of this profession, or it would have ended already.
    """
    try:
        asked = find_clearable(screening, rule)
    except InputError as error:
        raise InputError(Problem("rule", one.expected, one.found, one.hint) for one in error.problems) from None
    if not may_answer(profession, asked.roles):
        named = ROLES.by_id.get(profession)
        expected = _("one of those who may clear %(rule)s: %(roles)s") % {
            "rule": asked.rule,
            "roles": ", ".join(role_names(asked.roles)),
        }
        raise InputError([Problem("profession", expected, named.name if named else profession[:40] or _("nothing"))])
    if until is not None and until < screening.on:
        raise InputError([Problem("valid_until", _("today or later"), until.isoformat())])


def _check_colleague(name: str, profession: str) -> None:
    """Nobody who works here is written down with another profession than theirs, oneself least of all.

    Raises:
        InputError: somebody of the staff has this name and another profession.
    """
    named = " ".join(name.split()).casefold()
    same = [one for one in User.objects.filter(is_active=True) if " ".join(one.name.split()).casefold() == named]
    if same and not any(acts_as(profession) <= acts_as(one.profession) for one in same):
        theirs = ROLES.by_id.get(same[0].profession)
        expected = _("the profession that %(name)s has here: %(profession)s") % {
            "name": same[0].name,
            "profession": theirs.name if theirs else _("none stated"),
        }
        raise InputError([Problem("profession", expected, ROLES.by_id[profession].name)])


def _day(path: str, text: str, *, needed: bool = False) -> date | None:
    if not text and not needed:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError([Problem(path, _("a date as 2026-12-24"), text[:40] or _("nothing"))]) from None
