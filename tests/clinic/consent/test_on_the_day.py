"""On the day of a visit nothing reads as go ahead without a consent that holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from punctum_clinic.consent import actions
from punctum_clinic.consent.models import Consent
from punctum_clinic.people.actions import write_history
from punctum_clinic.people.models import History
from punctum_clinic.plans.models import Plan
from punctum_clinic.staff.models import User
from tests.clinic.conftest import DOCUMENT


@pytest.fixture
def day_of(signed_plan: Plan, signed_in: Callable[[str], Client]) -> Callable[[], str]:
    """What stands on top of the page of the day, after it was screened now."""

    def ask() -> str:
        path = f"/people/{signed_plan.person.public_id}/plans/{signed_plan.public_id}/rescreen/"
        page = signed_in("practitioner").post(path, {"on": timezone.localdate().isoformat()}, follow=True)
        assert page.status_code == 200
        return page.content.decode().split('id="ask-h"')[0]

    return ask


def test_with_a_consent_that_holds_it_goes_ahead(signed: Consent, day_of: Callable[[], str]) -> None:
    page = day_of()
    assert '<span class="verdict go">Go ahead</span>' in page
    assert "Consent signed" in page


def test_without_any_consent_it_waits(day_of: Callable[[], str]) -> None:
    page = day_of()
    assert "Go ahead" not in page
    assert '<span class="verdict wait">Wait until the consent is signed</span>' in page
    assert "No consent" in page


def test_before_it_is_signed_it_waits(ready: Consent, day_of: Callable[[], str]) -> None:
    page = day_of()
    assert "Go ahead" not in page
    assert "Wait until the consent is signed" in page
    assert "Consent not signed yet" in page


@pytest.mark.parametrize(("act", "said"), [(actions.withdraw, "withdrawn"), (actions.decline, "declined")])
def test_after_a_no_it_stops(
    request: pytest.FixtureRequest, day_of: Callable[[], str], act: Callable[..., Consent], said: str
) -> None:
    consent = request.getfixturevalue("signed" if said == "withdrawn" else "consent")
    act(consent=consent, actor="link:1", name="Ana Álvarez")
    page = day_of()
    assert "Go ahead" not in page
    assert '<span class="verdict stop">Not with this</span>' in page
    assert f"No consent: {said}" in page


@pytest.mark.parametrize("changes", [{"phototype": "V"}, {"pregnant": True}])
def test_with_changes_and_without_a_consent_it_does_not_go_ahead(
    signed_plan: Plan, staff: dict[str, User], day_of: Callable[[], str], changes: dict[str, Any]
) -> None:
    owner = staff["owner"]
    write_history(person=signed_plan.person, document=DOCUMENT | changes, origin=History.Origin.CONSULTATION, by=owner,
                  actor=owner.actor)  # fmt: skip
    assert "Go ahead" not in day_of()
