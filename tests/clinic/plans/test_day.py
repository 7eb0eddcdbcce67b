"""A signed plan on the day of a visit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from punctum_clinic.audit.models import Entry
from punctum_clinic.people.actions import record_clearance, write_history
from punctum_clinic.people.models import History
from punctum_clinic.plans.actions import screen_on_day, sign_plan, withdraw_plan
from punctum_clinic.plans.models import DayScreening, Plan
from punctum_clinic.staff.models import User
from tests.clinic.conftest import DOCUMENT


@pytest.fixture
def signed(plan: Plan, staff: dict[str, User]) -> Plan:
    owner = staff["owner"]
    return sign_plan(
        row=plan, by=owner, today=timezone.localdate(), seen_sha256=plan.sha256, method="typed", name=owner.name,
        strokes=[],
    )  # fmt: skip


def told(plan: Plan, owner: User, **changes: Any) -> None:
    write_history(person=plan.person, document=DOCUMENT | changes, origin=History.Origin.CONSULTATION, by=owner,
                  actor=owner.actor)  # fmt: skip


def asked(client: Client, path: str, **sent: str) -> str:
    answer = client.post(f"{path}rescreen/", sent, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_nothing_changed_goes_ahead(signed: Plan, path: str, signed_in: Callable[[str], Client]) -> None:
    page = asked(signed_in("practitioner"), path, on=signed.document["sessions"][1]["date"])
    assert "as it was signed" in page
    kept = DayScreening.objects.get()
    assert (kept.stands, kept.verdict, kept.differences) == (True, "proceed", [])
    assert kept.on.isoformat() == signed.document["sessions"][1]["date"]
    assert Entry.objects.filter(subject=f"plans.dayscreening:{kept.pk}", detail__stands=True).count() == 1


def test_without_a_day_it_is_today(signed: Plan, path: str, signed_in: Callable[[str], Client]) -> None:
    asked(signed_in("practitioner"), path)
    assert DayScreening.objects.get().on == timezone.localdate()


@pytest.mark.parametrize(
    ("changes", "verdict", "said"),
    [
        ({"pregnant": True}, {"postpone", "contraindicated", "refer"}, "Pregnan"),
        ({"medicines": [{"name": "warfarin"}]}, {"refer", "postpone", "adjust"}, "New: "),
        ({"phototype": "V"}, {"adjust"}, "→"),
    ],
)
def test_what_changed_is_said(
    signed: Plan, path: str, staff: dict[str, User], signed_in: Callable[[str], Client],
    changes: dict[str, Any], verdict: set[str], said: str,
) -> None:  # fmt: skip
    told(signed, staff["owner"], **changes)
    page = asked(signed_in("practitioner"), path)
    kept = DayScreening.objects.get()
    assert not kept.stands
    assert kept.verdict in verdict
    assert kept.history.number == 2
    assert said in page
    assert 'class="verdict go">Go ahead<' not in page.split("Earlier answers")[0]


def test_what_changes_nothing_lets_it_stand(signed: Plan, staff: dict[str, User]) -> None:
    told(signed, staff["owner"], weight_kg=65)
    assert screen_on_day(row=signed, on=timezone.localdate(), by=staff["owner"]).stands


def test_with_overrides_the_same_limits_do_not_hold_it_up(
    plan: Plan, path: str, staff: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    from tests.clinic.plans.test_edit import form, reasons

    client, owner = signed_in("owner"), staff["owner"]
    typed = form(plan, cheek__needle_length_mm="2")
    client.post(f"{path}edit/", typed | reasons(client.post(f"{path}edit/", typed).content.decode()))
    plan.refresh_from_db()
    sign_plan(row=plan, by=owner, today=timezone.localdate(), seen_sha256=plan.sha256, method="typed",
              name=owner.name, strokes=[])  # fmt: skip
    later = timezone.localdate() + timedelta(days=28)
    assert screen_on_day(row=plan, on=later, by=owner).stands


def test_a_draft_is_not_screened(plan: Plan, path: str, signed_in: Callable[[str], Client]) -> None:
    answer = signed_in("practitioner").post(f"{path}rescreen/", {})
    assert answer.status_code == 422
    assert "a signed plan" in answer.content.decode()
    assert not DayScreening.objects.exists()


def test_a_day_that_cannot_be_read_is_said(signed: Plan, path: str, signed_in: Callable[[str], Client]) -> None:
    answer = signed_in("practitioner").post(f"{path}rescreen/", {"on": "tomorrow"})
    assert answer.status_code == 422
    assert not DayScreening.objects.exists()


@pytest.mark.parametrize("what", ["a day later", "a new history", "a new clearance", "an ended plan"])
def test_an_answer_from_before_is_never_the_answer_of_today(
    signed: Plan, path: str, staff: dict[str, User], signed_in: Callable[[str], Client], what: str
) -> None:
    client, owner = signed_in("practitioner"), staff["owner"]
    page = asked(client, path)
    assert "as it was signed" in page
    assert "Earlier answers" not in page
    if what == "a day later":
        DayScreening.objects.update(on=timezone.localdate() - timedelta(days=1))
    elif what == "a new history":
        told(signed, owner, weight_kg=65)
    elif what == "a new clearance":
        record_clearance(person=signed.person, by=owner, rule="S041", by_name=owner.name, profession="dermatologist",
                         on=timezone.localdate(), valid_until=None, reason="Asked.")  # fmt: skip
    else:
        withdraw_plan(row=signed, by=owner, reason="She moved away.")
    page = client.get(f"{path}rescreen/").content.decode()
    now, earlier = page.split("Earlier answers")
    assert "as it was signed" not in now
    assert "Go ahead" not in now
    assert "Go ahead" in earlier
