"""A limit that a clinician went over stands at the verdict, at the zone, and where the plan is signed."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from punctum_clinic.plans.models import Plan
from tests.clinic.plans.test_edit import form, reasons

AT_ZONE = "Over a limit, by a clinician&#x27;s choice."


def test_it_stands_at_the_verdict_and_at_the_zone(plan: Plan, path: str, proven: Callable[[str], Client]) -> None:
    client = proven("owner")
    page = client.get(path).content.decode()
    assert "gone over" not in page
    assert AT_ZONE not in page.replace("'", "&#x27;")
    typed = form(plan, cheek__needle_length_mm="2")
    client.post(f"{path}edit/", typed | reasons(client.post(f"{path}edit/", typed).content.decode()))
    plan.refresh_from_db()
    many = plan.overrides.count()
    assert many
    page = client.get(path).content.decode()
    assert f"{many} limit" in page.split('id="over-h"')[0]
    assert AT_ZONE in page.replace("'", "&#x27;")
    assert "Seen with ultrasound" in page
    assert "Seen with ultrasound" in client.get(f"{path}sign/").content.decode()
