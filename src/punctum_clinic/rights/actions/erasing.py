"""Erasing a person: every row about them, in every table."""

from __future__ import annotations

from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from punctum import InputError, Problem
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.jobs.models import Job
from punctum_clinic.people.models import EMPTY, Person
from punctum_clinic.people.names import folded
from punctum_clinic.rights.reach import Model, rows_about
from punctum_clinic.rights.retention import retention_of
from punctum_clinic.staff.models import User


@transaction.atomic
def erase_person(*, person: Person, by: User, typed_name: str) -> Person:
    """Delete everything about a person. Their row keeps its public id, and when and by whom they were erased.

    The audit trail stays: it names people by their public id and holds nothing that they told.

    Arguments:
        typed_name: the person's name, typed again so that nobody is erased by a slip.

    Raises:
        InputError: the name does not fit, or something must still be kept; with the date and why.
    """
    now = Person.objects.select_for_update().get(pk=person.pk, erased_at=None)
    if problems := [*_problems(now, typed_name)]:
        raise InputError(problems)
    about = rows_about(now)
    jobs = _jobs(about)
    counts: dict[str, int] = {}
    for model, rows in reversed(about.items()):
        if model is not Person:
            own = [field.name for field in model._meta.concrete_fields if field.related_model is model]
            # A row that points to another of its table would keep that one from going first.
            if own:
                rows.update(**dict.fromkeys(own))
            counts[model._meta.label_lower] = rows.delete()[0]
    Job.objects.filter(pk__in=jobs).delete()
    at = timezone.now()
    marks: dict[str, Any] = {"erased_at": at, "erased_by": by, "created_at": at, "created_by": by}
    Person.objects.filter(pk=now.pk).update(**EMPTY, **marks)
    record(Act.ERASE, now, by=by.actor, person=str(now.public_id), rows={name: n for name, n in counts.items() if n})
    tables = [model._meta.db_table for model in about]
    transaction.on_commit(lambda: _wipe(tables))
    return Person.objects.get(pk=now.pk)


def _problems(person: Person, typed_name: str) -> list[Problem]:
    problems = []
    if folded(typed_name) != folded(str(person)):
        problems.append(
            Problem("typed_name", _("the name %(name)s") % {"name": person}, typed_name[:60] or _("nothing"))
        )
    retention = retention_of(person)
    if not retention.over:
        day = date_format(retention.until, _("j F Y"))
        expected = _("a day from %(day)s on, because of: %(why)s") % {"day": day, "why": retention.why}
        problems.append(Problem("erase", expected, date_format(retention.today, _("j F Y"))))
    return problems


def _jobs(about: dict[Model, models.QuerySet[Any]]) -> set[int]:
    """The jobs that made something about a person."""
    found: set[int] = set()
    for model, rows in about.items():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is Job:
                found |= set(rows.exclude(**{field.name: None}).values_list(field.name, flat=True))
    return found


def _wipe(tables: list[str]) -> None:
    """Have the database write over what was deleted, where it would keep it for a while."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # Pages are zeroed as they are freed (`secure_delete`); the write-ahead log still holds the old ones.
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        elif not connection.in_atomic_block:
            names = ", ".join(connection.ops.quote_name(table) for table in tables)
            cursor.execute(f"VACUUM {names}")
