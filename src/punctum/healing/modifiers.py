"""What changes repair in a person: age, sex, phototype, smoking, medicines; each a factor with what is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log
from typing import Annotated, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from punctum.evidence.table import Ref, SourcedRow, Table
from punctum.healing.kinetics import AT_HIGH
from punctum.patient import Phototype
from punctum.problems import InputError, Problem, all_hold, nearest, shown

Values = NDArray[np.float64]
ActsOn = Literal["synthesis", "mmp", "closure", "epithelium", "none"]
NOT_KNOWN = "unknown"
PHOTOTYPES: tuple[str, ...] = get_args(Phototype)


class Modifier(SourcedRow):
    """One effect of one modifier on repair; a modifier with two effects has two rows.

    `factor_low`, `factor_middle`, `factor_high`: the median, with 5 of 100 draws below the low and 5 above the high
    value. `none` acts on nothing that is modelled: it is known, and the note says why it has no factor.
    `given_by`: whether the person's age, sex or phototype tells it, or somebody names it. `group`: of sex or phototype.
    `from_years`, `to_years`: ages between which the factor grows from 1 to itself.
    `concepts`: entries of a patient's history that name it.
    """

    modifier: str
    name: str
    given_by: Literal["age", "sex", "phototype", "name"]
    group: tuple[str, ...] = ()
    acts_on: ActsOn
    factor_low: float | None = None
    factor_middle: float | None = None
    factor_high: float | None = None
    from_years: float | None = None
    to_years: float | None = None
    certainty: Literal["high", "moderate", "low", "very_low"]
    applies: str
    rests_on: tuple[Annotated[str, Ref("parameters")], ...]
    concepts: tuple[Annotated[str, Ref("concepts")], ...] = ()
    note: str = ""

    def factor(self, z: ArrayLike, share: float = 1.0) -> Values:
        """The factor at standard normal scores: 0 gives the median, 1 + share·(f − 1); 1 where nothing is modelled.

        Arguments:
            share: how much of the effect is there, from 0 to 1.
        """
        score = np.asarray(z, dtype=np.float64)
        if self.factor_low is None or self.factor_middle is None or self.factor_high is None:
            return np.ones(score.shape)
        above, below = log(self.factor_high / self.factor_middle), log(self.factor_middle / self.factor_low)
        factor = self.factor_middle * np.exp(score / AT_HIGH * np.where(score > 0, above, below))
        return np.asarray(1 + share * (factor - 1))

    def share_at(self, age_years: float | None) -> float:
        """How much of an effect of age is there: 0 up to the younger age, 1 from the older on; 0 without an age."""
        if self.from_years is None or self.to_years is None:
            return 1.0
        if age_years is None:
            return 0.0
        return min(max((age_years - self.from_years) / (self.to_years - self.from_years), 0.0), 1.0)


MODIFIERS = Table("punctum.healing", "modifiers", Modifier)


def effects_of(
    sex: str, age_years: float | None, phototype: str | None, names: Sequence[str]
) -> tuple[tuple[Modifier, float], ...]:
    """Every effect on repair of this person, each with how much of it is there (0 to 1), in the order of the table.

    Arguments:
        sex: `female`, `male` or `unknown`. phototype: I to VI; None where it is not known.
        names: of other modifiers, by `modifier` or `name` of the table.

    Raises:
        InputError: no such phototype or modifier (the nearest name is given), or one that is not given by name.
    """
    named: list[str] = []
    all_hold(lambda: named.extend(named_modifiers(names)), lambda: _check_phototype(phototype))
    group = {"sex": sex, "phototype": phototype or NOT_KNOWN}
    return tuple(
        (row, row.share_at(age_years))
        for row in MODIFIERS.rows
        if row.modifier in named or row.given_by == "age" or group.get(row.given_by, "") in row.group
    )


def named_modifiers(names: Sequence[str]) -> tuple[str, ...]:
    """The ids of modifiers that somebody names, each once.

    Raises:
        InputError: no such modifier (the nearest name is given), or age, sex or phototype, which are given as such.
    """
    known = {word: row for row in MODIFIERS.rows for word in (row.modifier, row.name.casefold())}
    problems, found = [], dict[str, None]()
    for name in names:
        row = known.get(str(name).strip().casefold())
        if row is None:
            given = sorted({row.modifier for row in MODIFIERS.rows if row.given_by == "name"})
            near = nearest(str(name), given)
            problems.append(Problem("modifiers", f"any of {', '.join(given)}", shown(name), near))
        elif row.given_by != "name":
            problems.append(Problem("modifiers", f"{row.name} given as the {row.name} of the person", shown(name)))
        else:
            found[row.modifier] = None
    if problems:
        raise InputError(problems)
    return tuple(found)


def modifiers_of(concepts: Iterable[str]) -> tuple[str, ...]:
    """The ids of the modifiers that entries of a patient's history name (`concepts.csv`), in the order of the table.

    What no modifier names changes nothing here; whether it may be treated is for screening to say.
    """
    disclosed = set(concepts)
    return tuple(dict.fromkeys(row.modifier for row in MODIFIERS.rows if disclosed & set(row.concepts)))


def _check_phototype(phototype: str | None) -> None:
    if phototype is not None and phototype not in PHOTOTYPES:
        raise InputError([Problem("phototype", f"{PHOTOTYPES[0]} to {PHOTOTYPES[-1]}", shown(phototype))])
