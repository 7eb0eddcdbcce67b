"""A job that takes a while and leaves one row in the trail; twice done, it would leave two."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.jobs.models import Job

STEPS = 10


def compute(payload: dict[str, Any], report: Callable[[float, str], None]) -> str:
    for step in range(STEPS):
        report(step / STEPS, f"Step {step}")
        time.sleep(float(payload["seconds"]) / STEPS)
    return str(payload["name"])


def finish(job: Job, result: str) -> None:
    record(Act.CREATE, f"probe:{result}", by="system", job=job.pk)
