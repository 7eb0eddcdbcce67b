"""Staff: inviting, roles, caps, and that somebody can always change the settings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from punctum_clinic.audit.models import Entry
from punctum_clinic.staff.actions import invite
from punctum_clinic.staff.models import Role, User
from tests.clinic.conftest import PASSWORD

NEW = {
    "name": "Dana Doe",
    "email": "Dana@Example.org",
    "role": "practitioner",
    "profession": "nurse",
    "needle_length_cap_mm": "1.0",
    "is_active": "on",
}
CHOSEN = "seven calm grey herons"


def test_an_owner_adds_somebody_who_chooses_their_own_password(signed_in: Callable[[str], Client]) -> None:
    owner = signed_in("owner")
    assert owner.post(reverse("staff_new"), NEW).status_code == 302
    dana = User.objects.get(email="dana@example.org")
    assert not dana.has_usable_password()
    page = owner.post(reverse("staff_invite", args=[dana.pk]))
    path = page.context["url"].removeprefix("http://127.0.0.1:8000")
    stranger = Client()
    assert stranger.get(path).status_code == 200
    assert stranger.post(path, {"password": "short", "again": "short"}).status_code == 422
    assert stranger.post(path, {"password": CHOSEN, "again": "other"}).status_code == 422
    assert stranger.post(path, {"password": CHOSEN, "again": CHOSEN}).status_code == 302
    assert stranger.get(path).status_code == 404, "the link works once"
    dana.refresh_from_db()
    assert dana.check_password(CHOSEN)
    assert Client().post(reverse("account_login"), {"login": "dana@example.org", "password": CHOSEN}).status_code == 302


def test_a_new_link_ends_the_earlier_one(staff: dict[str, User]) -> None:
    first = invite(by=staff["owner"], user=staff["front_desk"])
    second = invite(by=staff["owner"], user=staff["front_desk"])
    assert Client().get(reverse("welcome", args=[first])).status_code == 404
    assert Client().get(reverse("welcome", args=[second])).status_code == 200


@pytest.mark.parametrize("change", [{"role": "front_desk"}, {"is_active": ""}])
def test_the_last_owner_stays_one(
    change: dict[str, str], signed_in: Callable[[str], Client], staff: dict[str, User]
) -> None:
    owner = staff["owner"]
    fields = {
        "name": owner.name,
        "email": owner.email,
        "role": "owner",
        "profession": "dermatologist",
        "is_active": "on",
    }
    page = signed_in("owner").post(reverse("staff_member", args=[owner.pk]), {**fields, **change})
    assert page.status_code == 422
    owner.refresh_from_db()
    assert owner.role == Role.OWNER
    assert owner.is_active


def test_whoever_leaves_is_out_at_once(signed_in: Callable[[str], Client], staff: dict[str, User]) -> None:
    nurse = signed_in("practitioner")
    assert nurse.get("/").status_code == 200
    User.objects.filter(pk=staff["practitioner"].pk).update(is_active=False)
    assert nurse.get("/").status_code == 302


def test_a_changed_role_is_written_down(signed_in: Callable[[str], Client], staff: dict[str, User]) -> None:
    desk = staff["front_desk"]
    fields = {"name": desk.name, "email": desk.email, "role": "read_only", "profession": "", "is_active": "on"}
    assert signed_in("owner").post(reverse("staff_member", args=[desk.pk]), fields).status_code == 302
    entry = Entry.objects.filter(act="change").latest("number")
    assert entry.detail == {"fields": ["role"], "role_before": "front_desk", "role_after": "read_only"}


def test_one_address_is_one_person(signed_in: Callable[[str], Client]) -> None:
    page = signed_in("owner").post(reverse("staff_new"), {**NEW, "email": "OWNER@example.org"})
    assert page.status_code == 422
    assert "address already" in page.content.decode()


def test_the_own_password_needs_the_present_one(signed_in: Callable[[str], Client], staff: dict[str, User]) -> None:
    desk = signed_in("front_desk")
    change = {"what": "password", "new-password": CHOSEN, "new-again": CHOSEN}
    assert desk.post(reverse("account"), {**change, "old": "wrong"}).status_code == 422
    assert desk.post(reverse("account"), {**change, "old": PASSWORD}).status_code == 302
    staff["front_desk"].refresh_from_db()
    assert staff["front_desk"].check_password(CHOSEN)
    assert desk.get(reverse("account")).status_code == 200, "this screen stays signed in"


def test_signing_in_and_failing_to_stand_in_the_trail(staff: dict[str, User]) -> None:
    client = Client()
    client.post(reverse("account_login"), {"login": "owner@example.org", "password": "wrong wrong wrong"})
    assert Entry.objects.latest("number").act == "refused"
    client.post(reverse("account_login"), {"login": "owner@example.org", "password": PASSWORD})
    entry = Entry.objects.latest("number")
    assert (entry.act, entry.actor) == ("sign_in", staff["owner"].actor)


def test_many_wrong_passwords_are_stopped(staff: dict[str, User]) -> None:
    client = Client()
    for _ in range(6):
        client.post(reverse("account_login"), {"login": "owner@example.org", "password": "wrong wrong wrong"})
    page = client.post(reverse("account_login"), {"login": "owner@example.org", "password": PASSWORD})
    assert page.status_code != 302


def test_nobody_signs_up() -> None:
    assert Client().get("/accounts/signup/").status_code == 404
    assert Client().get("/signup/").status_code == 404


def test_an_address_is_nobody_elses_to_change(signed_in: Callable[[str], Client], staff: dict[str, User]) -> None:
    desk = staff["front_desk"]
    fields = {"name": desk.name, "email": "other@example.org", "role": desk.role, "profession": "", "is_active": "on"}
    assert signed_in("owner").post(reverse("staff_member", args=[desk.pk]), fields).status_code == 302
    desk.refresh_from_db()
    assert desk.email == "front_desk@example.org"
    page = signed_in("owner").get(reverse("staff_member", args=[desk.pk])).content.decode()
    assert "disabled" in page
