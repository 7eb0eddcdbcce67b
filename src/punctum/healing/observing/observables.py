"""What a study could measure, and what of it the model has."""

from __future__ import annotations

from typing import Annotated, Literal

from punctum.evidence.table import Ref, Row, Table
from punctum.problems import InputError, Problem, nearest, shown

Region = Literal["dermis", "papillary", "upper"]


class Observable(Row):
    """One quantity that a study could measure.

    `when`: on a `day`, over the whole `course`, or `never`, because it is not modelled; `why_not` says why.
    `needs`: outputs of a course that it is read from. `regions`: where in the dermis it may be asked for; none where
    only one place makes sense. `words`: phrases that name it in a study.
    """

    unit: str = ""
    when: Literal["day", "course", "never"]
    needs: tuple[Annotated[str, Ref("outputs")], ...] = ()
    regions: tuple[Region, ...] = ()
    words: tuple[str, ...]
    text: str
    why_not: str = ""


OBSERVABLES = Table("punctum.healing.observing", "observables", Observable)


def observable(name: str) -> Observable:
    """The observable with this id that the model has.

    Raises:
        InputError: no such observable (the nearest is given), or one that is not modelled, with the reason.
    """
    row = OBSERVABLES.by_id.get(name)
    if row is None:
        expected = "an id of observables.csv"
        raise InputError([Problem("observable", expected, shown(name), nearest(name, OBSERVABLES.by_id))])
    if row.when == "never":
        raise InputError([Problem("observable", "something that the model holds", f"{row.id}: {row.why_not}")])
    return row
