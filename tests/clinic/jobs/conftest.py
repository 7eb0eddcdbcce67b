"""A worker without its thread, and jobs for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone

from punctum_clinic.jobs.actions import ask
from punctum_clinic.jobs.models import Job, Worker
from punctum_clinic.jobs.pulse import Pulse
from punctum_clinic.jobs.terms import Terms
from tests.clinic.jobs import handlers_for_tests

TERMS = Terms(lease=timedelta(seconds=30), most_attempts=3)


@pytest.fixture(autouse=True)
def _handlers(settings: LazySettings) -> Iterator[None]:
    settings.JOB_HANDLERS = {"double": "tests.clinic.jobs.handlers_for_tests", "gone": "tests.clinic.jobs.no_such"}
    yield
    handlers_for_tests.during = None


@pytest.fixture
def asked() -> Callable[..., Job]:
    """Asks for a job."""

    def ask_for(key: str = "a", kind: str = "double", **payload: Any) -> Job:
        return ask(kind=kind, key=key, payload=payload, by="user:1")

    return ask_for


@pytest.fixture
def pulse() -> Pulse:
    return Pulse(Worker.objects.create(pid=1, seen_at=timezone.now()), TERMS, Event(), leave=lambda _: None)
