"""The example clinic: it covers what happens in a clinic, lies in the past, and is sealed like everything else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.utils import timezone

from punctum_clinic.audit.models import Entry
from punctum_clinic.audit.trail import faults
from punctum_clinic.consent.models import Consent, PhotoPermission, Question
from punctum_clinic.consultation.models import Consultation, Letter
from punctum_clinic.example.backdating import STEP, at
from punctum_clinic.example.reading import events, people_file
from punctum_clinic.example.seed import seed
from punctum_clinic.intake.models import Intake
from punctum_clinic.people.models import Clearance, Person
from punctum_clinic.plans.models import DayScreening, Override, Plan
from punctum_clinic.practice.models import DefaultSignOff
from punctum_clinic.signing.models import Signature
from punctum_clinic.staff.models import Role, User


@pytest.fixture
def example_mode(settings: Any) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, mode="example")


def test_any_other_clinic_is_left_alone() -> None:
    with pytest.raises(ImproperlyConfigured, match="example"):
        seed()
    with pytest.raises(ImproperlyConfigured, match="example"), at(timezone.now()):
        pytest.fail("the clock was turned back")
    assert not User.objects.exists()


@pytest.mark.usefixtures("example_mode")
def test_a_clinic_with_people_in_it_is_not_filled(person: Person) -> None:
    with pytest.raises(ImproperlyConfigured, match="empty"):
        seed()
    assert Person.objects.get() == person


@pytest.mark.usefixtures("example_mode")
def test_the_clock_is_turned_back_and_set_right_again() -> None:
    then = datetime(2026, 3, 1, 10, tzinfo=UTC)
    with at(then):
        assert timezone.now() == then
        assert timezone.now() == then + STEP
        assert timezone.localdate() == then.date()
    assert timezone.now() > datetime(2026, 11, 1, tzinfo=UTC)


def test_nothing_of_today_happens_yesterday_just_after_midnight() -> None:
    midnight = timezone.localtime().replace(hour=0, minute=5)
    story = events(people_file(midnight.date()), midnight)
    assert all(event.at <= midnight for event in story)
    assert {event.scene for event in story if event.at.date() == midnight.date()} >= {"plan", "change_plan"}


@pytest.mark.usefixtures("example_mode")
def test_filled_just_after_midnight_everything_has_its_own_moment_in_the_order_in_which_it_happened() -> None:
    now = timezone.localtime().replace(hour=0, minute=0, second=20, microsecond=0)
    seed(now)
    moments = list(Entry.objects.order_by("number").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert moments[-1] <= now
    assert DayScreening.objects.filter(on=now.date()).exists()
    assert list(faults()) == []


@pytest.mark.usefixtures("example_mode")
def test_the_example_covers_what_happens_in_a_clinic() -> None:
    before = timezone.now()
    call_command("seed_example")
    assert set(User.objects.values_list("role", flat=True)) == set(Role.values)
    assert User.objects.get(needle_length_cap_mm__isnull=False).needle_length_cap_mm == 1
    assert all(user.check_password("needles are counted twice") for user in User.objects.all())
    assert set(Intake.objects.values_list("state", flat=True)) == {"open", "signed"}
    assert Intake.objects.filter(state="open", revision=0).exists()
    assert Intake.objects.filter(state="open", revision__gt=0).exists()
    assert set(Plan.objects.values_list("state", flat=True)) == set(Plan.State.values)
    assert {"signed", "offered", "declined", "withdrawn"} <= set(Consent.objects.values_list("state", flat=True))
    assert set(Signature.objects.values_list("method", flat=True)) == {"typed", "drawn"}
    assert Question.objects.filter(answer="").exists()
    assert Question.objects.exclude(answer="").exists()
    assert PhotoPermission.objects.filter(granted=True).exists()
    today = timezone.localdate()
    assert Clearance.objects.filter(valid_until__lt=today).exists()
    assert Clearance.objects.filter(valid_until__gte=today).exists()
    assert Letter.objects.filter(consultation__closed_at=None).exists()
    assert Override.objects.exists()
    assert DayScreening.objects.filter(on=today).exists()
    assert DefaultSignOff.objects.exists()
    screened = Consultation.objects.exclude(screening=None)
    verdicts = set(screened.values_list("screening__verdict", flat=True))
    assert {"contraindicated", "postpone", "refer", "adjust", "proceed"} <= verdicts
    entries = Entry.objects.order_by("number")
    assert entries.first().at < before - timedelta(days=180)  # type: ignore[union-attr]
    assert entries.last().at <= timezone.now()  # type: ignore[union-attr]
    assert list(entries.values_list("at", flat=True)) == sorted(entries.values_list("at", flat=True))
    assert list(faults()) == []
