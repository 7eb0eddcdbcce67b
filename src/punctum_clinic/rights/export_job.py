"""The job that puts everything about a person into one file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.utils import timezone

from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.jobs.models import Job
from punctum_clinic.rights.bundle import bundle
from punctum_clinic.rights.models import Export

KEPT = timedelta(hours=72)


def compute(payload: dict[str, Any], report: Callable[[float, str], None]) -> bytes:
    """The ZIP file; empty when the person was erased meanwhile."""
    export = Export.objects.select_related("person").filter(public_id=payload["export"], person__erased_at=None).first()
    return b"" if export is None else bundle(export.person, report)


def finish(job: Job, result: bytes) -> None:
    """Keep the file until it is fetched or its time is over."""
    export = Export.objects.select_related("person").filter(public_id=job.payload["export"], made_at=None).first()
    if export is None or not result:
        return
    export.content, export.size, export.sha256 = result, len(result), sha256(result).hexdigest()
    export.made_at = timezone.now()
    export.expires_at = export.made_at + KEPT
    export.save(update_fields=["content", "size", "sha256", "made_at", "expires_at"])
    person = str(export.person.public_id)
    record(Act.CREATE, export, by=job.created_by, person=person, sha256=export.sha256, size=export.size)
