"""`manage.py audit verify` and `manage.py audit head`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from punctum_clinic.audit.models import Entry, Head
from punctum_clinic.audit.trail import faults


class Command(BaseCommand):
    """Checks the audit trail, or prints where it ends."""

    help = "Check the audit trail (verify), or print its last row to keep elsewhere (head)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and a row that was noted down before."""
        parser.add_argument("what", choices=["verify", "head"])
        parser.add_argument(
            "--expect", metavar="NUMBER:SEAL", help="a row as `head` once printed it; it must still be in the trail"
        )

    def handle(self, *args: Any, what: str, expect: str | None = None, **options: Any) -> None:
        """Exit code 0 when all is as it was written, 1 when not, 2 when `--expect` cannot be read."""
        if what == "head":
            head = Head.objects.filter(pk=1).first()
            self.stdout.write(f"{head.number}:{head.seal}" if head else "0:")
            return
        found = [f"row {fault.number}: {fault.what}" for fault in faults()]
        if expect is not None:
            found += _missing(expect)
        if found:
            raise CommandError("\n".join(["The audit trail is not as it was written.", *found]), returncode=1)
        count = Entry.objects.count()
        self.stdout.write(f"The audit trail is whole: {count} row{'' if count == 1 else 's'}, each as it was written.")


def _missing(expect: str) -> list[str]:
    number, _, seal = expect.partition(":")
    if not number.isdecimal() or len(number) > len(str(2**63)):
        raise CommandError(f"--expect: expected NUMBER:SEAL as `head` prints it, found {expect!r}", returncode=2)
    if int(number) == 0 or Entry.objects.filter(number=int(number), seal=seal).exists():
        return []
    return [f"row {number}: not the row that was noted down"]
