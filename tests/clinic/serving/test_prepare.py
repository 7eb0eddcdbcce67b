"""What is there before the clinic opens."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import LazySettings

from punctum_clinic.jobs.serving import prepare as module
from punctum_clinic.jobs.serving.prepare import how_to_sign_in, prepare
from punctum_clinic.staff.models import Role, User


@pytest.fixture
def seeded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stands in for the example; the real one takes its time and has its own tests."""
    calls: list[str] = []
    parts = {"seed": lambda: calls.append("seeded"), "HOW_TO_SIGN_IN": "Sign in as anybody."}
    monkeypatch.setattr(module, "import_string", lambda path: parts[path.rpartition(".")[2]])
    return calls


def told() -> list[str]:
    lines: list[str] = []
    prepare(lines.append)
    return lines


def test_only_an_example_clinic_without_anybody_is_filled(seeded: list[str], settings: LazySettings) -> None:
    assert told() == []
    assert how_to_sign_in() == ""
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, mode="example")
    assert told() == ["Making up the people of the example clinic. This happens once and may take a minute."]
    assert seeded == ["seeded"]
    assert how_to_sign_in() == "Sign in as anybody."
    User.objects.create_user("olga@example.org", None, name="Olga", role=Role.OWNER)
    assert told() == []
    assert seeded == ["seeded"]
