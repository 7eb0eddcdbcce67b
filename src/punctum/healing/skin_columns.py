"""From a person and a zone to columns of skin."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from punctum.delivery.draws import stream
from punctum.delivery.own_layers import DERMIS, EPIDERMIS, own_factors
from punctum.healing.columns import Columns
from punctum.healing.modifiers import ActsOn, Modifier, effects_of
from punctum.problems import InputError, Problem, all_hold
from punctum.skin import Layer, Sex, layers

Values = NDArray[np.float64]


def columns_of(
    zone: str,
    sex: Sex,
    age_years: float | None,
    modifiers: Sequence[str] = (),
    *,
    phototype: str | None = None,
    covered: bool = False,
    draws: int = 1,
    seed: int = 0,
) -> Columns:
    """Columns of the skin of a zone, one a draw: thickness h·f of its layers, and the product of factors of repair.

    Draw 0 is the usual skin: mean thickness and the middle of every factor. Others have an epidermis and a dermis of
    their own, log-normal between people (`delivery.own_layers`), and factors drawn from `modifiers.csv`. A draw is the
    same whatever `draws` is.

    Arguments:
        zone: the id or any name of one zone that may be needled. sex: with `unknown` half way between women and men.
        age_years: in years; None changes nothing. phototype: I to VI; None where it is not known.
        modifiers: names of `modifiers.csv`: what else is known of the person.
        covered: whether the skin is kept under a cover after each session. seed: a whole number from 0 on.

    Raises:
        InputError: no such zone, sex, age, phototype or modifier (the nearest name is given); no draw, or no such seed.
    """
    found: list[tuple[Layer, ...]] = []
    effects: list[tuple[Modifier, float]] = []
    all_hold(
        lambda: found.append(layers(zone, sex, age_years)),
        lambda: effects.extend(effects_of(sex, age_years, phototype, modifiers)),
        lambda: _check_draws(draws, seed),
    )
    mean_um: dict[str, float] = {layer.name: layer.mean_um for layer in found[0]}
    own = np.array([own_factors(found[0], seed, draw) for draw in range(draws)])
    epidermis = {f"{name}_um": mean_um[name] * own[:, 0] for name in EPIDERMIS}
    dermis = {f"{name}_um": mean_um[name] * own[:, 1] for name in DERMIS}

    def factor(acts_on: ActsOn) -> Values:
        made = np.ones(draws)
        for row, share in effects:
            if row.acts_on == acts_on and share > 0:
                made = made * row.factor(_scores(row, draws, seed), share)
        return made

    return Columns(
        **epidermis,
        **dermis,
        synthesis_factor=factor("synthesis"),
        mmp_factor=factor("mmp"),
        closure_factor=factor("closure"),
        epithelial_factor=factor("epithelium"),
        covered=np.full(draws, float(covered)),
    )


def _scores(row: Modifier, draws: int, seed: int) -> Values:
    """Standard normal numbers by draw, the same whatever the number of draws; 0 for draw 0."""
    drawn = stream(seed, 0, f"modifier {row.id}").standard_normal(draws)
    drawn[0] = 0
    return drawn


def _check_draws(draws: int, seed: int) -> None:
    problems = []
    if draws < 1:
        problems.append(Problem("draws", "a whole number from 1 on", str(draws)))
    if seed < 0:
        problems.append(Problem("seed", "a whole number from 0 on", str(seed)))
    if problems:
        raise InputError(problems)
