"""A clinic as real processes, to be killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

ROOT = Path(__file__).parents[3]
EMAIL, PASSWORD = "olga@example.org", "needles are counted twice"
OPENS_WITHIN_SECONDS = 90.0
STARTED_AGAIN_WITHIN_SECONDS = 10.0
WORDS = {"web server": "punctum_clinic.jobs.serving.server", "worker": "django worker"}


@dataclass(slots=True)
class Clinic:
    """`manage.py serve` in a process group of its own, on a database of its own.

    Arguments:
        data: its folder. database: for `DATABASE_URL`; empty for SQLite in the folder.
        settings: the settings module. more: further variables of the environment.
    """

    data: Path
    database: str = ""
    settings: str = "tests.clinic.kill.settings"
    port: int = 0
    said: list[str] = field(default_factory=list)
    process: subprocess.Popen[str] | None = None
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PUNCTUM_", "DATABASE_URL"))}
        own = {"PUNCTUM_MODE": "test", "PUNCTUM_DATA": str(self.data), "DJANGO_SETTINGS_MODULE": self.settings}
        return {**kept, **own, **({"DATABASE_URL": self.database} if self.database else {}), **self.more}

    def make_owner(self) -> None:
        self._python("-m", "tests.clinic.kill.look", EMAIL, PASSWORD)

    def look(self) -> Any:
        return json.loads(self._python("-m", "tests.clinic.kill.look"))

    def open(self) -> None:
        """Start it, on the same port as before, and wait until it says that it is open."""
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(self.port)],
            cwd=ROOT,
            env={**self.environment, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        start = len(self.said)
        Thread(target=self._listen, args=[self.process], daemon=True).start()
        until = time.monotonic() + OPENS_WITHIN_SECONDS
        while True:
            opened = [line for line in self.said[start:] if " is open at " in line]
            if opened:
                self.port = int(opened[0].rstrip("/").rpartition(":")[2])
                return
            assert self.process.poll() is None, self.told(start)
            assert time.monotonic() < until, self.told(start)
            time.sleep(0.02)

    def kill(self, what: str) -> None:
        """`kill -9` of the web server, the worker, or of everything at once."""
        assert self.process is not None
        if what == "everything":
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            return
        until = time.monotonic() + STARTED_AGAIN_WITHIN_SECONDS
        while not (children := self.children(WORDS[what])):
            assert time.monotonic() < until, f"the {what} does not run"
            time.sleep(0.02)
        for child in children:
            os.kill(child, signal.SIGKILL)

    def children(self, words: str) -> list[int]:
        """The numbers of its processes whose command holds these words."""
        assert self.process is not None
        # Without "ww" a command is cut to the width of whatever terminal the tests were started from.
        table = subprocess.run(
            ["ps", "-A", "-ww", "-o", "pid=,pgid=,args="], capture_output=True, text=True, check=True
        ).stdout
        rows = [row.split(None, 2) for row in table.splitlines()]
        return [int(row[0]) for row in rows if int(row[1]) == self.process.pid and words in row[-1]]

    def close(self) -> int:
        """End it as Ctrl-C does; its exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)

    def told(self, start: int = 0) -> str:
        return "\n".join(self.said[start:])

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                self.said.append(line.rstrip())

    def _python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
        return done.stdout
