"""Fills the example clinic: invented staff, invented people, half a year of history up to today."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_time

from punctum_clinic.example.backdating import at, require_example
from punctum_clinic.example.reading import clinic_file, events, people_file
from punctum_clinic.example.scenes import SCENES
from punctum_clinic.example.scenes.cast import Cast
from punctum_clinic.people.models import Person
from punctum_clinic.practice.actions import save_profile, save_service, sign_defaults
from punctum_clinic.practice.defaults import all_defaults, tables_of_defaults
from punctum_clinic.practice.models import Profile, Service
from punctum_clinic.practice.versions import remember_versions
from punctum_clinic.staff.actions import accept_invitation, add_member, find_invitation, invite
from punctum_clinic.staff.models import Role, User

# The clinic opened this long ago.
OPENED = timedelta(days=190)
IDENTITY = frozenset({"given_name", "family_name", "birth_date", "sex", "email", "phone", "language"})


def email_of(key: str) -> str:
    """The address under which somebody of the example's staff signs in."""
    return f"{key}@example.org"


HOW_TO_SIGN_IN = "Sign in as {email} with the password: {password}".format(
    email=email_of(clinic_file()["staff"][0]["key"]), password=clinic_file()["password"]
)


@transaction.atomic
def seed(now: datetime | None = None) -> None:
    """Write the whole example, or nothing of it. The same day gives the same clinic.

    Arguments:
        now: when the story ends; now if none is given.

    Raises:
        ImproperlyConfigured: this is not the example clinic, or somebody is in it already.
    """
    require_example()
    if User.objects.exists() or Person.objects.exists():
        raise ImproperlyConfigured("PUNCTUM_DATA: expected an empty clinic to fill, found one with people in it")
    end = now or timezone.now()
    with at(end - OPENED):
        cast = _open_clinic()
        latest = timezone.now()
    people = people_file(timezone.localdate(end))
    for person in people:
        key = person["key"]
        cast.identity[key] = {name: value for name, value in person.items() if name in IDENTITY}
        cast.facts[key] = person.get("facts", {})
    for event in events(people, end):
        try:
            # What is told of one moment happens one after the other, as the audit trail has it.
            with at(max(event.at, latest)):
                SCENES[event.scene](cast, event.person, **event.told)
                latest = timezone.now()
        except Exception as error:
            error.add_note(f"in the example: {event.person}, {event.scene}, {event.at:%Y-%m-%d %H:%M}")
            raise


def _open_clinic() -> Cast:
    told = clinic_file()
    staff = _staff(told)
    owner = next(iter(staff.values()))
    fields = {**told["profile"], "session_time": parse_time(told["profile"]["session_time"])}
    save_profile(by=owner, profile=Profile(**fields), fields=list(fields))
    for service in told["services"]:
        row = Service(**{**service, "price": Decimal(service["price"])})
        save_service(by=owner, service=row, fields=list(service))
    remember_versions()
    signed = told["signed_defaults"]
    tables = [each.table for each in tables_of_defaults()][: signed["tables"]]
    for table in tables:
        rows = [each for each in all_defaults() if each.table == table][: signed["rows"]]
        sign_defaults(by=staff[signed["by"]], defaults=rows, note=signed["note"])
    return Cast(staff=staff, drawn=told["drawn"])


def _staff(told: dict[str, Any]) -> dict[str, User]:
    """The first one is the owner, who invites the others; everybody takes the one password."""
    staff: dict[str, User] = {}
    for one in told["staff"]:
        key, email = one["key"], email_of(one["key"])
        cap = Decimal(one["needle_length_cap_mm"]) if "needle_length_cap_mm" in one else None
        fields = {"name": one["name"], "role": Role(one["role"]), "profession": one.get("profession", "")}
        if not staff:
            staff[key] = User.objects.create_user(email, told["password"], **fields)
            continue
        owner = next(iter(staff.values()))
        staff[key] = add_member(by=owner, email=email, needle_length_cap_mm=cap, **fields)
        invitation = find_invitation(invite(by=owner, user=staff[key]))
        if invitation is not None:
            accept_invitation(invitation=invitation, password=told["password"])
            staff[key].refresh_from_db()
    return staff
