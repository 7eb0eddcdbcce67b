"""A statement is put right with a reason, as a new version; the one before stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from punctum import InputError
from punctum_clinic.people.actions import write_history
from punctum_clinic.people.models import History, Person
from punctum_clinic.rights.actions import correct
from punctum_clinic.rights.statements import statements_of, typed_value
from punctum_clinic.staff.models import User

DOCUMENT: dict[str, Any] = {
    "pregnant": False,
    "weight_kg": 64,
    "medicines": [{"name": "ibuprofen", "dose": "200 mg"}, {"name": "Roaccutane", "stopped": "2026-08-01"}],
    "conditions": ["asthma", {"name": "eczema", "zones": ["cheek", "neck"]}],
    "lifestyle": {"sport": True},
    "goals": ["calm skin"],
    "notes": "faints",
}


@pytest.fixture
def told(person: Person, staff: dict[str, User]) -> Person:
    by = staff["owner"]
    write_history(person=person, document=DOCUMENT, origin=History.Origin.CONSULTATION, by=by, actor=by.actor)
    return person


def test_every_value_of_a_history_may_be_put_right() -> None:
    keys = {one.key for one in statements_of(DOCUMENT)}
    assert keys == {
        "pregnant", "weight_kg", "medicines.0.name", "medicines.0.dose", "medicines.1.name", "medicines.1.stopped",
        "conditions.0", "conditions.1.name", "conditions.1.zones", "lifestyle.sport", "goals.0", "notes",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "typed", "place"),
    [
        ("medicines.1.stopped", "14.7.2026", ("medicines", 1, "stopped", "2026-07-14")),
        ("medicines.0.dose", "400 mg", ("medicines", 0, "dose", "400 mg")),
        ("weight_kg", "65,5", ("weight_kg", 65.5)),
        ("pregnant", "yes", ("pregnant", True)),
        ("conditions.0", "hay fever", ("conditions", 0, "hay fever")),
        ("conditions.1.zones", "neck, chin", ("conditions", 1, "zones", ["neck", "chin"])),
        ("lifestyle.sport", "no", ("lifestyle", "sport", False)),
    ],
)
def test_a_value_is_put_right(
    key: str, typed: str, place: tuple[Any, ...], told: Person, signed_in: Callable[[str], Client]
) -> None:
    url = f"/people/{told.public_id}/rights/correct/{key}/"
    client = signed_in("practitioner")
    assert client.get(url).status_code == 200
    assert client.post(url, {"number": 1, "value": typed, "reason": "misheard"}).status_code == 302
    new, old = told.histories.order_by("-number")
    assert (new.number, new.origin, new.note, old.document) == (2, "correction", "misheard", DOCUMENT)
    value = new.document
    for step in place[:-1]:
        value = value[step]
    assert value == place[-1]


def test_an_entry_is_taken_out(told: Person, staff: dict[str, User]) -> None:
    correct(
        person=told, by=staff["owner"], number=1, key="medicines.0.dose", value=None, remove=True, reason="not theirs"
    )
    assert [one["name"] for one in told.histories.get(number=2).document["medicines"]] == ["Roaccutane"]


@pytest.mark.parametrize(
    ("key", "fields", "says"),
    [
        ("weight_kg", {"value": "much"}, "a number"),
        ("weight_kg", {"value": "4000"}, "25 to 350 kg"),
        ("medicines.1.stopped", {"value": "soon"}, "a date such as"),
        ("weight_kg", {"value": "65", "reason": ""}, "required"),
        ("weight_kg", {"value": "65", "number": 7}, "a newer one"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_written(
    key: str, fields: dict[str, Any], says: str, told: Person, signed_in: Callable[[str], Client]
) -> None:
    url = f"/people/{told.public_id}/rights/correct/{key}/"
    reply = signed_in("owner").post(url, {"number": 1, "reason": "misheard", **fields})
    assert reply.status_code == 422
    assert says in reply.content.decode()
    assert fields["value"] in reply.content.decode()
    assert told.histories.count() == 1


def test_an_unknown_statement_is_not_found(told: Person, signed_in: Callable[[str], Client]) -> None:
    for key in ("medicines.9.name", "id", "..", "__class__"):
        assert signed_in("owner").get(f"/people/{told.public_id}/rights/correct/{key}/").status_code == 404


def test_yes_or_no_is_nothing_else() -> None:
    one = next(one for one in statements_of(DOCUMENT) if one.key == "pregnant")
    assert typed_value(one, "") is None
    with pytest.raises(InputError):
        typed_value(one, "maybe")
