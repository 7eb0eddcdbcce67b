"""The list of people: found by any beginning, as fast and in as many queries with ten thousand as with one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from punctum_clinic.consent.actions import withdraw
from punctum_clinic.consent.models import Consent
from punctum_clinic.people.actions import add_person
from punctum_clinic.people.models import Person, SearchWord
from punctum_clinic.people.names import folded, phone_words, search_words
from punctum_clinic.people.search import found
from punctum_clinic.staff.models import User
from tests.clinic.rights.whole import whole_record

MANY = 10_000
# The session (read and kept alive), the user, the clinic, how many there are, the page, and what waits for them.
QUERIES = 14


def shown(client: Client, text: str = "", **more: str) -> str:
    response = client.get("/people/", {"q": text, **more})
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def zoe(staff: dict[str, User]) -> Person:
    return add_person(
        by=staff["owner"], given_name="Zoë Ann", family_name="O'Brien-Müller", birth_date=date(1988, 4, 3),
        sex="female", email="Zoe.B@example.org", phone="+44 (0)7700 900123",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "zoe", "ZOË", "zoë", "obrien", "o'brien", "O’Brien", "brien", "mul", "müll", "muller", "mue", "ann zo",
        "3.4.1988", "03/04/1988", "4/3/1988", "1988-04-03", "3 April 1988", "3rd apr 1988", "April 3, 1988",
        "3. Apr 1988", "03041988", "19880403", "zoe 3.4.1988", "07700", "07700 900", "+44 7700 900", "0044 7700",
        "447700", "7700900123", "zoe.b", "zoe.b@ex", "ZOE.B@EXAMPLE.ORG", "zoe 07700",
    ],
)  # fmt: skip
def test_a_person_is_found_however_it_is_written(text: str, zoe: Person) -> None:
    assert list(found(text)) == [zoe]


@pytest.mark.parametrize(
    "text",
    ["rien", "zoex", "zoe smith", "4.4.1988", "31.2.1988", "900123", "example", "_oe", "99999999", "1.1.1 zoe x"],
)
def test_what_does_not_fit_is_not_found(text: str, zoe: Person) -> None:
    assert zoe not in found(text)


def test_anything_may_be_typed(zoe: Person, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("front_desk")
    for text in (
        "\0",
        "'\"<b>",
        "x" * 5000,
        "٣",
        "😀",
        "()",
        "+",
        "-",
        ".",
        "0",
        "00",
        "31.31.9999 99/99/9999",
        "a\nb",
    ):
        shown(client, text)
    assert "<b>" not in shown(client, "<b>")


def test_words_follow_the_row(zoe: Person) -> None:
    zoe.given_name = "Ida"
    zoe.save(update_fields=["given_name"])
    assert not found("ann").exists()
    assert list(found("ida")) == [zoe]
    zoe.refresh_from_db()
    assert zoe.search_name == "o'brien-muller ida"


def test_names_are_folded() -> None:
    assert folded("  Łukasz   ØSTERGÅRD  Straße") == "lukasz ostergard strasse"
    assert search_words("Jean-Luc", "d'Arc", email="", phone="") == {"jeanluc", "jean", "luc", "darc", "d", "arc"}
    assert "7700900123" in phone_words("+44 7700 900123")
    assert phone_words("") == set()


def test_nothing_of_the_record_is_shown_to_front_desk(
    known_person: Person, staff: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    whole_record(known_person, staff)
    known_person.intakes.create(created_by=staff["owner"])
    assert "plan waits for a signature" in shown(signed_in("practitioner"))
    page = shown(signed_in("front_desk"))
    assert "intake open" in page
    for word in ("plan waits", "consent outstanding", "intake to read"):
        assert word not in page


def test_an_intake_is_unread_until_a_consultation_begins(
    known_person: Person, staff: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    whole_record(known_person, staff)
    client = signed_in("practitioner")
    known_person.consultations.all().delete()
    assert "intake to read" in shown(client)
    signed = known_person.intakes.get().signed_at
    assert signed is not None
    visit = known_person.consultations.create(on=date(2026, 1, 1), started_by=staff["owner"])
    known_person.consultations.filter(pk=visit.pk).update(started_at=signed + timedelta(hours=1))
    assert "intake to read" not in shown(client)


def test_a_consent_that_was_taken_back_is_said_until_there_is_a_newer_one(
    known_person: Person, staff: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    whole_record(known_person, staff)
    client = signed_in("practitioner")
    assert "no consent: withdrawn" not in shown(client)
    signed = known_person.consents.get()
    withdraw(consent=signed, actor=staff["owner"].actor, name=staff["owner"].name)
    assert "no consent: withdrawn" in shown(client)
    assert "no consent: withdrawn" not in shown(signed_in("front_desk"))
    Consent.objects.create(
        person=known_person, plan=signed.plan, template=signed.template, language="en", text="again",
        sha256=signed.sha256, offered_by=staff["owner"], reflect_until=signed.reflect_until,
    )  # fmt: skip
    page = shown(client)
    assert "consent outstanding" in page
    assert "no consent: withdrawn" not in page


def test_a_part_of_the_page_is_given_to_htmx(zoe: Person, signed_in: Callable[[str], Client]) -> None:
    part = signed_in("owner").get("/people/", {"q": "zoe"}, headers={"HX-Request": "true", "HX-Target": "found"})
    assert b"<html" not in part.content
    assert "O&#x27;Brien" in part.content.decode()
    assert "HX-Request" in part["Vary"]


@pytest.fixture
def crowd(staff: dict[str, User]) -> None:
    given = ("Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gerda", "Hugo", "Ines", "Jon")
    Person.objects.bulk_create(
        Person(
            given_name=given[number % 10], family_name=f"Number{number:05}", created_by=staff["owner"],
            birth_date=date(1950, 1, 1) + timedelta(number),
            search_name=f"number{number:05} {given[number % 10].lower()}",
        )
        for number in range(MANY)
    )  # fmt: skip
    rows = Person.objects.filter(family_name__startswith="Number").values_list("pk", "given_name", "family_name")
    SearchWord.objects.bulk_create(SearchWord(person_id=pk, word=word.lower()) for pk, *words in rows for word in words)


@pytest.mark.usefixtures("crowd")
def test_ten_thousand_people_take_no_more_queries(
    signed_in: Callable[[str], Client], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in("owner")
    for text, page in (
        ("", "1"),
        ("", "400"),
        ("number0", "1"),
        ("ada", "7"),
        ("ada number09990", "1"),
        ("5.5.1960", "1"),
    ):
        with django_assert_max_num_queries(QUERIES):
            shown(client, text, page=page)
    assert "Page 400 of 400" in shown(client, page="400")
    assert "Number09990" in shown(client, "ada number09990")


@pytest.mark.usefixtures("crowd")
def test_the_search_uses_the_index(staff: dict[str, User]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    plan = found("number0999").order_by("search_name", "id")[:25].explain()
    index = next(name for name in indexes() if name in plan)
    assert "people_searchword_word" in index
    assert not any(line in plan for line in ("SCAN people_searchword", "Seq Scan on people_searchword")), plan
    listed = Person.objects.filter(erased_at=None).order_by("search_name", "id")[:25].explain()
    assert "people_person_sorted" in listed, listed


def indexes() -> list[Any]:
    with connection.cursor() as cursor:
        return sorted(connection.introspection.get_constraints(cursor, SearchWord._meta.db_table))
