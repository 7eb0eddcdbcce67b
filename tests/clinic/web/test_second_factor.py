"""Where it is asked for, nobody works without a second factor."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from punctum_clinic.staff.models import User


@pytest.fixture(autouse=True)
def _asked_for(settings: object) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True  # type: ignore[attr-defined]


def test_without_one_every_page_leads_to_setting_it_up(signed_in: Callable[[str], Client]) -> None:
    client = signed_in("owner")
    for path in ("/", "/settings/staff/", "/account/"):
        assert client.get(path)["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200


def test_with_one_the_door_is_open(signed_in: Callable[[str], Client], staff: dict[str, User]) -> None:
    TOTP.activate(staff["owner"], generate_totp_secret())
    assert signed_in("owner").get("/").status_code == 200


def test_signing_in_asks_for_it(staff: dict[str, User]) -> None:
    from tests.clinic.conftest import PASSWORD

    TOTP.activate(staff["owner"], generate_totp_secret())
    client = Client()
    page = client.post(reverse("account_login"), {"login": "owner@example.org", "password": PASSWORD})
    assert page["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get("/").status_code == 302
    assert Authenticator.objects.filter(user=staff["owner"]).exists()


def test_the_pages_of_the_second_factor_are_drawn(signed_in: Callable[[str], Client], staff: dict[str, User]) -> None:
    client = Client()
    from tests.clinic.conftest import PASSWORD

    client.post(reverse("account_login"), {"login": "owner@example.org", "password": PASSWORD})
    again = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": reverse("mfa_index")})
    assert again.status_code == 302, "such changes ask for the password once more"
    for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn"):
        page = client.get(reverse(name))
        assert page.status_code == 200, name
        assert "<style" not in page.content.decode()
        assert "style=" not in page.content.decode()
