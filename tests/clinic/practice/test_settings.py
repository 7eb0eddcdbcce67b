"""The settings: profile, services, house defaults that a named clinician signs, and tables that changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from punctum_clinic.audit.models import Entry
from punctum_clinic.practice.defaults import all_defaults, tables_of_defaults
from punctum_clinic.practice.models import DefaultSignOff, Profile, Service, TableVersion
from punctum_clinic.practice.profile import clinic, profile
from punctum_clinic.practice.versions import changed_tables, remember_versions
from punctum_clinic.staff.models import User

PROFILE = {
    "name": "Klinik am See",
    "address": "Seeweg 1",
    "phone": "030 1234",
    "out_of_hours": "116117, around the clock",
    "emergency_number": "112",
    "session_time": "09:30",
    "currency": "EUR",
    "language": "de",
    "idle_minutes": "10",
    "link_hours": "48",
    "reflection_hours": "24",
    "retention_years": "10",
}


def test_the_profile_reaches_the_core(signed_in: Callable[[str], Client]) -> None:
    assert signed_in("owner").post("/settings/clinic/", PROFILE).status_code == 302
    assert clinic().name == "Klinik am See"
    assert clinic().out_of_hours == "116117, around the clock"
    assert Entry.objects.filter(subject="practice.profile:1", act="change").exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("out_of_hours", ""),
        ("phone", "call us"),
        ("idle_minutes", "0"),
        ("retention_years", "0"),
        ("reflection_hours", "2161"),
        ("session_time", "25:00"),
    ],
)
def test_a_profile_that_leaves_patients_alone_is_refused(
    field: str, value: str, signed_in: Callable[[str], Client]
) -> None:
    page = signed_in("owner").post("/settings/clinic/", {**PROFILE, field: value})
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert profile().name == "Example Skin Clinic", "nothing was changed"


def test_plans_price_what_is_offered(signed_in: Callable[[str], Client]) -> None:
    fields = {"name": "Needling", "kind": "session", "minutes": "60", "price": "180", "active": "on"}
    owner = signed_in("owner")
    assert owner.post("/settings/services/new/", fields).status_code == 302
    assert clinic().prices == {"session": 180.0}
    again = owner.post("/settings/services/new/", {**fields, "name": "Other"})
    assert again.status_code == 422, "one price a kind"
    Service.objects.update(active=False)
    assert clinic().prices == {}


def test_every_house_default_of_the_core_can_be_signed() -> None:
    assert len(all_defaults()) == len({(one.table, one.row, one.sha256) for one in all_defaults()})
    assert sum(table.rows for table in tables_of_defaults()) == len(all_defaults())


def test_a_clinician_signs_rows_as_they_read(signed_in: Callable[[str], Client], staff: dict[str, User]) -> None:
    one = next(one for one in all_defaults() if one.table == "planning/constants")
    address = "/settings/defaults/planning/constants/"
    prescriber = signed_in("prescriber")
    done = prescriber.post(address, {"row": f"{one.row}:{one.sha256}", "note": "as in our manual"})
    assert done.status_code == 302
    signed = DefaultSignOff.objects.get()
    assert (signed.row, signed.row_sha256, signed.signed_by) == (one.row, one.sha256, staff["prescriber"])
    assert "Prescriber Example" in prescriber.get(address).content.decode()
    # A row whose wording changed since is open again.
    DefaultSignOff.objects.update(row_sha256="0" * 64)
    assert next(table for table in tables_of_defaults() if table.table == one.table).signed == 0


def test_a_row_in_other_words_than_were_shown_is_not_signed(signed_in: Callable[[str], Client]) -> None:
    one = next(one for one in all_defaults() if one.table == "planning/constants")
    signed_in("prescriber").post("/settings/defaults/planning/constants/", {"row": f"{one.row}:{'0' * 64}"})
    assert not DefaultSignOff.objects.exists()


def test_whoever_is_no_clinician_signs_nothing(signed_in: Callable[[str], Client], staff: dict[str, User]) -> None:
    User.objects.filter(pk=staff["owner"].pk).update(profession="")
    one = next(one for one in all_defaults() if one.table == "planning/constants")
    page = signed_in("owner").post("/settings/defaults/planning/constants/", {"row": f"{one.row}:{one.sha256}"})
    assert page.status_code == 422
    assert not DefaultSignOff.objects.exists()


def test_every_table_of_defaults_opens(signed_in: Callable[[str], Client]) -> None:
    owner = signed_in("owner")
    for table in tables_of_defaults():
        assert owner.get(f"/settings/defaults/{table.table}/").status_code == 200
    assert owner.get("/settings/defaults/planning/nothing/").status_code == 404
    assert owner.get("/settings/defaults/planning/constants/?page=9999999999999999999999999").status_code == 200


def test_a_table_that_changed_is_named() -> None:
    remember_versions()
    assert changed_tables() == []
    old = TableVersion.objects.create(table="planning/courses", sha256="0" * 64)
    TableVersion.objects.filter(pk=old.pk).update(first_seen_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert [one.table for one in changed_tables()] == ["planning/courses"]
    remember_versions()
    assert TableVersion.objects.filter(table="planning/courses").count() == 2


def test_the_database_keeps_one_profile_with_a_number_for_the_night(clinic_profile: Profile) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Profile.objects.update(out_of_hours="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Profile.objects.update(reflection_hours=2161)
    with pytest.raises(IntegrityError), transaction.atomic():
        Profile.objects.filter(pk=1).update(id=2)
