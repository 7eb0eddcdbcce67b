"""A worker: takes the oldest waiting job, computes it, writes its result once, and looks for the next."""

from __future__ import annotations

import logging
import os
from datetime import timedelta
from threading import Event

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from django.utils.translation import gettext_noop

from punctum import InputError
from punctum_clinic.jobs.handlers import handler_of
from punctum_clinic.jobs.lease import claim, complete, fail, give_back, retry, take_back_expired
from punctum_clinic.jobs.models import Job, Worker
from punctum_clinic.jobs.pulse import Pulse, StoppedError
from punctum_clinic.jobs.terms import Terms
from punctum_clinic.jobs.tidying import tidy

log = logging.getLogger(__name__)
FAULT = gettext_noop("A fault on our side ended this. Tell whoever runs this computer.")
UNKNOWN_KIND = gettext_noop("This version of the program does not do such work.")
FORGOTTEN_AFTER = timedelta(days=1)
WAIT_FOR_DATABASE_SECONDS = 2.0


def work(terms: Terms, stop: Event) -> None:
    """Work until told to stop. A database that is away for a while is waited for."""
    worker = None
    while worker is None and not stop.is_set():
        try:
            worker = Worker.objects.create(pid=os.getpid(), seen_at=timezone.now())
            Worker.objects.filter(seen_at__lt=worker.seen_at - FORGOTTEN_AFTER).delete()
        except DatabaseError as error:
            _wait_for_database(error, stop)
    if worker is None:
        return
    pulse = Pulse(worker, terms, stop)
    pulse.start()
    tidy_from = timezone.now()
    try:
        while not stop.is_set():
            try:
                close_old_connections()
                take_back_expired(now=timezone.now(), terms=terms)
                if timezone.now() >= tidy_from:
                    tidy()
                    tidy_from = timezone.now() + terms.tidied
                if not work_once(pulse, terms):
                    stop.wait(terms.idle.total_seconds())
            except DatabaseError as error:
                _wait_for_database(error, stop)
    finally:
        pulse.end()
    Worker.objects.filter(pk=worker.pk).delete()


def work_once(pulse: Pulse, terms: Terms) -> bool:
    """Do one job, whatever becomes of it; False when none waits."""
    job = claim(now=timezone.now(), terms=terms)
    if job is None:
        return False
    pulse.hold(job)
    try:
        _do(job, pulse, terms)
    finally:
        pulse.drop()
    return True


def _do(job: Job, pulse: Pulse, terms: Terms) -> None:
    try:
        handler = handler_of(job.kind)
    except (KeyError, ImportError) as error:
        log.error("Job %s of kind %s: no handler (%s)", job.pk, job.kind, error)
        fail(job, [UNKNOWN_KIND], now=timezone.now())
        return
    try:
        result = handler.compute(job.payload, pulse.report)
        if not complete(job, result, now=timezone.now(), handler=handler):
            log.warning("Job %s was taken away before it was done; nothing was written", job.pk)
    except StoppedError:
        # Does nothing where it was cancelled or taken away: it is no longer held then.
        give_back(job)
    except InputError as error:
        fail(job, [str(problem) for problem in error.problems], now=timezone.now())
    except DatabaseError:
        log.exception("Job %s of kind %s could not be written", job.pk, job.kind)
        connection.close()
        retry(job, FAULT, now=timezone.now(), terms=terms)
    except Exception:
        log.exception("Job %s of kind %s", job.pk, job.kind)
        retry(job, FAULT, now=timezone.now(), terms=terms)


def _wait_for_database(error: DatabaseError, stop: Event) -> None:
    log.warning("The worker cannot reach the database: %s", str(error).partition("\n")[0])
    connection.close()
    stop.wait(WAIT_FOR_DATABASE_SECONDS)
