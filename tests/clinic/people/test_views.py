"""The pages about people, as somebody of each role opens them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from punctum_clinic.people.models import Person


@pytest.mark.parametrize("role", ["owner", "front_desk"])
def test_the_page_of_a_person_opens(role: str, signed_in: Callable[[str], Client], known_person: Person) -> None:
    page = signed_in(role).get(f"/people/{known_person.public_id}/")
    assert page.status_code == 200
    assert ("Version 1" in page.content.decode()) is (role == "owner")


def test_the_list_opens(signed_in: Callable[[str], Client], known_person: Person) -> None:
    assert "Álvarez" in signed_in("front_desk").get("/people/").content.decode()
    for text in ("alv", "ana alv", "14.5.1990", "14 may 1990", "1990-05-14", "14/05/1990", "19900514"):
        assert "Álvarez" in signed_in("front_desk").get("/people/", {"q": text}).content.decode(), text
    assert "Álvarez" not in signed_in("front_desk").get("/people/", {"q": "lvarez"}).content.decode()
