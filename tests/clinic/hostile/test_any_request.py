"""Whatever is sent to whatever address, by whoever may open it: an answer, and never a fault of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from punctum_clinic.people.actions import write_history
from punctum_clinic.people.models import History, Person
from punctum_clinic.staff.models import User
from tests.clinic.access.row import Cast, Row, Who
from tests.clinic.conftest import DOCUMENT
from tests.clinic.hostile.junk import HEADERS, JUNK, KINDS, NAMES, PATHS, forms, upload

ACCESS = Path(__file__).parents[1] / "access"
FILES = sorted(path.stem for path in ACCESS.glob("*.py") if path.stem != "row")
ROWS: dict[str, list[Row]] = {name: import_module(f"tests.clinic.access.{name}").ROWS for name in FILES}
FIELD = re.compile(rb'<(?:input|select|textarea|button)[^>]*? name="([^"]+)"')
FAULT = 500
TURNS = 8
EVERYBODY: tuple[Who, ...] = ("owner", "stranger", "patient")


@pytest.fixture
def cast(staff: dict[str, User], known_person: Person, other_person: Person) -> Cast:
    """The clinic, with a consultation that is open, so that forms get as far as they can."""
    cache.clear()
    owner = staff["owner"]
    write_history(
        person=other_person, document=DOCUMENT, origin=History.Origin.CONSULTATION, by=owner, actor=owner.actor
    )
    cast = Cast(staff, known_person, other_person)
    assert cast.visit.closed_at is None
    return cast


@pytest.mark.parametrize("file", FILES)
def test_junk_in_every_field_is_answered(file: str, cast: Cast) -> None:
    faults = []
    for row in ROWS[file]:
        client, url = _at(row, cast)
        _page, body = _ask(client, "get", url)
        names = tuple(dict.fromkeys((*_fields_of(body), *NAMES)))
        faults += _faults(client, url, [("get", {}), *_bodies(names)])
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("file", FILES)
def test_a_body_of_another_kind_is_answered(file: str, cast: Cast) -> None:
    faults = []
    for row in ROWS[file]:
        client, url = _at(row, cast)
        for kind, body in KINDS:
            response, _body = _ask(client, "generic", "POST", url, body, kind)
            faults += [f"{url} {kind} {body[:40]!r}"] if response.status_code >= FAULT else []
        faults += _faults(client, url, [(method, b"") for method in ("put", "delete", "patch", "options")])
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("header", HEADERS)
def test_junk_in_headers_is_answered(header: str, cast: Cast) -> None:
    faults = []
    for who in EVERYBODY:
        for name in ("people", "birth_date", "account_login", "my_intake_answers", "healthz"):
            for junk in HEADERS[header]:
                client = cast.client(who)
                if header == "HTTP_COOKIE":
                    client.cookies.clear()
                for method in ("get", "post"):
                    response, _body = _ask(client, method, reverse(name), {}, **{header: junk})
                    faults += [f"{who} {method} {name} {junk[:40]!r}"] if response.status_code >= FAULT else []
    assert not faults, "\n".join(faults)


def test_junk_in_addresses_is_answered(cast: Cast) -> None:
    for who in EVERYBODY:
        faults = [line for path in PATHS for line in _faults(cast.client(who), path, [("get", {}), ("post", {})])]
        assert not faults, "\n".join([who, *faults])


@pytest.mark.parametrize("file", FILES)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_any_form_is_answered(file: str, cast: Cast, data: st.DataObject) -> None:
    client, url = _at(data.draw(st.sampled_from(ROWS[file])), cast)
    _page, body = _ask(client, "get", url)
    sent = data.draw(forms(tuple(dict.fromkeys((*_fields_of(body), *NAMES)))))
    assert not _faults(client, url, [("post", sent)])


def _at(row: Row, cast: Cast) -> tuple[Client, str]:
    """An address, and the mightiest of those who may open it."""
    who: Who = "owner" if "owner" in row.may else "patient"
    return cast.client(who), reverse(row.name, kwargs=dict(row.args(cast)))


def _ask(client: Client, method: str, *args: Any, **more: Any) -> tuple[HttpResponse, bytes]:
    """One request whose writes are taken back."""
    client.raise_request_exception = False
    with transaction.atomic():
        response = getattr(client, method)(*args, **more)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    return response, body


def _faults(client: Client, url: str, sent: list[tuple[str, Any]]) -> list[str]:
    """A line for each request that is answered with a fault."""
    lines = []
    for method, data in sent:
        response, _body = _ask(client, method, url, data)
        if response.status_code >= FAULT:
            told = f"{method} {url}: {response.status_code}, {(getattr(response, 'exc_info', None) or '??')[1]!r}"
            lines.append(f"{told[:300]} with {str(data)[:400]}")
    return lines


def _bodies(names: tuple[str, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Forms in which every field has some junk, each time another; then the same in all, files, and doubled fields."""
    step = len(JUNK) // TURNS + 1
    for turn in range(TURNS):
        mixed = {name: JUNK[(place * 7 + turn * step) % len(JUNK)] for place, name in enumerate(names)}
        yield "post", mixed
        yield "get", mixed
    for junk in ("\0", "a\0b", "9" * 5000, "x" * 5000, "2026-11-21"):
        yield "post", dict.fromkeys(names, junk)
        yield "get", dict.fromkeys(names, junk[:900])
    yield "post", {name: upload() for name in names}
    yield "post", {name: ["1", "2", "\0"] for name in names}


def _fields_of(body: bytes) -> tuple[str, ...]:
    """The names of the fields on a page."""
    return tuple(sorted({unescape(name.decode()) for name in FIELD.findall(body)} - {"csrfmiddlewaretoken"}))
