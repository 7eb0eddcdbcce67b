"""The thread that says a worker is alive, renews what it holds, and learns when that was taken away."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Lock, Thread

from django.db import DatabaseError, connection
from django.utils import timezone

from punctum_clinic.jobs.lease import give_back, renew
from punctum_clinic.jobs.models import Job, Worker
from punctum_clinic.jobs.terms import Terms

log = logging.getLogger(__name__)
SEEN_EVERY = timedelta(seconds=5)


class StoppedError(Exception):
    """The work in hand is to end: the job was cancelled or taken away, or the worker stops."""


@dataclass(slots=True)
class Held:
    """The job in hand: how far it is, when that was last written, whether it was taken away."""

    job: Job
    written_at: datetime
    progress: float = 0.0
    step: str = ""
    changed: bool = False
    lost: bool = False


class Pulse:
    """Beats beside a worker.

    Arguments:
        worker: its row. stop: set when it shall end.
        leave: how to end a process whose job goes on past the grace; for tests.
    """

    def __init__(self, worker: Worker, terms: Terms, stop: Event, leave: Callable[[int], object] = os._exit) -> None:
        self._worker, self._terms, self._stop, self._leave = worker, terms, stop, leave
        self._lock = Lock()
        self._held: Held | None = None
        self._seen_at = datetime.min.replace(tzinfo=timezone.get_default_timezone())
        self._stopping_since: datetime | None = None
        self._over = Event()
        self._thread = Thread(target=self._run, name="pulse", daemon=True)

    def start(self) -> None:
        """Begin to beat."""
        self._thread.start()

    def end(self) -> None:
        """Beat no more."""
        self._over.set()
        self._thread.join()

    def hold(self, job: Job) -> None:
        """A job was claimed."""
        with self._lock:
            self._held = Held(job, timezone.now())

    def drop(self) -> None:
        """The job in hand is over."""
        with self._lock:
            self._held = None

    def report(self, share: float, step: str) -> None:
        """How far the job in hand is, 0 to 1, and what is being done now.

        Raises:
            StoppedError: it is to end here.
        """
        with self._lock:
            held = self._held
            if held is None or held.lost or self._stop.is_set():
                raise StoppedError
            held.progress, held.step, held.changed = min(max(float(share), 0.0), 1.0), step[:200], True

    def beat(self, now: datetime) -> None:
        """Write what is due."""
        if now - self._seen_at >= SEEN_EVERY:
            Worker.objects.filter(pk=self._worker.pk).update(seen_at=now)
            self._seen_at = now
        with self._lock:
            held = self._held
            due = held is not None and (held.changed or now - held.written_at >= self._terms.renewal)
            if held is None or held.lost:
                return
            progress, step, held.changed = held.progress, held.step, False
        if due:
            still = renew(held.job, now=now, terms=self._terms, progress=progress, step=step)
            held.written_at, held.lost = now, not still
        if self._stop.is_set():
            self._stopping_since = self._stopping_since or now
            if now - self._stopping_since >= self._terms.grace:
                give_back(held.job)
                self._leave(0)

    def _run(self) -> None:
        pause = min(self._terms.renewal.total_seconds(), 1.0)
        while not self._over.wait(pause):
            try:
                self.beat(timezone.now())
            except DatabaseError as error:
                log.warning("The worker could not write that it is alive: %s", error)
                connection.close()
        connection.close()
