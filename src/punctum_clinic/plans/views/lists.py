"""Lists of plans: of one person, those that wait for a signature, those that changed tables touch."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from punctum import InputError
from punctum_clinic.people.access import person_for
from punctum_clinic.people.models import Person
from punctum_clinic.people.patient import current_history
from punctum_clinic.plans.actions import make_plan
from punctum_clinic.plans.comparing import MOST
from punctum_clinic.plans.drafts import drafts
from punctum_clinic.plans.models import LARGE, Plan
from punctum_clinic.plans.touched import touched, touched_rows
from punctum_clinic.plans.views.common import UNUSABLE, day_in, form_key, lines_of, page, seen, today
from punctum_clinic.plans.views.common import typed as field
from punctum_clinic.staff.access import allowed
from punctum_clinic.staff.models import User
from punctum_clinic.staff.permissions import Permission

A_PAGE = 25
LONGEST_NAME = 200


@require_http_methods(["GET", "POST"])
def plans_of_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The plans of one person, and the form that makes one."""
    permission = Permission.EDIT_RECORD if request.method == "POST" else Permission.SEE_RECORD
    user, person = person_for(request, person_id, permission)
    if request.method == "POST":
        return _make(request, person, user)
    seen(person, person, user, what="plans")
    return _listed(request, person, user, {}, [])


def _make(request: HttpRequest, person: Person, user: User) -> HttpResponse:
    typed = {"on": request.POST.get("on", ""), "name": " ".join(field(request, "name").split())}
    on = day_in(typed["on"])
    problems = []
    if on is None:
        problems.append(_("Day of the plan: expected a day as YYYY-MM-DD, found %r") % typed["on"][:40])
    if len(typed["name"]) > LONGEST_NAME:
        problems.append(_("Name: at most %d letters") % LONGEST_NAME)
    if on is not None and not problems:
        try:
            row = make_plan(person=person, by=user, on=on, form_key=form_key(request), name=typed["name"])
        except InputError as error:
            problems = lines_of(error)
        else:
            return HttpResponseRedirect(resolve_url("plan", person.public_id, row.public_id))
    return _listed(request, person, user, typed, problems, status=UNUSABLE)


def _listed(
    request: HttpRequest, person: Person, user: User, typed: dict[str, Any], problems: list[str], status: int = 200
) -> HttpResponse:
    rows = Plan.objects.filter(person=person).select_related("made_by", "signed_by")
    context = {
        "plans": rows.defer(*LARGE).order_by("-number"),
        "history": current_history(person),
        "typed": {"on": today().isoformat(), "name": ""} | typed,
        "problems": problems,
        "most": MOST,
    }
    return page(request, "plans/of_person.html", person, user, context, status=status)


@require_GET
def plans_to_sign(request: HttpRequest) -> HttpResponse:
    """Drafts, the oldest first."""
    user = allowed(request, Permission.SEE_RECORD)
    shown = Paginator(drafts(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "plans/to_sign.html", {"user": user, "shown": shown})


@require_GET
def plans_touched(request: HttpRequest) -> HttpResponse:
    """Open plans made with other tables than those of now, and what would change in each."""
    user = allowed(request, Permission.SEE_RECORD)
    shown = Paginator(touched_rows(), A_PAGE).get_page(request.GET.get("page"))
    context = {"user": user, "shown": shown, "touched": [touched(row) for row in shown]}
    return render(request, "plans/touched.html", context)
