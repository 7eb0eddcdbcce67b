"""`manage.py worker`: does long work until it is told to stop."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from punctum_clinic.jobs.ending import ending
from punctum_clinic.jobs.terms import terms
from punctum_clinic.jobs.work import work


class Command(BaseCommand):
    """The process that does long work."""

    help = "Does long work, such as papers and exports, until it is told to stop. `serve` starts one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One option."""
        parser.add_argument("--with-parent", action="store_true", help="end when standard input is closed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work."""
        work(terms(), ending(with_parent=options["with_parent"]))
