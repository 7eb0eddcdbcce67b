"""A worker does what was asked for, once, and says what went wrong in lines that people can read."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from punctum_clinic.audit.models import Entry
from punctum_clinic.jobs.actions import cancel
from punctum_clinic.jobs.lease import OUT_OF_ATTEMPTS, claim, complete, take_back_expired
from punctum_clinic.jobs.models import Job, State
from punctum_clinic.jobs.pulse import Pulse
from punctum_clinic.jobs.work import FAULT, UNKNOWN_KIND, work_once
from tests.clinic.jobs import handlers_for_tests as handler
from tests.clinic.jobs.conftest import TERMS

Asked = Callable[..., Job]


def results() -> list[dict[str, object]]:
    return [entry.detail for entry in Entry.objects.filter(subject__startswith="test.result:")]


def test_what_was_asked_for_is_done_once_and_oldest_first(asked: Asked, pulse: Pulse) -> None:
    first, second = asked("first", number=3), asked("second", number=4)
    assert asked("first", number=99).pk == first.pk
    assert work_once(pulse, TERMS)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.progress, first.attempts, first.lease) == (State.DONE, 1.0, 1, None)
    assert second.state == State.QUEUED
    assert work_once(pulse, TERMS)
    assert not work_once(pulse, TERMS)
    assert results() == [{"result": 6}, {"result": 8}]


def test_a_payload_that_cannot_be_used_fails_with_its_lines_and_is_not_tried_again(asked: Asked, pulse: Pulse) -> None:
    job = asked(fault="input")
    work_once(pulse, TERMS)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.FAILED, 1)
    assert job.problems == ["zones: expected a zone that is known, found 'elbow'"]
    assert not work_once(pulse, TERMS)


@pytest.mark.parametrize("fault", ["bug", "finish"])
def test_a_fault_of_ours_is_tried_again_then_told_without_its_traceback(
    asked: Asked, pulse: Pulse, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    job = asked(fault=fault)
    states = []
    with caplog.at_level(logging.ERROR):
        while work_once(pulse, TERMS):
            job.refresh_from_db()
            states.append(job.state)
    assert states == [State.QUEUED, State.QUEUED, State.FAILED]
    assert job.problems == [FAULT]
    assert results() == []
    assert "ZeroDivisionError" in caplog.text


def test_work_that_nobody_here_knows_fails(asked: Asked, pulse: Pulse) -> None:
    job = asked(kind="gone")
    work_once(pulse, TERMS)
    job.refresh_from_db()
    assert (job.state, job.problems) == (State.FAILED, [UNKNOWN_KIND])
    with pytest.raises(KeyError):
        asked("other", kind="never heard of")


def test_a_job_called_off_while_it_runs_writes_nothing(asked: Asked, pulse: Pulse) -> None:
    job = asked()

    def call_off() -> None:
        assert cancel(job=job, by="user:1")
        pulse.beat(timezone.now())

    handler.during = call_off
    work_once(pulse, TERMS)
    job.refresh_from_db()
    assert (job.state, job.lease) == (State.CANCELLED, None)
    assert results() == []
    assert not cancel(job=job, by="user:1")
    assert Entry.objects.filter(act="change").count() == 1


def test_a_job_called_off_while_it_waits_is_never_begun(asked: Asked, pulse: Pulse) -> None:
    cancel(job=asked(), by="user:1")
    assert not work_once(pulse, TERMS)


def test_a_worker_that_stops_gives_the_job_back_and_that_is_no_attempt(asked: Asked, pulse: Pulse) -> None:
    job = asked()
    handler.during = pulse._stop.set
    work_once(pulse, TERMS)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.lease) == (State.QUEUED, 0, None)


def test_a_job_that_does_not_listen_is_given_back_after_the_grace(asked: Asked, pulse: Pulse) -> None:
    left: list[int] = []
    pulse._leave = left.append
    job = asked()

    def go_on() -> None:
        pulse._stop.set()
        pulse.beat(timezone.now())
        assert left == []
        pulse.beat(timezone.now() + TERMS.grace)

    handler.during = go_on
    work_once(pulse, TERMS)
    job.refresh_from_db()
    assert left == [0]
    assert (job.state, job.attempts) == (State.QUEUED, 0)
    assert results() == []


def test_the_pulse_renews_the_lease_and_tells_the_step(asked: Asked, pulse: Pulse) -> None:
    job = asked()
    seen: list[Job] = []

    def look() -> None:
        later = timezone.now() + timedelta(seconds=20)
        pulse.beat(later)
        seen.append(Job.objects.get(pk=job.pk))
        assert take_back_expired(now=later + timedelta(seconds=29), terms=TERMS) == 0

    handler.during = look
    work_once(pulse, TERMS)
    assert (seen[0].progress, seen[0].step) == (0.5, "Half of it")
    assert seen[0].lease_until is not None
    assert seen[0].heartbeat_at is not None
    assert seen[0].lease_until - seen[0].heartbeat_at == TERMS.lease


def test_a_lost_lease_writes_nothing_and_the_next_worker_does_it_once(asked: Asked, pulse: Pulse) -> None:
    asked(number=1)
    now = timezone.now()
    slow = claim(now=now, terms=TERMS)
    assert slow is not None
    later = now + TERMS.lease + timedelta(seconds=1)
    assert take_back_expired(now=later, terms=TERMS) == 1
    quick = claim(now=later, terms=TERMS)
    assert quick is not None
    assert quick.pk == slow.pk
    assert not complete(slow, 2, now=later, handler=handler)
    assert results() == []
    assert complete(quick, 2, now=later, handler=handler)
    assert not complete(quick, 2, now=later, handler=handler)
    assert results() == [{"result": 2}]


def test_a_job_that_ends_its_worker_every_time_fails_in_the_end(asked: Asked) -> None:
    job, now = asked(), timezone.now()
    for attempt in (1, 2, 3):
        held = claim(now=now, terms=TERMS)
        assert held is not None
        assert held.attempts == attempt
        now += TERMS.lease + timedelta(seconds=1)
        assert take_back_expired(now=now, terms=TERMS) == (attempt < 3)
    job.refresh_from_db()
    assert (job.state, job.problems) == (State.FAILED, [OUT_OF_ATTEMPTS])
