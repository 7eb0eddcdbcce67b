"""Asking for everything about a person, and fetching it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.jobs.actions import ask
from punctum_clinic.people.models import Person
from punctum_clinic.rights.models import Export
from punctum_clinic.staff.models import User


@transaction.atomic
def ask_export(*, person: Person, by: User) -> Export:
    """Have everything about a person put into one file; while one is being made, it is that one."""
    Person.objects.select_for_update().get(pk=person.pk)
    pending = Export.objects.filter(person=person, made_at=None, job__state__in=["queued", "running"]).first()
    if pending is not None:
        return pending
    export = Export.objects.create(person=person, asked_by=by)
    payload = {"export": str(export.public_id)}
    export.job = ask(kind="person_export", key=f"person_export:{export.public_id}", payload=payload, by=by.actor)
    export.save(update_fields=["job"])
    record(Act.CREATE, export, by=by.actor, person=str(person.public_id))
    return export


@transaction.atomic
def fetch_export(*, export: Export, by: User) -> bytes | None:
    """The file, handed out once; none when it was fetched already, is over, or is not made yet."""
    now = Export.objects.select_for_update().select_related("person").get(pk=export.pk)
    over = now.expires_at is not None and now.expires_at <= timezone.now()
    if now.content is None or over:
        return None
    content = bytes(now.content)
    now.content, now.fetched_at, now.fetched_by = None, timezone.now(), by
    now.save(update_fields=["content", "fetched_at", "fetched_by"])
    record(Act.EXPORT, now, by=by.actor, person=str(now.person.public_id), sha256=now.sha256, size=now.size)
    return content


def drop_expired() -> int:
    """Let go of files whose time is over; how many there were."""
    return Export.objects.filter(expires_at__lte=timezone.now(), content__isnull=False).update(content=None)
