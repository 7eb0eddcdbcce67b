"""What changed in a history since one of its versions, in words."""

from __future__ import annotations

from punctum_clinic.people.changes import changes
from punctum_clinic.people.changes_words import Difference, differences, in_words
from punctum_clinic.people.models import History, Person


def since(person: Person, number: int, current: History | None) -> list[Difference]:
    """The changes from version `number` (0 for nothing yet) to the current one."""
    if current is None or number >= current.number:
        return []
    versions = person.histories.filter(number__gte=number, number__lte=current.number)
    if number < 1:
        return [words for change in changes({}, current.document) for words in in_words(change)]
    return differences(list(versions.select_related("made_by").order_by("number")))
