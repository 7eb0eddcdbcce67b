"""The papers of a plan: the whole page, the patient's pages and the calendar. Long, so a job makes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

from django.utils.translation import gettext as _

from punctum import InputError, Problem, with_deliveries
from punctum.planning import with_healing
from punctum.report import calendar, dump, page, patient_pdf
from punctum_clinic.jobs.models import Job
from punctum_clinic.plans.core import changed, source_of
from punctum_clinic.plans.models import Paper, Plan

LANGUAGES: tuple[Literal["en", "de"], ...] = ("en", "de")
HTML, PDF, ICS = "text/html; charset=utf-8", "application/pdf", "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Made:
    """One paper."""

    kind: str
    language: str
    media_type: str
    content: bytes


def compute(payload: dict[str, Any], report: Callable[[float, str], None]) -> tuple[Made, ...]:
    """Every paper of the plan with this hash; none when the plan was changed since.

    Raises:
        InputError: the plan no longer comes out as it was kept, because tables or the program changed.
    """
    row = Plan.objects.filter(public_id=payload["plan"]).first()
    if row is None or row.sha256 != payload["sha256"]:
        return ()
    plan = changed(source_of(row), row.amendment).plan
    if sha256(dump(plan)).hexdigest() != row.sha256:
        expected, found = _("the plan as it was kept"), _("another, as tables or the program changed. Make it again")
        raise InputError([Problem("plan", expected, found)])
    report(0.1, _("Simulating the treatment"))
    plan = with_deliveries(plan)
    report(0.3, _("Simulating how the skin heals"))
    plan = with_healing(plan)
    report(0.7, _("Writing the page"))
    made = [Made("page", "en", HTML, page(plan).encode("utf-8", errors="xmlcharrefreplace"))]
    for done, language in enumerate(LANGUAGES):
        report(0.8 + 0.1 * done, _("Writing the patient's pages"))
        made.append(Made("patient", language, PDF, patient_pdf(plan, language).content))
        made.append(Made("calendar", language, ICS, calendar(plan, language)))
    return tuple(made)


def finish(job: Job, result: tuple[Made, ...]) -> None:
    """Keep the papers, once, unless the plan was changed since they were asked for."""
    row = Plan.objects.filter(public_id=job.payload["plan"], sha256=job.payload["sha256"]).first()
    if row is None:
        return
    for paper in result:
        Paper.objects.get_or_create(
            plan=row,
            kind=paper.kind,
            language=paper.language,
            plan_sha256=row.sha256,
            defaults={"content": paper.content, "media_type": paper.media_type, "job": job},
        )
