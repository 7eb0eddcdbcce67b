"""Everything about a person comes out in one file, and no table is forgotten."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.utils import timezone

from punctum_clinic.audit.models import Act, Entry
from punctum_clinic.jobs.models import Job
from punctum_clinic.people.models import Person
from punctum_clinic.rights.actions import ask_export, drop_expired, fetch_export
from punctum_clinic.rights.dictionary import LEFT_OUT, TABLES
from punctum_clinic.rights.export_job import compute, finish
from punctum_clinic.rights.models import Export
from punctum_clinic.rights.reach import Held, tables_about_people
from punctum_clinic.rights.rows import fields_of
from punctum_clinic.staff.models import User
from tests.clinic.rights.whole import TEXTS, whole_record


def made(export: Export) -> Export:
    """What the worker does."""
    job = Job.objects.get(key=f"person_export:{export.public_id}")
    finish(job, compute(job.payload, lambda _share, _step: None))
    export.refresh_from_db()
    return export


def leads_to_a_person(model: type[models.Model], seen: frozenset[Any] = frozenset()) -> bool:
    """A second, slower way to ask what `tables_about_people` answers."""
    targets: list[Any] = [field.related_model for field in model._meta.concrete_fields if field.is_relation]
    return model is Person or any(
        leads_to_a_person(target, seen | {model}) for target in targets if target not in {*seen, model}
    )


def test_every_table_with_a_way_to_a_person_is_exported_and_explained() -> None:
    about = {model._meta.label for model in apps.get_models(include_auto_created=True) if leads_to_a_person(model)}
    assert {held.model._meta.label for held in tables_about_people()} == about
    assert set(TABLES) == about, "a table about people needs its line in rights/dictionary.py, and only such a table"


def test_what_is_left_out_exists() -> None:
    for name in LEFT_OUT:
        label, field = name.rsplit(".", 1)
        apps.get_model(label)._meta.get_field(field)


def test_tables_stand_after_those_they_point_to() -> None:
    seen: list[Any] = []
    for held in tables_about_people():
        assert isinstance(held, Held)
        assert all(to in seen or to is held.model for _name, to in held.keys)
        seen.append(held.model)


def test_the_file_holds_every_row_text_and_paper(
    known_person: Person, other_person: Person, staff: dict[str, User]
) -> None:
    whole_record(known_person, staff)
    whole_record(other_person, staff)
    export = made(ask_export(person=known_person, by=staff["owner"]))
    content = fetch_export(export=export, by=staff["owner"])
    assert content is not None
    assert sha256(content).hexdigest() == export.sha256
    archive = zipfile.ZipFile(io.BytesIO(content))
    names = set(archive.namelist())
    for held in tables_about_people():
        rows = json.loads(archive.read(f"data/{held.model._meta.label_lower}.json"))
        assert rows, f"the example of a whole record has no row of {held.model._meta.label}"
        assert set(rows[0]) == {field.name for field in fields_of(held.model)}
    everything = b"\n".join(archive.read(name) for name in names).decode(errors="replace")
    for text in TEXTS:
        assert text in everything, text
    assert "Brandt" not in everything
    drawn = [archive.read(name).decode() for name in names if name.endswith(".svg")]
    assert drawn
    assert all('viewBox="0 0 1000 400"' in picture and "M0 0L500 300" in picture for picture in drawn)
    assert sum(name.endswith(".pdf") for name in names) >= 3
    sums = dict(line.split("  ")[::-1] for line in archive.read("SHA256SUMS").decode().splitlines())
    assert set(sums) == names - {"SHA256SUMS"}
    assert all(sha256(archive.read(name)).hexdigest() == sums[name] for name in sums)
    numbers = [entry["number"] for entry in json.loads(archive.read("data/audit.json"))]
    assert numbers
    assert numbers == sorted(numbers)
    assert "token_sha256" not in archive.read("data/links.link.json").decode()
    assert "secret-of-a-link" not in everything


def test_it_is_handed_out_once(
    known_person: Person, staff: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("prescriber")
    assert client.post(f"/people/{known_person.public_id}/rights/export/").status_code == 302
    export = made(Export.objects.get())
    url = f"/people/{known_person.public_id}/rights/export/{export.public_id}/"
    assert client.get(url).status_code == 405
    first = client.post(url)
    assert first.status_code == 200
    assert first["Content-Type"] == "application/zip"
    assert client.post(url).status_code == 410
    assert Entry.objects.filter(act=Act.EXPORT, person=str(known_person.public_id)).count() == 1


def test_asked_twice_it_is_made_once(known_person: Person, staff: dict[str, User]) -> None:
    assert ask_export(person=known_person, by=staff["owner"]) == ask_export(person=known_person, by=staff["prescriber"])


def test_it_is_kept_until_its_time_is_over(known_person: Person, staff: dict[str, User]) -> None:
    export = made(ask_export(person=known_person, by=staff["owner"]))
    assert drop_expired() == 0
    Export.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert fetch_export(export=export, by=staff["owner"]) is None
    assert drop_expired() == 1
    assert drop_expired() == 0


def test_the_file_of_another_person_is_not_found(
    known_person: Person, other_person: Person, staff: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    export = made(ask_export(person=other_person, by=staff["owner"]))
    url = f"/people/{known_person.public_id}/rights/export/{export.public_id}/"
    assert signed_in("owner").post(url).status_code == 404


@pytest.mark.parametrize("role", ["practitioner", "front_desk", "read_only"])
def test_who_may_not_export_is_refused(role: str, known_person: Person, signed_in: Callable[[str], Client]) -> None:
    assert signed_in(role).post(f"/people/{known_person.public_id}/rights/export/").status_code == 403
    assert not Export.objects.exists()
