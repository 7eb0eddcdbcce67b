"""What people come with: the indications, their other names, and an honest short answer to each."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from punctum.evidence.lookup import by_name, look_up
from punctum.evidence.table import PatientName, PatientText, Ref, SourcedRow, Table

IndicationId = Annotated[str, Ref("indications")]


class Indication(SourcedRow):
    """One indication. `concepts` are the conditions that asking for it discloses; `answer` is for the patient."""

    id: PatientName
    aliases: tuple[str, ...] = ()
    concepts: tuple[Annotated[str, Ref("concepts")], ...] = ()
    subtypes: tuple[PatientName, ...] = ()
    answer: PatientText
    evidence: Literal["some", "little", "none"]


INDICATIONS = Table("punctum.evidence", "indications", Indication)


@cache
def _names() -> dict[str, tuple[str, Indication]]:
    aliases = [(alias, row) for row in INDICATIONS.rows for alias in row.aliases]
    return by_name([*aliases, *((row.id, row) for row in INDICATIONS.rows)])


def find_indication(name: str, path: str = "indication") -> Indication:
    """The indication that a name stands for.

    Raises:
        InputError: the name is no known indication; the nearest known name is given.
    """
    return look_up(name, _names(), path, "an indication")
