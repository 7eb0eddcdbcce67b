"""Plans that wait for a signature."""

from __future__ import annotations

from django.db.models import QuerySet

from punctum_clinic.plans.models import LARGE, Plan


def drafts() -> QuerySet[Plan]:
    """Every draft, the oldest first; none of who is erased or restricted."""
    rows = Plan.objects.filter(state=Plan.State.DRAFT, person__erased_at=None, person__restricted_at=None)
    return rows.select_related("person", "made_by").defer(*LARGE).order_by("made_at", "id")
