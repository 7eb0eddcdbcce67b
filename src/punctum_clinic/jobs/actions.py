"""Asking for long work, calling it off, and trying it once more."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.jobs.models import ENDED_EARLY, Job, State


@transaction.atomic
def ask(*, kind: str, key: str, payload: dict[str, Any], by: str) -> Job:
    """The job for this work; asked for again with the same key it is the same job, whatever became of it.

    Arguments:
        kind: a key of `settings.JOB_HANDLERS`. key: names the work. payload: JSON. by: for the audit trail.

    Raises:
        KeyError: nothing here does such work.
    """
    settings.JOB_HANDLERS[kind]
    job, _ = Job.objects.get_or_create(key=key, defaults={"kind": kind, "payload": payload, "created_by": by})
    return job


@transaction.atomic
def cancel(*, job: Job, by: str) -> bool:
    """Call a job off. A worker that has it in hand learns so when it next says how far it is, and writes nothing.

    Returns:
        False when it was over already.
    """
    open_job = Job.objects.filter(pk=job.pk, state__in=[State.QUEUED, State.RUNNING])
    if not open_job.update(state=State.CANCELLED, lease=None, lease_until=None, step="", finished_at=timezone.now()):
        return False
    record(Act.CHANGE, job, by=by, fields=["state"])
    return True


@transaction.atomic
def try_again(*, job: Job, by: str) -> bool:
    """Put a job that failed or was called off back among those that wait, as if it had never been begun.

    Returns:
        False when it waits, runs or is done.
    """
    ended = Job.objects.filter(pk=job.pk, state__in=ENDED_EARLY)
    if not ended.update(state=State.QUEUED, attempts=0, progress=0, problems=[], finished_at=None):
        return False
    record(Act.CHANGE, job, by=by, fields=["state"])
    return True
