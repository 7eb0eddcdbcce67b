"""Jobs that the tests ask for; what they finish is seen in the audit trail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from punctum import InputError, Problem
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.jobs.models import Job

during: Callable[[], None] | None = None


def compute(payload: dict[str, Any], report: Callable[[float, str], None]) -> int:
    report(0.5, "Half of it")
    if during is not None:
        during()
    match payload.get("fault"):
        case "input":
            raise InputError([Problem("zones", "a zone that is known", "'elbow'")])
        case "bug":
            raise ZeroDivisionError("secret 1/0")
    report(1.0, "Almost")
    return int(payload.get("number", 0)) * 2


def finish(job: Job, result: int) -> None:
    record(Act.CREATE, f"test.result:{job.pk}", by="system", result=result)
    if job.payload.get("fault") == "finish":
        raise ZeroDivisionError("after the write")
