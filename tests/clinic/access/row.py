"""What a row of the access table says, and the people and things that addresses are built from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal
from uuid import uuid4

from django.core.cache import cache
from django.test import Client

from punctum_clinic.consent.actions import offer
from punctum_clinic.consent.models import Consent
from punctum_clinic.consultation.models import Consultation, Letter
from punctum_clinic.intake.models import Intake
from punctum_clinic.jobs.models import Job
from punctum_clinic.links.actions import make_link
from punctum_clinic.people.actions import record_clearance
from punctum_clinic.people.models import Clearance, Person
from punctum_clinic.people.patient import current_history
from punctum_clinic.plans.models import Plan
from punctum_clinic.rights.actions import ask_export
from punctum_clinic.rights.models import Export
from punctum_clinic.staff.models import User
from tests.clinic.consent import conftest as consents
from tests.clinic.intake.filling import phone_of

Who = Literal[
    "owner", "prescriber", "practitioner", "front_desk", "read_only", "stranger", "patient", "other_patient"
]  # fmt: skip
WHO: tuple[Who, ...] = (
    "owner", "prescriber", "practitioner", "front_desk", "read_only", "stranger", "patient", "other_patient"
)  # fmt: skip
STAFF: frozenset[Who] = frozenset(WHO[:5])
CLINICIANS: frozenset[Who] = frozenset({"owner", "prescriber", "practitioner"})
RECORD: frozenset[Who] = CLINICIANS | {"read_only"}
DESK: frozenset[Who] = CLINICIANS | {"front_desk"}
OWNER: frozenset[Who] = frozenset({"owner"})
PRESCRIBERS: frozenset[Who] = frozenset({"owner", "prescriber"})
PATIENTS: frozenset[Who] = frozenset({"patient", "other_patient"})
EVERYBODY: frozenset[Who] = frozenset(WHO)
# A form that was not filled in is refused by the page, not at the door.
OPENS = frozenset({200, 204, 302, 303, 400, 409, 422})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Who may open one address.

    Arguments:
        name: of the address. may: who; everybody else must be refused.
        args: its arguments, from the cast. method, data: how it is asked for. opens: statuses of who may open it.
    """

    name: str
    may: frozenset[Who]
    args: Callable[[Cast], Mapping[str, Any]] = lambda _cast: {}
    method: Literal["get", "post"] = "get"
    data: Callable[[Cast], Mapping[str, Any]] = lambda _cast: {}
    opens: frozenset[int] = OPENS


def about_person(cast: Cast) -> dict[str, Any]:
    """The arguments of most pages about a person."""
    return {"public_id": cast.person.public_id}


@dataclass
class Cast:
    """A small clinic; what is not asked for is not made.

    Arguments:
        person: whom the pages are about. other: somebody else, whose phone must not open them.
    """

    staff: dict[str, User]
    person: Person
    other: Person
    _phones: dict[str, Client] = field(default_factory=dict)

    def client(self, who: Who) -> Client:
        """A fresh browser or phone of somebody."""
        client = Client()
        if who in self.staff:
            client.force_login(self.staff[who])
        elif who in PATIENTS:
            client.cookies.update(self._phone(who).cookies)
        return client

    def _phone(self, who: Who) -> Client:
        """A phone that holds a link to an intake and one to a consent of its own person."""
        if who not in self._phones:
            cache.clear()
            person = self.person if who == "patient" else self.other
            phone, _intake = phone_of(person, self.staff["owner"])
            consent = self.consent if who == "patient" else self.consent_of(self.other)
            link, address = make_link(person=person, purpose="consent", subject_id=consent.pk, by=self.staff["owner"])
            born = {"day": person.birth_date.day, "month": person.birth_date.month, "year": person.birth_date.year}
            phone.get(f"/i/{address.rsplit('/', 2)[1]}/")
            phone.post("/i/", born)
            link.refresh_from_db()
            assert link.opened_at is not None
            self._phones[who] = phone
        return self._phones[who]

    @cached_property
    def plan(self) -> Plan:
        """A draft of this person."""
        return consents.plan_for(self.person, self.staff["prescriber"], number=90)

    @cached_property
    def consent(self) -> Consent:
        """A consent that was offered to this person."""
        return self.consent_of(self.person)

    def consent_of(self, person: Person) -> Consent:
        """A consent for a signed plan of somebody."""
        signed = consents.sign_plan(consents.plan_for(person, self.staff["prescriber"]), self.staff["prescriber"])
        return offer(plan=signed, treatment="scars", language="en", by=self.staff["practitioner"])

    @cached_property
    def visit(self) -> Consultation:
        """A consultation that is open."""
        return Consultation.objects.create(
            person=self.person,
            on=consents.ON,
            history_before=current_history(self.person),
            started_by=self.staff["practitioner"],
        )

    @cached_property
    def letter(self) -> Letter:
        """A letter written in that consultation."""
        return Letter.objects.create(
            consultation=self.visit, rule="S041", pdf=b"%PDF", pdf_sha256="0" * 64, made_by=self.staff["owner"]
        )

    @cached_property
    def clearance(self) -> Clearance:
        """A clearance of this person."""
        return record_clearance(
            person=self.person,
            by=self.staff["prescriber"],
            rule="S041",
            by_name="Dr Clear",
            profession="physician",
            on=consents.ON,
            valid_until=None,
            reason="a reason",
        )

    @cached_property
    def intake(self) -> Intake:
        """An intake of this person."""
        self._phone("patient")
        return Intake.objects.get(person=self.person)

    @cached_property
    def job(self) -> Job:
        """A job that waits."""
        return Job.objects.create(kind="plan_papers", key=str(uuid4()), created_by=self.staff["owner"].actor)

    @cached_property
    def export(self) -> Export:
        """An export that is being made."""
        return ask_export(person=self.person, by=self.staff["owner"])
