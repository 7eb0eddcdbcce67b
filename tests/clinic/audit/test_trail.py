"""The audit trail finds what was changed, taken out or cut off."""

from __future__ import annotations

from punctum_clinic.audit.models import Act, Entry
from punctum_clinic.audit.trail import faults, record


def write(many: int) -> None:
    for index in range(many):
        record(Act.VIEW, f"people.person:{index}", by="user:1", person="p", count=index)


def test_a_trail_as_it_was_written_has_no_faults() -> None:
    write(5)
    assert [entry.number for entry in Entry.objects.all()] == [1, 2, 3, 4, 5]
    assert not list(faults())
