"""A slow disk: every write statement takes a while, so that most kills fall between two rows of one transaction."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

SECONDS = 0.015


class SlowDisk(AppConfig):
    name = "tests.clinic.kill"
    label = "slow_disk"
    path = str(Path(__file__).parent)

    def ready(self) -> None:
        connection_created.connect(slow_down, dispatch_uid="slow disk")


def slow_down(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if wait_before_writes not in connection.execute_wrappers:
        connection.execute_wrappers.append(wait_before_writes)


def wait_before_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    if sql.startswith(("INSERT", "UPDATE", "DELETE")):
        time.sleep(SECONDS)
    return execute(sql, params, many, context)
