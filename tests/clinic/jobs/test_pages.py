"""How far a job is, as a page; and whether the clinic answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from punctum_clinic.jobs.actions import try_again
from punctum_clinic.jobs.lease import claim, complete, fail, renew
from punctum_clinic.jobs.models import Job, State, Worker
from punctum_clinic.jobs.pulse import Pulse
from punctum_clinic.jobs.work import work_once
from tests.clinic.jobs import handlers_for_tests
from tests.clinic.jobs.conftest import TERMS

SignedIn = Callable[[str], Client]
HTMX = {"HX-Request": "true"}


def test_a_page_asks_again_until_the_job_is_over(signed_in: SignedIn, asked: Callable[..., Job]) -> None:
    job, client = asked(), signed_in("practitioner")
    page = client.get(f"/jobs/{job.pk}/?next=/people/").content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert "X-Passive" in page
    held = claim(now=timezone.now(), terms=TERMS)
    assert held is not None
    renew(held, now=timezone.now(), terms=TERMS, progress=0.41, step="Drawing <the chart>")
    part = client.get(f"/jobs/{job.pk}/?next=/people/", headers=HTMX)
    assert part.status_code == 200
    assert '<progress max="100" value="41"' in part.content.decode()
    assert "Drawing &lt;the chart&gt;" in part.content.decode()
    assert "<html" not in part.content.decode()
    Job.objects.filter(pk=job.pk).update(
        state=State.DONE, lease=None, lease_until=None, finished_at=timezone.now(), progress=1
    )
    part = client.get(f"/jobs/{job.pk}/?next=/people/", headers=HTMX)
    assert part.status_code == 286
    assert 'href="/people/"' in part.content.decode()
    assert "hx-trigger" not in client.get(f"/jobs/{job.pk}/").content.decode()


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"])
def test_a_result_lies_here_and_nowhere_else(signed_in: SignedIn, asked: Callable[..., Job], path: str) -> None:
    job = asked()
    Job.objects.filter(pk=job.pk).update(state=State.DONE, finished_at=timezone.now(), progress=1)
    page = signed_in("owner").get(f"/jobs/{job.pk}/", {"next": path}).content.decode()
    assert "Open the result" not in page


def test_what_failed_says_why(signed_in: SignedIn, asked: Callable[..., Job]) -> None:
    asked()
    job = claim(now=timezone.now(), terms=TERMS)
    assert job is not None
    fail(job, ["zones: expected a zone, found <elbow>"], now=timezone.now())
    page = signed_in("read_only").get(f"/jobs/{job.pk}/").content.decode()
    assert "zones: expected a zone, found &lt;elbow&gt;" in page
    assert 'role="alert"' in page


def test_who_may_edit_may_call_it_off(signed_in: SignedIn, asked: Callable[..., Job]) -> None:
    job = asked()
    assert "Call it off" not in signed_in("read_only").get(f"/jobs/{job.pk}/").content.decode()
    assert signed_in("read_only").post(f"/jobs/{job.pk}/cancel/").status_code == 403
    client = signed_in("practitioner")
    assert "Call it off" in client.get(f"/jobs/{job.pk}/").content.decode()
    answer = client.post(f"/jobs/{job.pk}/cancel/", {"next": "/people/?a=1&b=2"})
    assert answer["Location"] == f"/jobs/{job.pk}/?next=%2Fpeople%2F%3Fa%3D1%26b%3D2"
    job.refresh_from_db()
    assert job.state == State.CANCELLED
    assert "called off" in client.get(f"/jobs/{job.pk}/").content.decode()


@pytest.mark.parametrize("ended", ["failed", "called off"])
def test_what_ended_without_a_result_may_be_tried_once_more(
    signed_in: SignedIn, asked: Callable[..., Job], pulse: Pulse, ended: str
) -> None:
    job, client = asked(number=4), signed_in("practitioner")
    if ended == "failed":
        held = claim(now=timezone.now(), terms=TERMS)
        assert held is not None
        Job.objects.update(attempts=TERMS.most_attempts)
        fail(held, ["zones: expected a zone, found elbow"], now=timezone.now())
    else:
        client.post(f"/jobs/{job.pk}/cancel/")
    assert "Try it once more" not in signed_in("read_only").get(f"/jobs/{job.pk}/").content.decode()
    assert signed_in("read_only").post(f"/jobs/{job.pk}/again/").status_code == 403
    client = signed_in("practitioner")
    assert "Try it once more" in client.get(f"/jobs/{job.pk}/").content.decode()
    client.post(f"/jobs/{job.pk}/again/", {"next": "/people/"})
    job.refresh_from_db()
    assert (job.state, job.attempts, job.problems, job.finished_at) == (State.QUEUED, 0, [], None)
    assert work_once(pulse, TERMS)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.DONE, 1)


@pytest.mark.parametrize("state", [State.QUEUED, State.RUNNING, State.DONE])
def test_what_waits_runs_or_is_done_is_not_begun_anew(asked: Callable[..., Job], state: State) -> None:
    job = asked()
    if state != State.QUEUED:
        held = claim(now=timezone.now(), terms=TERMS)
        assert held is not None
        if state == State.DONE:
            complete(held, 1, now=timezone.now(), handler=handlers_for_tests)
    before = Job.objects.values().get(pk=job.pk)
    assert before["state"] == state
    assert not try_again(job=job, by="user:1")
    assert Job.objects.values().get(pk=job.pk) == before


def test_who_may_open_it(signed_in: SignedIn, asked: Callable[..., Job]) -> None:
    job = asked()
    assert signed_in("front_desk").get(f"/jobs/{job.pk}/").status_code == 403
    assert Client().get(f"/jobs/{job.pk}/").status_code == 302
    assert Client().post(f"/jobs/{job.pk}/cancel/").status_code == 302
    assert signed_in("owner").get(f"/jobs/{job.pk + 1}/").status_code == 404
    assert signed_in("owner").get(f"/jobs/{job.pk}/cancel/").status_code == 405


def test_health_needs_no_name_and_tells_nothing_of_people() -> None:
    assert Client().get("/healthz").json() == {"database": "ok", "worker": "none", "worker_seen_seconds_ago": None}
    Worker.objects.create(pid=1, seen_at=timezone.now())
    assert Client().get("/healthz").json()["worker"] == "ok"
    Worker.objects.update(seen_at=timezone.now() - timedelta(minutes=5))
    assert Client().get("/healthz").json() == {"database": "ok", "worker": "silent", "worker_seen_seconds_ago": 300}


def test_health_says_when_the_database_is_away() -> None:
    with patch("punctum_clinic.jobs.views.health", side_effect=OperationalError("no such host db.internal")):
        answer = Client().get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"database": "not reached"}
