"""PostgreSQL for tests: `python -m pytest -p tests.postgresql tests/clinic` runs them on a server of its own.

Settings are read before any conftest is, so this is a plugin that is named on the command line. With xdist the first
process starts the one server, and its workers find the address in the environment.
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

STARTS_WITHIN_SECONDS = 60.0
# What a crash of this computer would lose does not matter here.
HASTY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SAFE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


class MissingError(Exception):
    """There is no PostgreSQL here, or nobody it may run as."""


@dataclass(slots=True)
class Server:
    """A PostgreSQL server in a folder of its own that listens on a socket there and nowhere else.

    Arguments:
        settings: of postgresql.conf.
    """

    settings: Mapping[str, str]
    folder: Path = field(init=False)
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> str:
        """Start it.

        Returns:
            its address, for `DATABASE_URL`.

        Raises:
            MissingError: it is not installed.
        """
        programs, user = _programs(), _user()
        self.folder = Path(tempfile.mkdtemp(prefix="punctum-pg-", dir="/tmp"))
        atexit.register(self.stop)
        shutil.chown(self.folder, user)
        data = self.folder / "data"
        run_as: dict[str, Any] = {} if user == _whoami() else {"user": user, "group": user, "extra_groups": []}
        options = ["--auth=trust", "--username=punctum", "--encoding=UTF8", "--no-locale", "--no-sync"]
        made = subprocess.run(
            [programs / "initdb", *options, "-D", data], capture_output=True, text=True, cwd="/", **run_as
        )
        if made.returncode:
            raise MissingError(f"initdb failed: {made.stderr.strip()}")
        settings = {"listen_addresses": "", "unix_socket_directories": str(self.folder), "max_connections": "200"}
        flags = [f"--{name}={value}" for name, value in {**settings, **self.settings}.items()]
        with (self.folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [programs / "postgres", "-D", data, *flags], stdout=log, stderr=log, cwd="/", **run_as
            )
        self._wait()
        return f"postgresql://punctum@/postgres?host={quote(str(self.folder), safe='')}"

    def stop(self) -> None:
        """Stop it and take its folder away."""
        if self._process is not None:
            self._process.send_signal(2)
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def _wait(self) -> None:
        import psycopg

        until = time.monotonic() + STARTS_WITHIN_SECONDS
        while True:
            try:
                psycopg.connect(host=str(self.folder), user="punctum", dbname="postgres").close()
                return
            except psycopg.OperationalError as error:
                ended = self._process is None or self._process.poll() is not None
                if ended or time.monotonic() > until:
                    log = (self.folder / "log").read_text(errors="replace")[-2000:]
                    raise MissingError(f"PostgreSQL did not start: {log}") from error
                time.sleep(0.05)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, object, object]:
    """Start the server before Django's settings are read."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        try:
            os.environ["DATABASE_URL"] = Server(HASTY).start()
        except MissingError as error:
            raise pytest.UsageError(str(error)) from error
    return (yield)


def pytest_report_header() -> str:
    """Which database this is."""
    return f"database: {os.environ.get('DATABASE_URL', '').partition('?')[0]}"


def _programs() -> Path:
    if (initdb := shutil.which("initdb")) and shutil.which("postgres"):
        return Path(initdb).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if not found:
        told = "the Debian package is postgresql, tools/postgresql installs it as root"
        raise MissingError(f"PostgreSQL is not installed; {told}")
    return found[-1].parent


def _user() -> str:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return _whoami()
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise MissingError("PostgreSQL does not run as root, and there is no user postgres here") from None


def _whoami() -> str:
    return pwd.getpwuid(os.geteuid()).pw_name
