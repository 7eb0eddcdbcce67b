"""Writing the audit trail, in the transaction of what it tells of, and checking it."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from punctum_clinic.audit.models import Act, Entry, Head

START = "0" * 64


@transaction.atomic
def record(act: Act, subject: models.Model | str, *, by: str, person: str = "", **detail: Any) -> Entry:
    """Write one row at the end of the trail.

    Arguments:
        act: what was done. subject: to what. person: the public id of the person it concerns.
        by: who did it, as `actor` of the user or link gives it, or `system`.
        detail: names of fields, counts, hashes; never what a person told.

    Returns:
        the row.
    """
    head = Head.objects.select_for_update().filter(pk=1).first()
    if head is None:
        Head.objects.get_or_create(pk=1, defaults={"number": 0, "seal": START, "head_seal": _head_seal(0, START)})
        head = Head.objects.select_for_update().get(pk=1)
    name = subject if isinstance(subject, str) else f"{subject._meta.label_lower}:{subject.pk}"
    entry = Entry(
        number=head.number + 1,
        at=timezone.now(),
        actor=by,
        act=act,
        subject=name,
        person=person,
        detail=detail,
        previous=head.seal,
    )
    entry.seal = seal_of(entry)
    entry.save(force_insert=True)
    head.number, head.seal, head.head_seal = entry.number, entry.seal, _head_seal(entry.number, entry.seal)
    head.save(update_fields=["number", "seal", "head_seal"])
    return entry


def seal_of(entry: Entry) -> str:
    """HMAC-SHA256, under the audit key, of every field of a row and the seal of the row before."""
    fields = [
        entry.number,
        _utc(entry.at),
        entry.actor,
        str(entry.act),
        entry.subject,
        entry.person,
        entry.detail,
        entry.previous,
    ]
    return _mac(json.dumps(fields, sort_keys=True, ensure_ascii=True, separators=(",", ":")))


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the trail: at which number, and what."""

    number: int
    what: str


def faults() -> Iterator[Fault]:
    """Every place where the trail is not what was written: a changed row, a missing one, a cut end.

    Nobody is kept from writing meanwhile: the end is read after the rows, and rows that came in between are read then.
    """
    walk = _Walk()
    yield from walk.over(Entry.objects.order_by("number"))
    head = Head.objects.filter(pk=1).first()
    if head is None:
        if walk.expected > 1:
            yield Fault(walk.expected - 1, "the end of the trail was removed")
        return
    yield from walk.over(Entry.objects.filter(number__range=(walk.expected, head.number)).order_by("number"))
    if not hmac.compare_digest(head.head_seal, _head_seal(head.number, head.seal)):
        yield Fault(head.number, "the end of the trail was changed")
    elif (head.number, head.seal) != (walk.expected - 1, walk.previous):
        ends = f"it ends with row {walk.expected - 1}"
        yield Fault(walk.expected, f"the trail should end with row {head.number}, {ends}")


class _Walk:
    """Along the rows: the number that comes next, and the seal of the row before it."""

    def __init__(self) -> None:
        self.expected, self.previous = 1, START

    def over(self, rows: models.QuerySet[Entry]) -> Iterator[Fault]:
        """What is wrong with some rows, which go on where the last ones ended."""
        for entry in rows.iterator(chunk_size=2000):
            if entry.number != self.expected:
                missing = entry.number - self.expected
                rows_missing = f"{missing} row{'' if missing == 1 else 's'} missing"
                yield Fault(self.expected, f"{rows_missing} before row {entry.number}")
            elif entry.previous != self.previous:
                yield Fault(entry.number, "not sealed to the row before it")
            if not hmac.compare_digest(entry.seal, seal_of(entry)):
                yield Fault(entry.number, "changed after it was written")
            self.expected, self.previous = entry.number + 1, entry.seal


def _head_seal(number: int, seal: str) -> str:
    return _mac(f"head {number} {seal}")


def _mac(text: str) -> str:
    return hmac.new(settings.ENVIRONMENT.audit_key.encode(), text.encode(), sha256).hexdigest()


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
