"""SQLite as the clinic opens it, on a real file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from punctum_clinic.environment import database_of

WRITERS, WRITES = 4, 50


@pytest.fixture
def handler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ConnectionHandler]:
    """Connections to a file of our own, one in each thread, whatever database this run is about."""
    found = ConnectionHandler({"default": database_of(f"sqlite:///{tmp_path / 'clinic.sqlite3'}")})
    with monkeypatch.context() as patched:
        patched.setattr(transaction, "get_connection", lambda using=None: found["default"])
        yield found
    found.close_all()


def pragma(connection: BaseDatabaseWrapper, name: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]


def test_what_was_acknowledged_survives_a_power_cut(handler: ConnectionHandler) -> None:
    connection = handler["default"]
    assert pragma(connection, "journal_mode") == "wal"
    assert pragma(connection, "synchronous") == 2
    assert pragma(connection, "foreign_keys") == 1
    assert pragma(connection, "busy_timeout") == 20_000


def test_a_transaction_holds_the_right_to_write_from_its_beginning(handler: ConnectionHandler, tmp_path: Path) -> None:
    with transaction.atomic(), closing(sqlite3.connect(tmp_path / "clinic.sqlite3", timeout=0)) as other:
        with pytest.raises(sqlite3.OperationalError, match="database is locked"):
            other.execute("BEGIN IMMEDIATE")
        assert handler["default"].in_atomic_block


def test_writers_at_the_same_time_wait_for_each_other(handler: ConnectionHandler) -> None:
    with handler["default"].cursor() as cursor:
        cursor.execute("CREATE TABLE count (number INTEGER)")
        cursor.execute("INSERT INTO count VALUES (0)")

    def write(_: int) -> None:
        connection = handler["default"]
        for _ in range(WRITES):
            # Reads first, then writes: a transaction that began as a reader could not go on here.
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT number FROM count")
                (number,) = cursor.fetchone()
                cursor.execute("UPDATE count SET number = %s", [number + 1])
        connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    with handler["default"].cursor() as cursor:
        cursor.execute("SELECT number FROM count")
        assert cursor.fetchone() == (WRITERS * WRITES,)
