"""Nothing is erased too early; and what is erased is gone from every table and from the database file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from punctum import InputError
from punctum_clinic.audit.models import Act, Entry
from punctum_clinic.audit.trail import faults
from punctum_clinic.jobs.models import Job
from punctum_clinic.people.models import Person
from punctum_clinic.rights.actions import ask_export, erase_person, hold, lift_hold, restrict
from punctum_clinic.rights.export_job import compute, finish
from punctum_clinic.rights.models import Export
from punctum_clinic.rights.reach import rows_about
from punctum_clinic.rights.retention import retention_of, years_after
from punctum_clinic.staff.models import User
from tests.clinic.rights.whole import TEXTS, long_ago, whole_record

ROOT = Path(__file__).parents[3]


def dump() -> str:
    """Every value of every table, as the database has it."""
    out = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
            for row in cursor.fetchall():
                out += [bytes(v).decode(errors="replace") if isinstance(v, bytes | memoryview) else str(v) for v in row]
    return "\n".join(out)


def test_too_early_is_refused_with_the_date_and_why(known_person: Person, staff: dict[str, User]) -> None:
    with pytest.raises(InputError, match="keeps records for 10 years"):
        erase_person(person=known_person, by=staff["owner"], typed_name=str(known_person))
    long_ago(known_person)
    hold(person=known_person, by=staff["owner"], until=timezone.localdate() + timedelta(days=9), reason="a complaint")
    with pytest.raises(InputError, match=r"a legal hold .a complaint."):
        erase_person(person=known_person, by=staff["owner"], typed_name=str(known_person))
    assert Person.objects.get().family_name == "Álvarez"
    lift_hold(person=known_person, by=staff["owner"])
    erase_person(person=known_person, by=staff["owner"], typed_name="ana  ALVAREZ")


def test_another_name_is_refused(known_person: Person, staff: dict[str, User]) -> None:
    long_ago(known_person)
    with pytest.raises(InputError, match="typed_name"):
        erase_person(person=known_person, by=staff["owner"], typed_name="Ben Brandt")


def test_the_last_entry_counts_and_asking_for_rights_does_not(known_person: Person, staff: dict[str, User]) -> None:
    whole_record(known_person, staff)
    long_ago(known_person)
    known_person.refresh_from_db()
    assert retention_of(known_person).over
    ask_export(person=known_person, by=staff["owner"])
    assert retention_of(known_person).over
    known_person.consultations.update(on=timezone.localdate() - timedelta(days=1))
    assert retention_of(known_person).last == timezone.localdate() - timedelta(days=1)
    assert not retention_of(known_person).over


@pytest.mark.parametrize(
    ("day", "years", "then"),
    [
        (date(2020, 2, 29), 1, date(2021, 3, 1)),
        (date(2020, 2, 29), 4, date(2024, 2, 29)),
        (date(2026, 11, 21), 10, date(2036, 11, 21)),
    ],
)
def test_years_are_counted_by_the_calendar(day: date, years: int, then: date) -> None:
    assert years_after(day, years) == then


def test_erasing_leaves_nothing_but_the_public_id(
    known_person: Person, other_person: Person, staff: dict[str, User]
) -> None:
    whole_record(known_person, staff)
    export = Export.objects.get()
    finish(
        Job.objects.get(kind="person_export"), compute({"export": str(export.public_id)}, lambda _share, _step: None)
    )
    long_ago(known_person)
    known_person.refresh_from_db()
    before = dump()
    gone = [*TEXTS, "Álvarez", "alvarez", "Ana-Maria", "447700900123", "1990-05-14", "Dr Clear"]
    assert all(text in before for text in gone)
    entries = Entry.objects.count()
    erase_person(person=known_person, by=staff["owner"], typed_name=str(known_person))
    after = dump()
    assert [text for text in gone if text in after] == []
    assert str(known_person.public_id) in after.replace("-", "") or known_person.public_id.hex in after.replace("-", "")
    left = Person.objects.get(pk=known_person.pk)
    assert left.erased_at is not None
    assert left.erased_by == staff["owner"]
    assert [model for model, rows in rows_about(left).items() if rows.exists()] == [Person]
    assert not Job.objects.exists()
    assert Person.objects.get(pk=other_person.pk).family_name == "Brandt"
    assert Entry.objects.count() == entries + 1
    assert Entry.objects.latest("number").act == Act.ERASE
    assert not list(faults())


def test_a_job_that_ends_after_erasing_writes_nothing(known_person: Person, staff: dict[str, User]) -> None:
    ask_export(person=known_person, by=staff["owner"])
    job = Job.objects.get(kind="person_export")
    result = compute(job.payload, lambda _share, _step: None)
    long_ago(known_person)
    erase_person(person=known_person, by=staff["owner"], typed_name=str(known_person))
    finish(job, result)
    assert not Export.objects.exists()
    assert compute(job.payload, lambda _share, _step: None) == b""


def test_pages_of_somebody_erased_are_not_found(
    known_person: Person, staff: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    long_ago(known_person)
    client, url = signed_in("owner"), f"/people/{known_person.public_id}/"
    assert "rows are deleted" in client.get(f"{url}rights/erase/").content.decode()
    wrong = client.post(f"{url}rights/erase/", {"typed_name": "somebody"})
    assert wrong.status_code == 422
    assert "somebody" in wrong.content.decode()
    done = client.post(f"{url}rights/erase/", {"typed_name": "Ana Álvarez"})
    assert done.status_code == 200
    for page in (url, f"{url}rights/", f"{url}rights/erase/"):
        assert client.get(page).status_code == 404
    assert "Álvarez" not in client.get("/people/").content.decode()


def test_too_early_the_page_says_when_and_why(known_person: Person, signed_in: Callable[[str], Client]) -> None:
    url = f"/people/{known_person.public_id}/rights/erase/"
    page = signed_in("owner").get(url).content.decode()
    assert "It must be kept until" in page
    assert "keeps records for 10 years" in page
    assert signed_in("owner").post(url, {"typed_name": "Ana Álvarez"}).status_code == 422
    assert Person.objects.get().erased_at is None


def test_a_restricted_person_is_open_to_the_owner_only(
    known_person: Person, staff: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    restrict(person=known_person, by=staff["owner"])
    url = f"/people/{known_person.public_id}/"
    assert signed_in("owner").get(url).status_code == 200
    for role in ("prescriber", "practitioner", "front_desk", "read_only"):
        assert signed_in(role).get(url).status_code == 403
        assert "Álvarez" not in signed_in(role).get("/people/").content.decode()
    assert signed_in("owner").post(f"{url}rights/restrict/").status_code == 302
    assert signed_in("practitioner").get(url).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_after_a_real_commit_the_database_is_swept(known_person: Person, staff: dict[str, User]) -> None:
    whole_record(known_person, staff)
    long_ago(known_person)
    known_person.refresh_from_db()
    with CaptureQueriesContext(connection) as queries:
        erase_person(person=known_person, by=staff["owner"], typed_name=str(known_person))
    assert queries[-1]["sql"].startswith("PRAGMA wal_checkpoint" if connection.vendor == "sqlite" else "VACUUM")


@pytest.mark.slow
def test_the_database_file_holds_nothing_after_erasing(tmp_path: Path) -> None:
    """On SQLite the file itself, with its write-ahead log, is searched; a deleted row may not linger in it."""
    script = """
import sys, os
sys.path.insert(0, os.getcwd())
import django; django.setup()
from datetime import date
from django.core.management import call_command
call_command("migrate", verbosity=0)
from punctum_clinic.staff.models import Role, User
from punctum_clinic.practice.models import Profile
from punctum_clinic.people.actions import add_person, write_history
from punctum_clinic.people.models import History
from punctum_clinic.rights.actions import erase_person
from tests.clinic.rights.whole import whole_record, long_ago
owner = User.objects.create_user("owner@example.com", None, name="Owner", role=Role.OWNER)
who = add_person(by=owner, given_name="Xanthippe", family_name="Quetzal", birth_date=date(1990, 5, 14))
told = {"notes": "goodman_baron_quantitative"}
write_history(person=who, document=told, origin=History.Origin.CONSULTATION, by=owner, actor=owner.actor)
whole_record(who, {"owner": owner})
who.refresh_from_db()
folder = os.environ["PUNCTUM_DATA"]
def found():
    content = b"".join(open(os.path.join(folder, f), "rb").read() for f in sorted(os.listdir(folder)) if "sqlite" in f)
    return [t for t in (*sys.argv[1:], "Quetzal", "quetzal", "Xanthippe") if t.encode() in content]
print(len(found()))
long_ago(who)
erase_person(person=who, by=owner, typed_name=str(who))
print(found())
"""
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {
        "PUNCTUM_MODE": "test", "PUNCTUM_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "punctum_clinic.settings",
    }  # fmt: skip
    told: Any = subprocess.run(
        [sys.executable, "-c", script, *TEXTS], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert told.stdout.split("\n", 1) == [str(len(TEXTS) + 3), "[]\n"], told.stderr
