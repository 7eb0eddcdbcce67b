"""Whose turn a job is. Each step is one conditional UPDATE: of two who try, one succeeds, on either database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_noop

from punctum_clinic.jobs.handlers import Handler
from punctum_clinic.jobs.models import Job, State
from punctum_clinic.jobs.terms import Terms

OUT_OF_ATTEMPTS = gettext_noop("This was tried several times and stopped each time. Tell whoever runs this computer.")
NOBODYS: dict[str, Any] = {"lease": None, "lease_until": None}


def claim(*, now: datetime, terms: Terms) -> Job | None:
    """Take the oldest waiting job.

    Returns:
        the job, running and held by a lease of its own; None when nothing waits.
    """
    while (oldest := _oldest_waiting()) is not None:
        lease = uuid4()
        taken = Job.objects.filter(pk=oldest, state=State.QUEUED).update(
            state=State.RUNNING,
            lease=lease,
            lease_until=now + terms.lease,
            heartbeat_at=now,
            attempts=F("attempts") + 1,
            progress=0,
            step="",
        )
        # Somebody may have cancelled it since.
        if taken and (job := Job.objects.filter(pk=oldest, lease=lease).first()):
            return job
    return None


def renew(job: Job, *, now: datetime, terms: Terms, progress: float, step: str) -> bool:
    """Hold a job for longer and tell how far it is; False when it is no longer held."""
    until = now + terms.lease
    return bool(_held(job).update(lease_until=until, heartbeat_at=now, progress=progress, step=step))


def complete(job: Job, result: Any, *, now: datetime, handler: Handler) -> bool:
    """Mark a job done and write its result, both or neither; False, and nothing written, when it is no longer held."""
    with transaction.atomic():
        if not _held(job).update(state=State.DONE, progress=1, step="", finished_at=now, problems=[], **NOBODYS):
            return False
        # Another object: after a fault this one must still know its lease.
        handler.finish(Job.objects.get(pk=job.pk), result)
    return True


def fail(job: Job, problems: Iterable[str], *, now: datetime) -> bool:
    """End a job that cannot be done, with one line for each reason; False when it is no longer held."""
    lines = list(problems)
    return bool(_held(job).update(state=State.FAILED, problems=lines, step="", finished_at=now, **NOBODYS))


def retry(job: Job, problem: str, *, now: datetime, terms: Terms) -> bool:
    """Put a job back after a fault of ours; it fails when it was tried often enough. False when no longer held."""
    if job.attempts >= terms.most_attempts:
        return fail(job, [problem], now=now)
    return bool(_held(job).update(state=State.QUEUED, progress=0, step="", **NOBODYS))


def give_back(job: Job) -> bool:
    """Put a job back because the worker stops; that is no attempt. False when it is no longer held."""
    return bool(_held(job).update(state=State.QUEUED, progress=0, step="", attempts=F("attempts") - 1, **NOBODYS))


def take_back_expired(*, now: datetime, terms: Terms) -> int:
    """Put back every job whose worker went silent, and end those that were tried often enough.

    Returns:
        how many were put back.
    """
    silent = Job.objects.filter(state=State.RUNNING, lease_until__lt=now)
    silent.filter(attempts__gte=terms.most_attempts).update(
        state=State.FAILED, problems=[OUT_OF_ATTEMPTS], step="", finished_at=now, **NOBODYS
    )
    return silent.filter(attempts__lt=terms.most_attempts).update(state=State.QUEUED, progress=0, step="", **NOBODYS)


def _oldest_waiting() -> int | None:
    return Job.objects.filter(state=State.QUEUED).order_by("pk").values_list("pk", flat=True).first()


def _held(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, lease=job.lease)
