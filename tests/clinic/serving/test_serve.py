"""`manage.py serve`: opens, keeps both of its processes running, closes, and refuses in one line."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from punctum_clinic.jobs.serving.child import CannotStartError, Child
from tests.clinic.kill.clinic import ROOT, WORDS, Clinic

pytestmark = pytest.mark.slow
ClinicOf = Callable[..., Clinic]
WAIT_SECONDS = 30.0
STRONG = "q8Zr2v-4LxWn0TtKc7bYhE5sJ_d1PmUoGi9aFf3RQyXzVwNeS6"
OTHER = "H3pLk_9sVbQwX2-eYtRzN8mUcJf5aGd0oTi7KxWv1ZqErSy4Ph6"
PRODUCTION = {
    "PUNCTUM_MODE": "production",
    "PUNCTUM_HOSTS": "skin.example.org",
    "PUNCTUM_SECRET_KEY": STRONG,
    "PUNCTUM_AUDIT_KEY": OTHER,
}


def ask(port: int, path: str, **headers: str) -> tuple[int, str, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT_SECONDS)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.headers
    finally:
        connection.close()


def until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while not what():
        assert time.monotonic() < end
        time.sleep(0.05)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout


def refused(clinic: Clinic, *options: str) -> list[str]:
    """What `serve` says when it does not open."""
    done = subprocess.run(
        [sys.executable, "manage.py", "serve", *(options or ["--port", "0"])],
        cwd=ROOT,
        env=clinic.environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    return done.stderr.splitlines()


def test_it_opens_answers_and_closes(clinic_of: ClinicOf) -> None:
    clinic = clinic_of()
    clinic.open()
    assert f"The clinic is open at http://127.0.0.1:{clinic.port}/" in clinic.said
    until(lambda: json.loads(ask(clinic.port, "/healthz")[1])["worker"] == "ok")
    status, _, headers = ask(clinic.port, "/")
    assert (status, headers["Location"]) == (302, "/sign-in/?next=%2F")
    assert headers["Server"] is None
    assert ask(clinic.port, "/static/web/site.css")[0] == 200
    both = [*clinic.children(WORDS["web server"]), *clinic.children(WORDS["worker"])]
    assert len(both) == 2
    with ThreadPoolExecutor(1) as pool:
        begun = pool.submit(ask, clinic.port, "/probe/slow/", X_Forwarded_Proto="https", X_Forwarded_For="10.1.1.1")
        time.sleep(0.5)
        assert clinic.close() == 0
        # What was begun is answered; nobody in front is trusted unless told so.
        assert begun.result()[:2] == (200, "http 127.0.0.1")
    assert clinic.said[-1] == "Closed."
    assert not [pid for pid in both if alive(pid)]
    with pytest.raises(ConnectionRefusedError):
        ask(clinic.port, "/healthz")


def test_a_process_that_died_is_started_again_and_callers_wait(clinic_of: ClinicOf) -> None:
    clinic = clinic_of()
    clinic.open()
    (worker,) = clinic.children(WORDS["worker"])
    clinic.kill("web server")
    assert ask(clinic.port, "/healthz")[0] == 200
    clinic.kill("worker")
    until(lambda: clinic.children(WORDS["worker"]) not in ([], [worker]))
    assert "The web server ended with -9 and was started again" in clinic.said
    until(lambda: "The worker ended with -9 and was started again" in clinic.said)


def test_both_end_when_their_parent_is_killed_and_the_port_is_free(clinic_of: ClinicOf) -> None:
    clinic = clinic_of()
    clinic.open()
    both = [*clinic.children(WORDS["web server"]), *clinic.children(WORDS["worker"])]
    assert clinic.process is not None
    clinic.process.send_signal(signal.SIGKILL)
    clinic.process.wait()
    clinic.open()
    assert ask(clinic.port, "/healthz")[0] == 200
    until(lambda: not [pid for pid in both if alive(pid)])
    assert clinic.close() == 0


def test_a_taken_port_is_one_line(clinic_of: ClinicOf) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        lines = refused(clinic_of(), "--port", str(port))
    assert lines == [
        f"--host, --port: expected an address that is free, found 127.0.0.1:{port} (Address already in use)"
    ]


@pytest.mark.parametrize("options", [["--port", "99999"], ["--host", "no.such.host.invalid", "--port", "0"]])
def test_an_address_that_is_none_is_one_line(clinic_of: ClinicOf, options: list[str]) -> None:
    (line,) = refused(clinic_of(), *options)
    assert line.startswith("--host, --port: expected an address that is free, found ")


def test_a_database_that_cannot_be_used_is_one_line_without_its_password(clinic_of: ClinicOf, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("This is no database. " * 100)
    (line,) = refused(clinic_of(DATABASE_URL=f"sqlite:///{tmp_path / 'notes.txt'}"))
    assert line.startswith(f"DATABASE_URL: expected a database that can be used, found {tmp_path / 'notes.txt'} (")
    (line,) = refused(clinic_of(DATABASE_URL=f"sqlite:///{tmp_path / 'no' / 'folder.sqlite3'}"))
    assert "unable to open database file" in line
    (line,) = refused(clinic_of(DATABASE_URL="postgresql://nurse:hunter2@127.0.0.1:1/skin"))
    assert line.startswith("DATABASE_URL: expected a database that can be used, found skin at 127.0.0.1 (")
    assert "hunter2" not in line


def test_production_serves_behind_a_proxy_and_nowhere_else(clinic_of: ClinicOf) -> None:
    lines = refused(clinic_of(**PRODUCTION))
    assert lines == ["PUNCTUM_BEHIND_PROXY: expected yes, because another server must speak HTTPS in front, found no"]
    clinic = clinic_of(**PRODUCTION, PUNCTUM_BEHIND_PROXY="yes")
    clinic.open()
    name = "skin.example.org"
    assert ask(clinic.port, "/sign-in/", Host=name)[0] == 301
    answer = ask(clinic.port, "/probe/slow/", Host=name, X_Forwarded_Proto="https", X_Forwarded_For="203.0.113.7")
    assert answer[:2] == (200, "https 203.0.113.7")
    assert "max-age=31536000" in answer[2]["Strict-Transport-Security"]
    assert ask(clinic.port, "/sign-in/", Host="evil.example", X_Forwarded_Proto="https")[0] == 400
    assert clinic.close() == 0


def test_a_process_that_never_stays_ends_the_clinic_with_a_line() -> None:
    child = Child("web server", ["-c", "raise SystemExit(3)"])
    with pytest.raises(CannotStartError, match="The web server ended 5 times right after its start"):
        until(lambda: bool(child.keep()) and False)
    child.end(1)
