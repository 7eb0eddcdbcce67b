"""What leaves the clinic: what browsers may keep and run, what logs say, and what the trail knows of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import DatabaseError, DataError, IntegrityError, OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from punctum_clinic.audit.models import Act, Entry
from punctum_clinic.people.models import Person
from punctum_clinic.staff.models import User
from punctum_clinic.web.logs import CarefulFormatter
from punctum_clinic.web.problems import ProblemMiddleware, fault
from tests.clinic.access.row import Cast, Row

ACCESS = Path(__file__).parents[1] / "access"
FILES = sorted(path.stem for path in ACCESS.glob("*.py") if path.stem != "row")
ROWS: list[Row] = [row for name in FILES for row in import_module(f"tests.clinic.access.{name}").ROWS]
ROW = 'violates check "x"\nDETAIL:  Failing row contains (Ana, Alvarez, 1990-05-14).'
# Pages about a person that show nothing of them but what the address says already.
TELL_NOTHING = {
    "consultation_read_as": "reads a name that is being typed",
    "rights_export_file": "the file is not made yet",
    "signed_intake": "it is not signed yet",
}


@pytest.fixture
def cast(staff: dict[str, User], known_person: Person, other_person: Person) -> Cast:
    cache.clear()
    return Cast(staff, known_person, other_person)


def test_whoever_opens_a_page_about_somebody_leaves_a_row(cast: Cast) -> None:
    missing = []
    assert cast.visit.closed_at is None
    for row in ROWS:
        args = dict(row.args(cast))
        about = {"public_id", "person_id"} & set(args)
        if not about or "owner" not in row.may or row.method != "get" or row.name in TELL_NOTHING:
            continue
        client, before = cast.client("owner"), Entry.objects.count()
        response = client.get(reverse(row.name, kwargs=args), dict(row.data(cast)))
        if response.status_code != 200:
            continue
        left = Entry.objects.filter(number__gt=before, act__in=[Act.VIEW, Act.EXPORT])
        if not left.filter(person=str(cast.person.public_id)).exists():
            missing.append(row.name)
    assert not missing


def test_no_answer_is_kept_by_a_browser_and_every_one_says_what_it_may_run(cast: Cast) -> None:
    wrong = []
    for row in ROWS:
        url = reverse(row.name, kwargs=dict(row.args(cast)))
        for who in ("owner", "stranger", "patient", "front_desk"):
            client = cast.client(who)
            for method in ("get", "post"):
                response = getattr(client, method)(url, dict(row.data(cast)))
                told = f"{row.name} {method} {who} {response.status_code}"
                if "no-store" not in response.get("Cache-Control", ""):
                    wrong.append(f"{told}: may be kept")
                if "default-src 'none'" not in response.get("Content-Security-Policy", ""):
                    wrong.append(f"{told}: no policy")
                if response.get("X-Content-Type-Options") != "nosniff" or response.get("X-Frame-Options") != "DENY":
                    wrong.append(f"{told}: may be sniffed or framed")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", ["/nothing-here", "/i/", "/people/%00/", "/welcome/x/"])
def test_refusals_carry_the_same_headers(path: str) -> None:
    for extra in ({}, {"HTTP_HOST": "evil.example"}):
        response = Client().get(path, **extra)  # type: ignore[arg-type]
        assert response.status_code >= 400
        assert "no-store" in response["Cache-Control"]
        assert "default-src 'none'" in response["Content-Security-Policy"]


def written(caplog: pytest.LogCaptureFixture) -> str:
    return "\n".join(CarefulFormatter("%(levelname)s %(message)s").format(record) for record in caplog.records)


def test_logs_do_not_tell_the_key_in_an_address(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        Client().get("/welcome/a-key-of-somebody/")
        Client(enforce_csrf_checks=True).post("/welcome/a-key-of-somebody/", {"password": "x"})
        Client().get("/i/another-key/more", HTTP_HOST="evil.example")
    assert "welcome" in caplog.text
    assert "a-key-of-somebody" in caplog.text, "what is hidden was there"
    assert "a-key-of-somebody" not in written(caplog)
    assert "another-key" not in written(caplog)


def test_logs_do_not_quote_rows() -> None:
    try:
        raise IntegrityError(ROW)
    except IntegrityError as error:
        line = logging.LogRecord("x", logging.ERROR, "", 1, "broken", (), (IntegrityError, error, error.__traceback__))
    text = CarefulFormatter().format(line)
    assert "violates check" in text
    assert "Alvarez" not in text


@pytest.mark.parametrize(("error", "status"), [(IntegrityError, 409), (OperationalError, 503), (DataError, 400)])
def test_what_the_database_refuses_is_said_without_a_fault(error: type[Exception], status: int) -> None:
    middleware, request = ProblemMiddleware(lambda _request: HttpResponse()), RequestFactory().post("/")
    response = middleware.process_exception(request, error("x"))
    assert response is not None
    assert response.status_code == status
    assert middleware.process_exception(request, KeyError("x")) is None


def test_a_fault_is_told_even_without_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise DatabaseError

    monkeypatch.setattr("punctum_clinic.web.context.profile", gone)
    response = fault(RequestFactory().get("/"))
    assert response.status_code == 500
    assert b"our side" in response.content


def test_a_cookie_with_a_nul_sign_is_not_seen(signed_in: Callable[[str], Client]) -> None:
    client = signed_in("owner")
    client.cookies["sessionid"] = '"aaaaaaaaaaaa\\000"'
    assert client.get("/").status_code == 302


def test_a_nul_sign_is_kept_nowhere(signed_in: Callable[[str], Client], known_person: Person) -> None:
    client, plans = signed_in("owner"), f"/people/{known_person.public_id}/plans/"
    made = client.post(plans, {"on": timezone.localdate().isoformat(), "name": "first\0 plan", "form_key": "x"})
    assert made.status_code == 302
    assert client.post(f"{made['Location']}withdraw/", {"reason": "a\0 mistake"}).status_code == 302
    row = known_person.plans.get()
    assert (row.name, row.ended_reason) == ("first plan", "a mistake")
