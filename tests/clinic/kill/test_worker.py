"""A worker that is killed in the middle of a job: the lease runs out, the job is done by the next one, once."""

from __future__ import annotations

import time

import pytest

from tests.clinic.kill.browser import Browser
from tests.clinic.kill.clinic import EMAIL, PASSWORD, WORDS, Clinic


@pytest.mark.slow
def test_a_job_whose_worker_was_killed_is_done_once_by_the_next(clinic: Clinic) -> None:
    clinic.open()
    browser = Browser(clinic.port)
    browser.sign_in(EMAIL, PASSWORD)
    status, _, _ = browser.send_form("/people/new/", {"name": "long", "seconds": "4"}, to="/probe/job/")
    assert status == 201
    until = time.monotonic() + 60
    while clinic.look()["jobs"] != {"long": "running"}:
        assert time.monotonic() < until
        time.sleep(0.2)
    (first,) = clinic.children(WORDS["worker"])
    clinic.kill("worker")
    assert clinic.look()["done"] == {}
    while (found := clinic.look())["jobs"] != {"long": "done"}:
        assert time.monotonic() < until
        time.sleep(0.5)
    assert found["done"] == {"long": 1}
    assert found["attempts"] == {"2": 1}
    assert found["faults"] == []
    assert clinic.children(WORDS["worker"]) != [first]
    assert clinic.close() == 0
