"""Changing a plan within limits, with what it would come to beside it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from punctum import InputError
from punctum_clinic.people.models import Person
from punctum_clinic.plans.actions import change_plan
from punctum_clinic.plans.editing import Read, groups_of, preview_of, read, reasons_in, typed_in
from punctum_clinic.plans.models import OPEN, Plan
from punctum_clinic.plans.reasons import given_in
from punctum_clinic.plans.views.common import UNUSABLE, form_key, page, plan_for, seen
from punctum_clinic.staff.models import User
from punctum_clinic.staff.permissions import Permission
from punctum_clinic.web.problems import problem_page


@require_http_methods(["GET", "POST"])
def plan_edit(request: HttpRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """The form of a plan's changes."""
    user, person, row = plan_for(request, person_id, plan_id, Permission.EDIT_RECORD)
    if row.state not in OPEN:
        line = _("This plan has ended (%s). Make a new one.") % row.get_state_display()
        return problem_page(request, [line], status=409)
    if request.method == "GET":
        seen(row, person, user, what="changes")
        said = Read(typed_in(row), row.amendment)
        return _form(request, person, user, row, said, given_in(row), None)
    said, reasons = read(row, request.POST.dict()), reasons_in(request.POST.dict())
    try:
        changed = change_plan(
            row=row,
            amendment=said.amendment,
            reasons=reasons,
            by=user,
            form_key=form_key(request),
            seen_sha256=request.POST.get("sha256", ""),
        )
    except InputError as error:
        return _form(request, person, user, row, said, reasons, error)
    return HttpResponseRedirect(resolve_url("plan", person.public_id, changed.public_id))


@require_POST
def plan_preview(request: HttpRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """What the changes on the form would come to; nothing is saved."""
    _user, _person, row = plan_for(request, person_id, plan_id, Permission.EDIT_RECORD)
    said, reasons = read(row, request.POST.dict()), reasons_in(request.POST.dict())
    response = render(request, "plans/_preview.html", {"preview": preview_of(row, said, reasons), "plan": row})
    response["Cache-Control"] = "private, no-store"
    return response


def _form(
    request: HttpRequest,
    person: Person,
    user: User,
    row: Plan,
    said: Read,
    reasons: dict[str, str],
    refused: InputError | None,
) -> HttpResponse:
    preview = preview_of(row, said, reasons, refused)
    context = {
        "plan": row,
        "preview": preview,
        "groups": groups_of(preview.limits, said.typed, preview.problems),
        "refused": refused is not None,
        "seen_sha256": request.POST.get("sha256") or row.sha256,
    }
    return page(request, "plans/edit.html", person, user, context, status=UNUSABLE if refused else 200)
