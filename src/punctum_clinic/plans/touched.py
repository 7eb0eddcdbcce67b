"""Open plans that were made with other tables than those of now."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from punctum import InputError
from punctum.planning import table_versions
from punctum.report import plan_document
from punctum_clinic.plans.core import changed, sha256_of_tables, source_of
from punctum_clinic.plans.differences import differences
from punctum_clinic.plans.models import OPEN, Plan


@dataclass(frozen=True, slots=True)
class Touched:
    """One open plan. `tables`: those that changed since. `changes`: what it would set otherwise now, one line each."""

    plan: Plan
    tables: tuple[str, ...]
    changes: tuple[str, ...]


def touched_rows() -> QuerySet[Plan]:
    """Every open plan made with other tables, the longest open first; none of who is erased or restricted."""
    now = sha256_of_tables(table_versions())
    rows = Plan.objects.filter(state__in=OPEN, person__erased_at=None, person__restricted_at=None)
    rows = rows.exclude(tables_sha256=now)
    return rows.select_related("person").order_by("made_at", "id")


def touched(row: Plan) -> Touched:
    """One plan: the tables that changed since it was made, and what it would set otherwise. It is planned once more."""
    now = table_versions()
    names = sorted(name for name in {*now, *row.tables} if now.get(name) != row.tables.get(name))
    try:
        fresh = plan_document(changed(source_of(row), row.amendment).plan)
    except InputError as error:
        return Touched(row, tuple(names), tuple(str(problem) for problem in error.problems))
    lines = [each.text for each in differences(row.document, fresh)]
    if fresh["verdict"] != row.document["verdict"]:
        said = {"before": row.document["verdict"], "after": fresh["verdict"]}
        lines.insert(0, _("Verdict: %(before)s → %(after)s") % said)
    return Touched(row, tuple(names), tuple(lines))
