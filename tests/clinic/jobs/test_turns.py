"""Whatever two workers, a clock and people do in whatever order, a job is done at most once, and never half."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import integers, sampled_from

from punctum_clinic.jobs.actions import cancel
from punctum_clinic.jobs.lease import claim, complete, fail, give_back, renew, retry, take_back_expired
from punctum_clinic.jobs.models import Job, State
from tests.clinic.jobs.conftest import TERMS

WORKERS = sampled_from(["one", "two", "three"])


class Turns(RuleBasedStateMachine):
    """Workers that hold jobs longer than they may, and come back with results."""

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 11, 20, 9, tzinfo=UTC)
        self.asked = 0
        self.in_hand: dict[str, Job] = {}
        self.finished: list[int] = []
        self.transaction = transaction.atomic()
        self.transaction.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def compute(self, payload: dict[str, Any], report: object) -> None: ...

    def finish(self, job: Job, result: object) -> None:
        self.finished.append(job.pk)

    @initialize()
    def ask_first(self) -> None:
        self.ask()

    @rule()
    def ask(self) -> None:
        self.asked += 1
        Job.objects.create(kind="double", key=f"key {self.asked}", created_by="user:1")

    @rule(seconds=integers(0, 40))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(worker=WORKERS)
    def take(self, worker: str) -> None:
        oldest = Job.objects.filter(state=State.QUEUED).order_by("pk").first()
        job = claim(now=self.now, terms=TERMS)
        assert (job and job.pk) == (oldest and oldest.pk)
        if job is not None:
            self.in_hand[worker] = job

    @rule()
    def look_for_silent_ones(self) -> None:
        take_back_expired(now=self.now, terms=TERMS)
        assert not Job.objects.filter(state=State.RUNNING, lease_until__lt=self.now).exists()

    @precondition(lambda self: self.in_hand)
    @rule(worker=WORKERS, end=sampled_from(["complete", "complete", "renew", "fail", "retry", "give back"]))
    def use(self, worker: str, end: str) -> None:
        if (job := self.in_hand.get(worker)) is None:
            return
        row = Job.objects.get(pk=job.pk)
        held = row.state == State.RUNNING and row.lease == job.lease
        match end:
            case "complete":
                told = complete(job, None, now=self.now, handler=self)
            case "renew":
                told = renew(job, now=self.now, terms=TERMS, progress=0.5, step="half")
            case "fail":
                told = fail(job, ["why"], now=self.now)
            case "retry":
                told = retry(job, "why", now=self.now, terms=TERMS)
            case _:
                told = give_back(job)
        assert told == held

    @rule(which=integers(1, 5))
    def call_off(self, which: int) -> None:
        if (job := Job.objects.filter(key=f"key {which}").first()) is not None:
            before = job.over
            assert cancel(job=job, by="user:1") == (not before)

    @invariant()
    def done_means_finished_once(self) -> None:
        done = Job.objects.filter(state=State.DONE).values_list("pk", flat=True)
        assert sorted(self.finished) == sorted(done)

    @invariant()
    def nobody_tries_for_ever(self) -> None:
        assert not Job.objects.filter(attempts__gt=TERMS.most_attempts).exists()


@pytest.mark.slow
def test_turns() -> None:
    run_state_machine_as_test(Turns, settings=settings(max_examples=60, stateful_step_count=30))
