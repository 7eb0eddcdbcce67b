"""Long computations as rows: asked for once, worked on by whoever holds the lease, finished exactly once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class State(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", "waiting"
    RUNNING = "running", "running"
    DONE = "done", "done"
    FAILED = "failed", "failed"
    CANCELLED = "cancelled", "cancelled"


# Over without a result, so it may be tried once more.
ENDED_EARLY = (State.FAILED, State.CANCELLED)


class Job(models.Model):
    """One long computation.

    Arguments:
        kind: a key of `settings.JOB_HANDLERS`. payload: what it is given, JSON.
        key: asked for again with the same key, it is the same job.
        lease, lease_until: whose turn it is, and until when nobody else may take it; both or neither.
        progress: done share, 0 to 1. step: what is being done now. problems: why it failed, one line each.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    progress = models.FloatField(default=0)
    step = models.CharField(max_length=200, blank=True)
    problems = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=80)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "lease_until"])]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="jobs_job_known_state"),
            models.CheckConstraint(
                condition=Q(state="running", lease__isnull=False, lease_until__isnull=False)
                | (~Q(state="running") & Q(lease__isnull=True, lease_until__isnull=True)),
                name="jobs_job_leased_while_running",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "failed", "cancelled"], finished_at__isnull=False)
                | Q(state__in=["queued", "running"], finished_at__isnull=True),
                name="jobs_job_finished_when_over",
            ),
            models.CheckConstraint(condition=Q(progress__range=(0, 1)), name="jobs_job_progress_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} ({self.state})"

    @property
    def over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state == State.DONE or self.ended_early

    @property
    def ended_early(self) -> bool:
        """Whether it is over without a result."""
        return self.state in ENDED_EARLY

    @property
    def percent(self) -> int:
        """The done share as people read it."""
        return int(self.progress * 100)


class Worker(models.Model):
    """A process that does jobs, for as long as it runs; `seen_at` is when it last said so."""

    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"worker {self.pid}"
