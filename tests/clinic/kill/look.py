"""What stands in the database, as JSON: `python -m tests.clinic.kill.look`; `… look EMAIL PASSWORD` makes an owner."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

import django


def make_owner(email: str, password: str) -> None:
    """The first user of an empty clinic."""
    from django.core.management import call_command

    from punctum_clinic.staff.models import Role, User

    call_command("migrate", interactive=False, verbosity=0)
    User.objects.create_user(email, password, name="Olga Owner", role=Role.OWNER, profession="physician")


def state() -> dict[str, Any]:
    """Every record that the test writes, and what the trail says of it."""
    from punctum_clinic.audit.models import Act, Entry
    from punctum_clinic.audit.trail import faults
    from punctum_clinic.intake.models import Intake
    from punctum_clinic.jobs.models import Job
    from punctum_clinic.people.models import History, Person
    from punctum_clinic.people.names import search_words

    people = {
        str(person.public_id): {
            "name": person.family_name,
            "phone": person.phone,
            "found_by": {word.word for word in person.words.all()}
            == search_words(person.given_name, person.family_name, email=person.email, phone=person.phone),
        }
        for person in Person.objects.prefetch_related("words")
    }
    made = Entry.objects.filter(act=Act.CREATE)
    return {
        "faults": [f"{fault.number}: {fault.what}" for fault in faults()],
        "people": people,
        "made_people": sorted(made.filter(subject__startswith="people.person:").values_list("person", flat=True)),
        "edits": Counter(
            Entry.objects.filter(act=Act.CHANGE, subject__startswith="people.person:").values_list("person", flat=True)
        ),
        "histories": [
            [str(history.person.public_id), history.number, history.note]
            for history in History.objects.select_related("person").order_by("person_id", "number")
        ],
        "made_histories": sorted(
            [entry.person, entry.detail["number"]] for entry in made.filter(subject__startswith="people.history:")
        ),
        "intakes": {
            str(intake.person.public_id): [intake.revision, intake.answers.get("notes")]
            for intake in Intake.objects.select_related("person")
        },
        "answered": sorted(
            [entry.person, entry.detail["revision"]]
            for entry in Entry.objects.filter(act=Act.CHANGE, subject__startswith="intake.intake:")
        ),
        "jobs": dict(Job.objects.values_list("key", "state")),
        "attempts": Counter(Job.objects.values_list("attempts", flat=True)),
        "done": Counter(
            subject.removeprefix("probe:")
            for subject in made.filter(subject__startswith="probe:").values_list("subject", flat=True)
        ),
    }


def at_one_moment(look: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What all reads together saw at one moment; others go on writing."""
    from django.db import connection, transaction

    with transaction.atomic():
        # SQLite's transaction holds writers back; PostgreSQL's would see each of them come in.
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return look()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.clinic.kill.settings")
    django.setup()
    if len(sys.argv) > 1:
        make_owner(*sys.argv[1:])
    else:
        print(json.dumps(at_one_moment(state)))
