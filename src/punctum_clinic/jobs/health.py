"""Whether the clinic works: what a watcher may know without signing in."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from punctum_clinic.jobs.models import Worker
from punctum_clinic.jobs.pulse import SEEN_EVERY

MISSED_BEATS = 4


def health() -> dict[str, Any]:
    """The state of the database and of the worker.

    Returns:
        `database`: ok. `worker`: ok, silent or none. `worker_seen_seconds_ago`: whole seconds, or None.

    Raises:
        DatabaseError: the database cannot be read.
    """
    seen_at = Worker.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
    if seen_at is None:
        return {"database": "ok", "worker": "none", "worker_seen_seconds_ago": None}
    ago = timezone.now() - seen_at
    state = "ok" if ago < SEEN_EVERY * MISSED_BEATS else "silent"
    return {"database": "ok", "worker": state, "worker_seen_seconds_ago": max(0, int(ago.total_seconds()))}
