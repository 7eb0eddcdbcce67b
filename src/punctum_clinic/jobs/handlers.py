"""Which module does which kind of long work."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, Protocol, cast

from django.conf import settings

from punctum_clinic.jobs.models import Job

Report = Callable[[float, str], None]


class Handler(Protocol):
    """What a module named in `settings.JOB_HANDLERS` holds."""

    def compute(self, payload: dict[str, Any], report: Report) -> Any:
        """The long part: no transaction, no writes. `report(share, step)` tells how far it is, and ends it early.

        Raises:
            InputError: the work cannot be done with this payload; its lines are shown to people.
        """

    def finish(self, job: Job, result: Any) -> None:
        """The short part: writes, in the one transaction that marks the job done, so exactly once."""


def handler_of(kind: str) -> Handler:
    """The module for a kind of work.

    Raises:
        KeyError: nothing here does such work.
    """
    return cast(Handler, import_module(settings.JOB_HANDLERS[kind]))
