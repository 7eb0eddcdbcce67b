"""A patient signs with their own name, as people write it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from punctum import InputError
from punctum_clinic.people.models import Person
from punctum_clinic.people.names import may_be_name_of
from punctum_clinic.signing.actions import sign
from punctum_clinic.signing.models import Signature
from punctum_clinic.staff.models import User


@pytest.mark.parametrize(
    ("text", "given", "family", "fits"),
    [
        ("Ana Álvarez", "Ana", "Álvarez", True),
        ("ALVAREZ, ana", "Ana", "Álvarez", True),
        ("Ana María Álvarez Soto", "Ana", "Álvarez Soto", True),
        ("Juergen Mueller", "Jürgen", "Müller", True),
        ("Finn ODwyer", "Finn", "O'Dwyer", True),
        ("Suharto", "Suharto", "–", True),
        ("Ana", "Ana", "Álvarez", False),
        ("Eva Álvarez", "Ana", "Álvarez", False),
        ("Mickey Mouse", "Ana", "Álvarez", False),
    ],
)
def test_names_as_people_write_them(text: str, given: str, family: str, fits: bool) -> None:
    assert may_be_name_of(text, given_name=given, family_name=family) is fits


@pytest.fixture
def signs(person: Person, staff: dict[str, User]) -> Callable[[str, bool], Signature]:
    def as_name(name: str, by_patient: bool) -> Signature:
        return sign(
            person=person,
            what="consent",
            document_sha256="0" * 64,
            method="typed",
            name=name,
            strokes=[],
            by_patient=by_patient,
            user=staff["owner"],
            link=None,
        )

    return as_name


def test_a_patient_signs_as_nobody_else(signs: Callable[[str, bool], Signature]) -> None:
    with pytest.raises(InputError, match="as the clinic has it, Ana Álvarez"):
        signs("Mickey Mouse", True)
    assert signs("ana alvarez", True).name == "ana alvarez"
    assert signs("Owner Example", False).name == "Owner Example"
