"""Adding and changing people: checked, warned of twins, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from punctum import InputError
from punctum_clinic.audit.models import Act, Entry
from punctum_clinic.people.actions import add_person, edit_person, record_clearance, withdraw_clearance
from punctum_clinic.people.models import NameCorrection, Person
from punctum_clinic.staff.models import User

NEW = {"given_name": "Cora", "family_name": "Cole", "birth_date": "1990-05-14", "sex": "female", "language": "en"}


def test_a_person_is_added(signed_in: Callable[[str], Client]) -> None:
    reply = signed_in("front_desk").post("/people/new/", {**NEW, "given_name": "  Cora  May "})
    person = Person.objects.get(family_name="Cole")
    assert reply.headers["Location"] == f"/people/{person.public_id}/"
    assert person.given_name == "Cora May"
    entry = Entry.objects.get(act=Act.CREATE)
    assert entry.person == str(person.public_id)
    assert "Cole" not in str(entry.detail)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        # Two days, as midnight may come between collecting and running.
        ("birth_date", (timezone.localdate() + timedelta(days=2)).isoformat(), "not in the future"),
        ("birth_date", "1890-01-01", "not more than 120 years ago"),
        ("birth_date", "yesterday", "Enter a date such as"),
        ("given_name", "   ", "required"),
        ("email", "ana at example", "name@example.org"),
        ("phone", "call me", "+44 7700 900123"),
        ("sex", "other", "valid choice"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field_and_kept(
    field: str, value: str, says: str, signed_in: Callable[[str], Client]
) -> None:
    reply = signed_in("owner").post("/people/new/", {**NEW, "phone": "07700 900123", field: value})
    page = reply.content.decode()
    assert reply.status_code == 422
    assert says in page
    assert 'role="alert"' in page
    assert f'id="id_{field}_error"' in page
    assert 'value="Cole"' in page
    assert value.strip() in page
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "name", [("Ana", "Alvarez"), ("Anna", "Álvares"), ("ANA MARIA", "Álvarez"), ("Álvarez", "Ana")]
)
def test_somebody_alike_born_the_same_day_is_shown_first(
    name: tuple[str, str], person: Person, signed_in: Callable[[str], Client]
) -> None:
    client, form = signed_in("owner"), {**NEW, "given_name": name[0], "family_name": name[1]}
    reply = client.post("/people/new/", form)
    assert reply.status_code == 422
    assert f'href="/people/{person.public_id}/"' in reply.content.decode()
    assert Person.objects.count() == 1
    assert client.post("/people/new/", {**form, "another": "yes"}).status_code == 302
    assert Person.objects.count() == 2


def test_somebody_else_born_the_same_day_is_not(person: Person, signed_in: Callable[[str], Client]) -> None:
    assert signed_in("owner").post("/people/new/", NEW).status_code == 302


def test_a_name_is_put_right_with_a_reason(person: Person, signed_in: Callable[[str], Client]) -> None:
    url, client = f"/people/{person.public_id}/edit/", signed_in("front_desk")
    form: dict[str, Any] = {**NEW, "given_name": "Anna", "family_name": "Álvarez", "phone": "07700 900123"}
    without = client.post(url, form)
    assert without.status_code == 422
    assert "Say why" in without.content.decode()
    assert client.post(url, {**form, "reason": "misspelt"}).status_code == 302
    row = NameCorrection.objects.get()
    assert (row.field, row.before, row.after, row.reason) == ("given_name", "Ana", "Anna", "misspelt")
    assert Entry.objects.get(act=Act.CHANGE).detail == {"fields": ["given_name", "phone"]}


def test_contact_is_changed_without_a_reason(person: Person, staff: dict[str, User]) -> None:
    edit_person(person=person, by=staff["owner"], phone="07700 900123")
    assert not NameCorrection.objects.exists()
    with pytest.raises(InputError, match="reason"):
        edit_person(person=person, by=staff["owner"], birth_date=date(1991, 1, 1))
    with pytest.raises(TypeError):
        edit_person(person=person, by=staff["owner"], public_id="1")


def test_what_is_missing_is_named_in_one_go(staff: dict[str, User]) -> None:
    with pytest.raises(InputError) as error:
        add_person(by=staff["owner"])
    assert [problem.path for problem in error.value.problems] == ["given_name", "family_name", "birth_date"]


def test_a_clearance_is_recorded_and_withdrawn_once(person: Person, staff: dict[str, User]) -> None:
    by = staff["prescriber"]
    today = timezone.localdate()
    fields: dict[str, Any] = {
        "rule": " s041 ", "by_name": "Dr Clear", "profession": "physician", "on": today, "valid_until": None,
        "reason": "low dose",
    }  # fmt: skip
    row = record_clearance(person=person, by=by, **fields)
    assert row.rule == "S041"
    first = withdraw_clearance(clearance=row, by=by)
    assert withdraw_clearance(clearance=row, by=by).withdrawn_at == first.withdrawn_at
    assert Entry.objects.filter(act=Act.WITHDRAW).count() == 1
    wrong = {**fields, "rule": "S999", "by_name": " ", "profession": "wizard", "reason": "", "on": today + timedelta(1)}
    with pytest.raises(InputError) as error:
        record_clearance(person=person, by=by, **{**wrong, "valid_until": today})
    assert {one.path for one in error.value.problems} == {
        "rule", "by_name", "profession", "reason", "on", "valid_until",
    }  # fmt: skip
