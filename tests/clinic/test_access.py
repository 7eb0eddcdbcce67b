"""Every address of the clinic, and who may open it.

A new address needs a row in `tests/clinic/access/<app>.py`: its name, who may open it, and how its arguments are built
from the cast (`tests/clinic/access/row.py`), for example

    Row(name="plan", may=RECORD, args=lambda cast: {"person_id": cast.person.public_id, ...}),

Everybody who is not in `may` must be refused: 401, 403, 404, 410, or the way to the door. A file there is found by
itself as long as it has a list `ROWS`. An address without a row, or a row without an address, fails.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from punctum_clinic.people.actions import write_history
from punctum_clinic.people.models import History, Person
from punctum_clinic.staff.models import User
from tests.clinic.access.row import WHO, Cast, Row, Who
from tests.clinic.conftest import DOCUMENT

FILES = sorted(path.stem for path in (Path(__file__).parent / "access").glob("*.py") if path.stem != "row")
ROWS: dict[str, list[Row]] = {name: import_module(f"tests.clinic.access.{name}").ROWS for name in FILES}
REFUSED = frozenset({401, 403, 404, 410})
# Asked for in the first line of a view.
GATES = frozenset({"allowed", "signed_in", "person_for", "link_holder"})
# Open to everybody, each with the reason.
OPEN = {
    "healthz": "says whether the clinic runs, and nothing else",
    "welcome": "the one-time token in the address is the key",
    "open_link": "sets a cookie and leads on; the token in the address is the key",
    "birth_date": "asks for the date of birth that opens the link",
}


def addresses(patterns: list[Any] | None = None) -> Iterator[URLPattern]:
    """Every address of the clinic."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns)
        else:
            yield pattern


def views() -> dict[str, Callable[..., Any]]:
    """Every view of ours, by the name of its address."""
    found = {str(one.name): inspect.unwrap(one.callback) for one in addresses() if one.name}
    return {name: view for name, view in found.items() if view.__module__.startswith("punctum_clinic.")}


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    names = [row.name for rows in ROWS.values() for row in rows]
    assert len(names) == len(set(names)), "an address has two rows"
    assert {one.name for one in addresses() if one.name} == set(names)


def test_an_address_without_a_name_leads_where_one_with_a_name_does() -> None:
    named = {one.callback for one in addresses() if one.name}
    assert {one.callback for one in addresses() if not one.name} <= named


@pytest.fixture
def cast(staff: dict[str, User], known_person: Person, other_person: Person) -> Cast:
    """The clinic, with a history of both people."""
    cache.clear()
    owner = staff["owner"]
    write_history(
        person=other_person, document=DOCUMENT, origin=History.Origin.CONSULTATION, by=owner, actor=owner.actor
    )
    return Cast(staff, known_person, other_person)


@pytest.mark.parametrize("file", FILES)
def test_addresses_open_to_those_in_the_table_and_to_nobody_else(file: str, cast: Cast) -> None:
    wrong = [line for row in ROWS[file] for who in WHO if (line := fault(row, who, cast))]
    assert not wrong, "\n".join(wrong)


def fault(row: Row, who: Who, cast: Cast) -> str:
    """What is wrong with how an address answers somebody; empty when it is right."""
    client = cast.client(who)
    url = reverse(row.name, kwargs=dict(row.args(cast)))
    with transaction.atomic():
        response = getattr(client, row.method)(url, dict(row.data(cast)))
        body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    told = f"{row.name}: {who} gets {response.status_code}"
    if who in row.may:
        return "" if response.status_code in row.opens and not to_the_door(response) else f"{told}, should open"
    if response.status_code not in REFUSED and not to_the_door(response):
        return f"{told}, should be refused"
    named = [name for name in (cast.person.family_name, cast.other.family_name) if name.encode() in body]
    return f"{told}, and the page names {named}" if named else ""


def to_the_door(response: HttpResponse) -> bool:
    """Whether a response leads to signing in."""
    return response.status_code == 302 and urlsplit(response["Location"]).path == reverse("account_login")


def test_patients_see_nobody_elses_name(cast: Cast) -> None:
    for row in (row for rows in ROWS.values() for row in rows if row.name.startswith("my_") and row.method == "get"):
        url = reverse(row.name, kwargs=dict(row.args(cast)))
        body = cast.client("other_patient").get(url, dict(row.data(cast)), follow=True).content.decode(errors="replace")
        assert cast.person.family_name not in body, row.name


@pytest.mark.parametrize("name", sorted(views()))
def test_the_first_line_of_every_view_asks_who_it_is(name: str) -> None:
    asks = asks_first(views()[name])
    assert asks is not (name in OPEN), f"{name}: begin with {' or '.join(sorted(GATES))}, or give a reason in OPEN"


def asks_first(function: Callable[..., Any], *, helper: bool = False) -> bool:
    """Whether a view begins with a gate, or with a function beside it that asks before it returns.

    Before it may stand only a choice of what is asked for, which calls nothing; a function beside the view may first
    look up whom a thing belongs to.
    """
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    assert isinstance(tree, ast.FunctionDef)
    lines = [line for line in tree.body if not (isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant))]
    for line in lines:
        value = line.value if isinstance(line, ast.Assign | ast.Expr | ast.Return) else None
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
            beside = inspect.unwrap(function).__globals__.get(value.func.id)
            if value.func.id in GATES or (
                not helper and inspect.isfunction(beside) and asks_first(beside, helper=True)
            ):
                return True
        calls = any(isinstance(node, ast.Call) for node in ast.walk(line))
        if not isinstance(line, ast.Assign) or (calls and not helper):
            return False
    return False


def _asks_too_late(request: Any) -> None:
    print(request)
    allowed(request, None)  # type: ignore[name-defined]  # noqa: F821


def _asks_in_time(request: Any) -> None:
    """Asks."""
    wanted = 1 if request.method == "POST" else 2
    allowed(request, wanted)  # type: ignore[name-defined]  # noqa: F821


def test_a_view_that_asks_too_late_is_found() -> None:
    assert asks_first(_asks_in_time)
    assert not asks_first(_asks_too_late)
