"""What people come with: the indications, their other names, and an honest short answer to each."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Annotated, Literal

from punctum.evidence.table import Ref, SourcedRow, Table
from punctum.problems import InputError, Problem, nearest, shown

IndicationId = Annotated[str, Ref("indications")]


class Indication(SourcedRow):
    """One indication. `concepts` are the conditions that asking for it discloses; `answer` is for the patient."""

    aliases: tuple[str, ...] = ()
    concepts: tuple[Annotated[str, Ref("concepts")], ...] = ()
    subtypes: tuple[str, ...] = ()
    answer: str
    evidence: Literal["some", "little", "none"]


INDICATIONS = Table("punctum.evidence", "indications", Indication)


@cache
def _names() -> dict[str, Indication]:
    aliases = {_plain(alias): row for row in INDICATIONS.rows for alias in row.aliases}
    return aliases | {_plain(row.id): row for row in INDICATIONS.rows}


def _plain(text: str) -> str:
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(bare.casefold().replace("_", " ").replace("-", " ").replace("/", " ").replace("’", "'").split())


def find_indication(name: str, path: str = "indication") -> Indication:
    """The indication that a name stands for.

    Raises:
        InputError: the name is no known indication; the nearest known name is given.
    """
    known = _names()
    if (found := known.get(_plain(name))) is None:
        raise InputError([Problem(path, "an indication", shown(name), nearest(_plain(name), known))])
    return found
