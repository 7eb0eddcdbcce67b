"""The clock of the example: what happens within it is written, and sealed in the audit trail, as of then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

STEP = timedelta(milliseconds=1)


def require_example() -> None:
    """Invented people and invented times belong in the example clinic only.

    Raises:
        ImproperlyConfigured: this is another clinic.
    """
    mode = settings.ENVIRONMENT.mode
    if mode != "example":
        raise ImproperlyConfigured(f"PUNCTUM_MODE: expected example, where every person is invented, found {mode}")


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let the clinic's clock begin at a moment and go on by a little each time somebody looks at it.

    Raises:
        ImproperlyConfigured: this is not the example clinic.
    """
    require_example()
    real, seconds = timezone.now, count()
    setattr(timezone, "now", lambda: moment + STEP * next(seconds))  # noqa: B010
    try:
        yield
    finally:
        setattr(timezone, "now", real)  # noqa: B010
