"""What is over is let go while the clinic is open, whether or not anybody looks."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from threading import Event

import pytest
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.utils import timezone

from punctum_clinic.jobs.models import Job, State
from punctum_clinic.jobs.pulse import Pulse
from punctum_clinic.jobs.terms import Terms
from punctum_clinic.jobs.tidying import tidy
from punctum_clinic.jobs.work import work
from punctum_clinic.people.models import Person
from punctum_clinic.rights.models import Export
from punctum_clinic.staff.models import User

let_go_at: list[str] = []


def let_go() -> None:
    let_go_at.append(",".join(Job.objects.order_by("pk").values_list("state", flat=True)))


@pytest.mark.parametrize(("tidied", "times"), [(timedelta(0), 3), (timedelta(hours=1), 1)])
def test_a_worker_tidies_at_once_and_again_when_it_is_time(
    asked: Callable[..., Job],
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
    tidied: timedelta,
    times: int,
) -> None:
    let_go_at.clear()
    settings.LETS_GO = [f"{__name__}.let_go"]
    stop = Event()
    for name in ("start", "end"):
        monkeypatch.setattr(Pulse, name, lambda _: None)
    monkeypatch.setattr("punctum_clinic.jobs.work.close_old_connections", lambda: None)
    monkeypatch.setattr(stop, "wait", lambda _: stop.set())
    asked("first")
    asked("second")
    work(Terms(lease=timedelta(seconds=30), most_attempts=3, tidied=tidied), stop)
    assert set(Job.objects.values_list("state", flat=True)) == {State.DONE}
    assert let_go_at == ["queued,queued", "done,queued", "done,done"][:times]


def test_files_and_sessions_whose_time_is_over_are_let_go(known_person: Person, staff: dict[str, User]) -> None:
    now = timezone.now()
    for key, hours in (("over", -1), ("going on", 1)):
        ends = now + timedelta(hours=hours)
        Session.objects.create(session_key=key, session_data="", expire_date=ends)
        Export.objects.create(
            person=known_person,
            asked_by=staff["owner"],
            made_at=now - timedelta(days=1),
            expires_at=ends,
            content=key.encode(),
            sha256="0" * 64,
            size=len(key),
        )
    tidy()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["going on"]
    assert [bytes(one.content or b"") for one in Export.objects.order_by("expires_at")] == [b"", b"going on"]


def broken() -> None:
    raise ZeroDivisionError


def test_a_fault_in_one_is_told_to_whoever_runs_it_and_the_next_is_called(
    settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    let_go_at.clear()
    settings.LETS_GO = [f"{__name__}.broken", f"{__name__}.let_go"]
    with caplog.at_level(logging.ERROR):
        tidy()
    assert let_go_at == [""]
    assert f"{__name__}.broken" in caplog.text
