"""Plans of one person side by side."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from punctum_clinic.people.access import person_for
from punctum_clinic.plans.comparing import MOST, comparison
from punctum_clinic.plans.models import Plan
from punctum_clinic.plans.page import page_of
from punctum_clinic.plans.views.common import UNUSABLE, page, seen
from punctum_clinic.staff.access import may
from punctum_clinic.staff.permissions import Permission
from punctum_clinic.web.problems import problem_page

FEWEST = 2


@require_GET
def plans_compare(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Two or three plans, `?plan=1&plan=2`, by their numbers."""
    user, person = person_for(request, person_id, Permission.SEE_RECORD)
    numbers = {int(text) for text in request.GET.getlist("plan") if text.isascii() and text.isdigit() and len(text) < 9}
    rows = list(Plan.objects.filter(person=person, number__in=numbers).prefetch_related("overrides").order_by("number"))
    if not FEWEST <= len(rows) <= MOST:
        line = _("Choose two or three plans to hold side by side; found %d.") % len(rows)
        return problem_page(request, [line], status=UNUSABLE)
    seen(person, person, user, what="comparison", plans=[row.number for row in rows])
    context = {
        "plans": rows,
        "rows": comparison(rows, prices=may(user, Permission.SEE_PRICES)),
        "ways": page_of(rows[0]).ways,
        "document": rows[0].document,
    }
    return page(request, "plans/compare.html", person, user, context)
