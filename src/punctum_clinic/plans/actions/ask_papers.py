"""Asking for the papers of a plan as it stands now."""

from __future__ import annotations

from punctum_clinic.jobs.actions import ask
from punctum_clinic.jobs.models import Job
from punctum_clinic.plans.models import Plan

KIND = "plan_papers"


def ask_papers(row: Plan, *, by: str) -> Job:
    """The job that makes the papers of this plan with this hash; asked for again it is the same job."""
    payload = {"plan": str(row.public_id), "sha256": row.sha256}
    return ask(kind=KIND, key=papers_key(row), payload=payload, by=by)


def papers_key(row: Plan) -> str:
    """The key of that job."""
    return f"{KIND}:{row.public_id}:{row.sha256}"
