"""How long a job is held, and how often it is tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a worker keeps to.

    Arguments:
        lease: a job whose worker is silent for this long is given to another one.
        most_attempts: a job that was begun this often and never finished has failed.
        grace: how long a worker that shall stop may go on with the job it holds.
        idle: how long a worker waits before it looks for work again.
        tidied: how often what is over is let go.
    """

    lease: timedelta
    most_attempts: int
    grace: timedelta = timedelta(seconds=5)
    idle: timedelta = timedelta(seconds=0.5)
    tidied: timedelta = timedelta(minutes=1)

    @property
    def renewal(self) -> timedelta:
        """How long after the last one a lease is renewed: early enough to miss it once."""
        return self.lease / 3


def terms() -> Terms:
    """The terms that the settings name."""
    return Terms(lease=timedelta(seconds=settings.JOB_LEASE_SECONDS), most_attempts=settings.JOB_ATTEMPTS)
