"""The audit trail finds what was changed, taken out, put in or cut off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from punctum_clinic.audit import trail
from punctum_clinic.audit.models import Act, Entry, Head
from punctum_clinic.audit.trail import faults, record, seal_of


def write(many: int) -> None:
    for index in range(many):
        record(Act.VIEW, f"people.person:{index}", by="user:1", person="p", count=index)


def told() -> list[str]:
    return [f"{fault.number} {fault.what}" for fault in faults()]


def verify(*words: str) -> str:
    out = StringIO()
    call_command("audit", "verify", *words, stdout=out)
    return out.getvalue()


def test_a_trail_as_it_was_written_has_no_faults() -> None:
    assert told() == []
    write(5)
    assert [entry.number for entry in Entry.objects.all()] == [1, 2, 3, 4, 5]
    assert told() == []
    assert verify() == "The audit trail is whole: 5 rows, each as it was written.\n"


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "user:2"},
        {"act": "change"},
        {"subject": "people.person:9"},
        {"person": ""},
        {"detail": {"count": 7}},
        {"previous": "f" * 64},
        {"seal": "f" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_any_changed_field_is_found(change: dict[str, object]) -> None:
    write(4)
    Entry.objects.filter(number=2).update(**change)
    assert any(line.startswith("2 ") for line in told())
    with pytest.raises(CommandError, match="not as it was written"):
        verify()


def test_a_changed_time_is_found() -> None:
    write(3)
    entry = Entry.objects.get(number=2)
    Entry.objects.filter(number=2).update(at=entry.at - timedelta(seconds=1))
    assert told() == ["2 changed after it was written"]


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_deleted_row_is_found(number: int) -> None:
    write(5)
    Entry.objects.filter(number=number).delete()
    assert told()


def test_rows_closed_up_after_a_deletion_are_found() -> None:
    write(3)
    Entry.objects.filter(number=2).delete()
    Entry.objects.filter(number=3).update(number=2)
    assert any("not sealed" in line for line in told())


def test_a_cut_end_is_found_even_when_the_head_was_moved_with_it() -> None:
    write(4)
    Entry.objects.filter(number=4).delete()
    assert told() == ["4 the trail should end with row 4, it ends with row 3"]
    last = Entry.objects.get(number=3)
    Head.objects.update(number=3, seal=last.seal)
    assert told() == ["3 the end of the trail was changed"]
    Head.objects.all().delete()
    assert told() == ["3 the end of the trail was removed"]


def test_a_row_put_in_without_the_key_is_found(settings: object) -> None:
    write(2)
    own = Entry.objects.get(number=2)
    forged = Entry(number=3, at=own.at, actor="user:9", act="view", subject="x:1", previous=own.seal)
    forged.seal = "0" * 64
    forged.save(force_insert=True)
    assert any(line.startswith("3 changed") for line in told())
    assert forged.seal != seal_of(forged)


def test_what_is_undone_leaves_no_row() -> None:
    write(1)
    with transaction.atomic():
        record(Act.CREATE, "people.person:1", by="user:1")
        transaction.set_rollback(True)
    assert Entry.objects.count() == 1
    write(1)
    assert told() == []


def test_rows_written_while_the_trail_is_read_are_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    write(3)
    sealed = trail.seal_of
    waiting = [2]

    def meanwhile(entry: Entry) -> str:
        if entry.number == 3 and waiting:
            write(waiting.pop())
        return sealed(entry)

    monkeypatch.setattr(trail, "seal_of", meanwhile)
    assert told() == []
    assert Entry.objects.count() == 5
    Entry.objects.filter(number=5).delete()
    assert told() == ["5 the trail should end with row 5, it ends with row 4"]


def test_a_row_noted_down_elsewhere_shows_a_trail_written_anew() -> None:
    write(3)
    out = StringIO()
    call_command("audit", "head", stdout=out)
    noted = out.getvalue().strip()
    write(1)
    assert "whole" in verify("--expect", noted)
    Entry.objects.all().delete()
    Head.objects.all().delete()
    write(5)
    assert told() == []
    with pytest.raises(CommandError, match="not the row that was noted down"):
        verify("--expect", noted)
    with pytest.raises(CommandError, match="expected NUMBER:SEAL"):
        verify("--expect", "yesterday")


def test_the_page_shows_rows_by_person(signed_in: Callable[[str], Client]) -> None:
    record(Act.VIEW, "people.person:1", by="user:1", person="6f1c2d3e-0000-4000-8000-000000000001")
    owner = signed_in("owner")
    shown = owner.get("/audit/", {"person": "6f1c2d3e-0000-4000-8000-000000000001"}).content.decode()
    assert "people.person:1" in shown
    assert "No such rows" in owner.get("/audit/", {"person": "nobody"}).content.decode()
    assert owner.get("/audit/", {"before": "9" * 40, "act": "?"}).status_code == 200
