"""A signed plan on the day of a visit: screened again."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from punctum import InputError
from punctum_clinic.plans.actions import screen_on_day
from punctum_clinic.plans.day_now import answer_now
from punctum_clinic.plans.views.common import UNUSABLE, day_in, lines_of, page, plan_for, seen, today
from punctum_clinic.staff.permissions import Permission


@require_http_methods(["GET", "POST"])
def plan_rescreen(request: HttpRequest, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """The answers of the days so far, and the form that asks for one."""
    permission = Permission.EDIT_RECORD if request.method == "POST" else Permission.SEE_RECORD
    user, person, row = plan_for(request, person_id, plan_id, permission)
    problems: list[str] = []
    asked = request.POST.get("on") or request.GET.get("on") or today().isoformat()
    if request.method == "POST":
        on = day_in(asked)
        if on is None:
            problems = [_("Day: expected a day as YYYY-MM-DD, found %r") % asked[:40]]
        else:
            try:
                screen_on_day(row=row, on=on, by=user)
            except InputError as error:
                problems = lines_of(error)
            else:
                return HttpResponseRedirect(resolve_url("plan_rescreen", person.public_id, row.public_id))
    else:
        seen(row, person, user, what="day")
    screenings = list(row.day_screenings.select_related("by", "history"))
    answer, why_none = answer_now(row, screenings, today())
    context = {
        "plan": row,
        "document": row.document,
        "answer": answer,
        "why_none": why_none,
        "earlier": [each for each in screenings if each is not answer],
        "asked": asked,
        "problems": problems,
    }
    return page(request, "plans/rescreen.html", person, user, context, status=UNUSABLE if problems else 200)
