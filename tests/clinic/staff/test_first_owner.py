"""A new clinic gets its first owner from the command line."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from punctum_clinic.staff.models import User


def run(**options: str) -> str:
    out = StringIO()
    call_command("first_owner", stdout=out, **options)
    return out.getvalue()


def test_the_first_owner_chooses_a_password() -> None:
    told = run(email="Mia@Example.org", name="Mia Muster", profession="physician")
    path = told.split()[-1].removeprefix("http://127.0.0.1:8000")
    assert Client().get(path).status_code == 200
    again = run(email="mia@example.org", name="Mia Muster")
    assert Client().get(path).status_code == 404, "a new link ends the earlier one"
    assert again != told
    assert User.objects.get().role == "owner"


@pytest.mark.parametrize(
    ("options", "line"),
    [
        ({"email": "nobody", "name": "A"}, "--email: expected an e-mail address"),
        ({"email": "a@example.org", "name": " "}, "--name: expected the full name"),
        ({"email": "a@example.org", "name": "A", "profession": "wizard"}, "--profession: expected one of"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_written(options: dict[str, str], line: str) -> None:
    with pytest.raises(CommandError, match=line) as told:
        run(**options)
    assert told.value.returncode == 2
    assert not User.objects.exists()


def test_nobody_becomes_an_owner_this_way(staff: dict[str, User]) -> None:
    with pytest.raises(CommandError, match="found Front desk"):
        run(email="front_desk@example.org", name="Front desk Example")
