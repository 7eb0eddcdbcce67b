"""Asking for long work."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction

from punctum_clinic.jobs.models import Job


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
