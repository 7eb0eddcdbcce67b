"""`manage.py serve`: opens the clinic, with its web server and its worker, and keeps both running."""

from __future__ import annotations

import os
import sys
import time
from argparse import ArgumentParser
from socket import socket
from threading import Event
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection

from punctum_clinic.jobs.ending import ending
from punctum_clinic.jobs.serving.child import CannotStartError, Child
from punctum_clinic.jobs.serving.door import answers, take
from punctum_clinic.jobs.serving.prepare import database_name, how_to_sign_in, prepare

OPENS_WITHIN_SECONDS = 120.0
ENDS_WITHIN_SECONDS = 10.0
CANNOT_BE_USED = 2


class Command(BaseCommand):
    """The clinic."""

    help = "Opens the clinic: tables, web server and worker."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where, and how many requests at a time."""
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on; 0 takes a free one")
        parser.add_argument("--threads", type=int, default=8, help="requests answered at the same time")

    def handle(self, *args: Any, **options: Any) -> None:
        """Open, keep, close."""
        host, threads = options["host"], max(1, options["threads"])
        self._check_proxy()
        listening = self._take(host, options["port"])
        port = listening.getsockname()[1]
        self._prepare()
        stop = ending(with_parent=False)
        web = ["-m", "punctum_clinic.jobs.serving.server", str(listening.fileno()), str(threads)]
        children = [
            Child("web server", web, inherit=True),
            Child("worker", ["-m", "django", "worker", "--with-parent"]),
        ]
        try:
            self._open(host, port, children, stop)
            while not stop.wait(0.2):
                self._keep(children)
        except CannotStartError as error:
            self.stderr.write(f"{error}; the reason stands above.")
            sys.exit(1)
        finally:
            listening.close()
            for child in children:
                child.ask_to_end()
            for child in children:
                child.end(ENDS_WITHIN_SECONDS)
        self.stdout.write("Closed.")

    def _open(self, host: str, port: int, children: list[Child], stop: Event) -> None:
        name = settings.ALLOWED_HOSTS[0].lstrip(".")
        until = time.monotonic() + OPENS_WITHIN_SECONDS
        while not answers(host, port, name, 5.0):
            if stop.wait(0.1):
                return
            self._keep(children)
            if time.monotonic() > until:
                raise CannotStartError(f"The clinic did not answer within {OPENS_WITHIN_SECONDS:.0f} seconds")
        shown = f"[{host}]" if ":" in host else host
        self._say(f"The clinic is open at http://{shown}:{port}/")
        if line := how_to_sign_in():
            self._say(line)
        self._say("Ctrl-C closes it.")

    def _keep(self, children: list[Child]) -> None:
        for child in children:
            if line := child.keep():
                self.stderr.write(line)

    def _take(self, host: str, port: int) -> socket:
        try:
            return take(host, port)
        except (OSError, OverflowError) as error:
            number = getattr(error, "errno", 0) or 0
            reason = os.strerror(number) if number > 0 else getattr(error, "strerror", None) or error
            self._refuse(f"--host, --port: expected an address that is free, found {host}:{port} ({reason})")

    def _prepare(self) -> None:
        try:
            prepare(self._say)
        except DatabaseError as error:
            reason = str(error).strip().partition("\n")[0]
            self._refuse(f"DATABASE_URL: expected a database that can be used, found {database_name()} ({reason})")
        except OSError as error:
            folder, why = settings.ENVIRONMENT.data, error.strerror
            self._refuse(f"PUNCTUM_DATA: expected a folder that can be written, found {folder} ({why})")
        finally:
            connection.close()

    def _check_proxy(self) -> None:
        if settings.ENVIRONMENT.secure and not settings.ENVIRONMENT.proxy:
            self._refuse(
                "PUNCTUM_BEHIND_PROXY: expected yes, because another server must speak HTTPS in front, found no"
            )

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _refuse(self, line: str) -> NoReturn:
        self.stderr.write(line)
        sys.exit(CANNOT_BE_USED)
