"""Signing a plan, and withdrawing one."""

from __future__ import annotations

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from punctum import InputError
from punctum_clinic.plans.actions import sign_plan, withdraw_plan
from punctum_clinic.plans.cap import not_theirs
from punctum_clinic.plans.models import Plan
from punctum_clinic.plans.page import page_of
from punctum_clinic.plans.signable import hindrances
from punctum_clinic.plans.views.common import UNUSABLE, lines_of, page, plan_for, seen, today, typed
from punctum_clinic.signing.forms import SignatureForm
from punctum_clinic.staff.permissions import Permission


@reauthentication_required  # type: ignore[untyped-decorator]
def _prove_again(request: HttpRequest) -> None:
    """Go on for who proved in the last minutes who they are; others are led to the door and back to what they sent."""


@require_http_methods(["GET", "POST"])
def plan_sign(request: HttpRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """The signature under a plan, by somebody who proved lately who they are."""
    user, person, row = plan_for(request, person_id, plan_id, Permission.SIGN_PLAN)
    _prove_again(request)
    problems: list[str] = []
    form = SignatureForm(request.POST or None, initial={"name": user.name})
    if request.method == "POST" and form.is_valid():
        try:
            sign_plan(row=row, by=user, today=today(), seen_sha256=request.POST.get("sha256", ""), **form.signed)
        except InputError as error:
            problems = [problem.found if problem.path == "plan" else str(problem) for problem in error.problems]
        else:
            messages.success(request, _("Plan %d is signed.") % row.number)
            return HttpResponseRedirect(resolve_url("plan", person.public_id, row.public_id))
    if request.method == "GET":
        seen(row, person, user, what="signing")
    context = {
        "plan": row,
        "document": row.document,
        "parts": page_of(row),
        "overrides": row.overrides.select_related("by"),
        "hindrances": [*hindrances(row, today()), *not_theirs(user, row)],
        "signature": form,
        "problems": problems,
        "signed_now": Plan.objects.filter(person=person, state=Plan.State.SIGNED).only("number").first(),
    }
    wrong = request.method == "POST"
    return page(request, "plans/sign.html", person, user, context, status=UNUSABLE if wrong else 200)


@require_http_methods(["GET", "POST"])
def plan_withdraw(request: HttpRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """Withdraw a plan, with the reason."""
    user, person, row = plan_for(request, person_id, plan_id, Permission.SIGN_PLAN)
    problems: list[str] = []
    if request.method == "POST":
        try:
            withdraw_plan(row=row, by=user, reason=typed(request, "reason"))
        except InputError as error:
            problems = lines_of(error)
        else:
            messages.success(request, _("Plan %d is withdrawn.") % row.number)
            return HttpResponseRedirect(resolve_url("plan", person.public_id, row.public_id))
    if request.method == "GET":
        seen(row, person, user, what="withdrawing")
    context = {"plan": row, "problems": problems, "reason": request.POST.get("reason", "")}
    return page(request, "plans/withdraw.html", person, user, context, status=UNUSABLE if problems else 200)
