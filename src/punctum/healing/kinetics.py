"""The constants of healing: each with its prior, its unit and its source, and the values that a computation runs on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist
from typing import Annotated, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from punctum.evidence.table import Ref, SourcedRow, Table
from punctum.healing.arrays import as_doubles
from punctum.problems import InputError, Problem, nearest

Values = NDArray[np.float64]
# `low` and `high` of a lognormal constant: 5 of 100 draws lie below, 5 above.
AT_HIGH = NormalDist().inv_cdf(0.95)
_NORMAL = NormalDist()
DAYS_A_YEAR = 365.25


class Kinetic(SourcedRow):
    """One constant of healing and what is known of it before any fit.

    `lognormal`: median `middle`, 5 of 100 draws below `low`, 5 above `high`; the two halves may differ in width.
    `loguniform`: the logarithm lies anywhere between `low` and `high`. `fixed`: no draw differs.
    """

    symbol: str
    unit: str
    prior: Literal["lognormal", "loguniform", "fixed"]
    low: float
    middle: float
    high: float
    text: str
    rests_on: tuple[Annotated[str, Ref("parameters")], ...] = ()

    def at(self, z: ArrayLike) -> Values:
        """The value at a standard normal score: 0 gives the median; draws of z give draws of the prior."""
        score = np.asarray(z, dtype=np.float64)
        if self.prior == "fixed":
            return np.full(score.shape, self.middle)
        if self.prior == "loguniform":
            share = np.vectorize(_NORMAL.cdf, otypes=[np.float64])(score)
            return np.asarray(self.low * (self.high / self.low) ** share, dtype=np.float64)
        end = np.where(score > 0, self.high, self.low)
        return np.asarray(self.middle * (end / self.middle) ** (np.abs(score) / AT_HIGH), dtype=np.float64)


KINETICS = Table("punctum.healing", "kinetics", Kinetic)


@dataclass(frozen=True, slots=True, eq=False)
class Parameters:
    """Values of all constants of healing, in the units of `kinetics.csv`.

    Arguments:
        values: (draws, constants), columns in the order of the table.

    Raises:
        ValueError: the shape does not fit the table, or a value is not a positive number.
    """

    values: Values

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", as_doubles("values", self.values))
        if self.values.ndim != 2 or self.values.shape[1] != len(KINETICS.rows):
            raise ValueError(f"values: expected (draws, {len(KINETICS.rows)}), found {self.values.shape}")
        if not np.all(np.isfinite(self.values) & (self.values > 0)):
            raise ValueError("values: expected positive numbers only")

    @property
    def draws(self) -> int:
        """How many sets of values these are."""
        return len(self.values)

    def __getitem__(self, name: str) -> Values:
        """(draws,) the values of one constant by its id."""
        return self.values[:, _places()[name]]

    def take(self, rows: ArrayLike) -> Parameters:
        """The draws with these indices, in this order; an index may stand more than once."""
        return Parameters(self.values[np.asarray(rows)])

    def changed(self, values: Mapping[str, float]) -> Parameters:
        """The same with some constants set to one value in all draws.

        Raises:
            InputError: no such constant (the nearest name is given), or a value that is not positive.
        """
        problems = []
        for name, value in values.items():
            if name not in _places():
                problems.append(Problem(name, "a constant of healing", name, nearest(name, _places())))
            elif not (np.isfinite(value) and value > 0):
                problems.append(Problem(name, "a positive number", f"{value:g}"))
        if problems:
            raise InputError(problems)
        made = self.values.copy()
        for name, value in values.items():
            made[:, _places()[name]] = value
        return Parameters(made)


def loop_gain(parameters: Parameters) -> Values:
    """(draws,) gain of the loop between signal and fibroblasts: k_F·r_F·(1 − 1/F_x) / (K_T·d_F·d_T).

    From 1 on an activation would feed itself for ever: that is fibrosis (a keloid), not healing.
    """
    p = parameters
    growth = p["fibroblast_growth_per_day"] * (1 - 1 / p["fibroblast_ceiling"]) / p["fibroblast_half_signal"]
    made = p["signal_from_fibroblasts_per_day"] * growth
    return np.asarray(made / (p["fibroblast_loss_per_day"] * p["signal_loss_per_day"]), dtype=np.float64)


def lasting_activation(parameters: Parameters) -> Values:
    """(draws,) fibroblasts, in times rest, that would keep themselves active for ever; nan where nothing lasts.

    With the signal that they make, T = κ·u for u = F − 1 and κ = k_F/d_T, activation holds still where
    r_F·κ·(1 + u)·(1 − (1 + u)/F_x) = d_F·(K_T + κ·u). Below a loop gain of 1 this has either no positive root or two: a
    threshold and, above it, a state that stays. One large injury could then start what never ends.
    """
    p = parameters
    made = p["signal_from_fibroblasts_per_day"] / p["signal_loss_per_day"]
    growth, ceiling = p["fibroblast_growth_per_day"] * made, p["fibroblast_ceiling"]
    loss = p["fibroblast_loss_per_day"] * ceiling
    slope = growth * (ceiling - 2) - loss * made
    under = slope**2 + 4 * growth * (growth * (ceiling - 1) - loss * p["fibroblast_half_signal"])
    highest = (slope + np.sqrt(np.maximum(under, 0))) / (2 * growth)
    return np.asarray(np.where((under >= 0) & (highest > 0), 1 + highest, np.nan), dtype=np.float64)


class Rest(NamedTuple):
    """(draws,) each: collagen of skin at rest as shares of the total, and what flows per day."""

    iii: Values
    i: Values
    mature: Values
    maturation: Values
    mature_loss: Values
    make_iii: Values
    make_i: Values


def rest_balance(parameters: Parameters) -> Rest:
    """What is made and what matures at rest, from the balance of the three pools of collagen.

    With the share f₃ of type III, the extractable share f_e, the loss d, the conversion κ and λ = ln 2/t_C0:
    s₃ = (d + κ)·f₃, χ = λ·(1 − f_e)/(f_e − f₃), s₁ = d·(f_e − f₃) + λ·(1 − f_e) − κ·f₃.
    """
    p = parameters
    iii, mature = p["type_iii_share"], 1 - p["extractable_share"]
    i = p["extractable_share"] - iii
    loss, conversion = p["collagen_loss_per_day"], p["type_iii_conversion_per_day"]
    mature_loss = np.log(2) / (p["mature_half_life_years"] * DAYS_A_YEAR)
    matured = mature_loss * mature
    # A share of type I below 0 is refused (`refusals`); here it only must not divide by nothing.
    maturation = np.divide(matured, i, out=np.zeros_like(i), where=i > 0)
    return Rest(
        iii, i, mature, maturation, mature_loss, (loss + conversion) * iii, loss * i + matured - conversion * iii
    )


def possible(parameters: Parameters) -> NDArray[np.bool_]:
    """(draws,) whether these values can be healing skin; no draw of the prior is without (see `refusals`)."""
    return np.asarray(np.all([holds for _, _, _, holds in _conditions(parameters)], axis=0), dtype=np.bool_)


def refusals(parameters: Parameters) -> list[Problem]:
    """One problem for each condition of healing skin that some draw breaks, with the first such value."""
    return [
        Problem(name, expected, f"{values[~holds][0]:.3g}")
        for name, expected, values, holds in _conditions(parameters)
        if not np.all(holds)
    ]


def _conditions(p: Parameters) -> list[tuple[str, str, Values, NDArray[np.bool_]]]:
    gain, made = loop_gain(p), rest_balance(p).make_i
    fed = "below 1: signal and fibroblasts would feed each other for ever, which is fibrosis and not healing"
    less = "less than extractable_share, of which type III is a part"
    some = "above 0: at rest more type III would turn into type I than type I is lost"
    calm = "none: a large injury would leave fibroblasts active for ever, which is fibrosis and not healing"
    whole, beyond = "a share from 0 to 1", "above 1, the number at rest"
    split = p["type_iii_share"] < p["extractable_share"]
    lasting = lasting_activation(p)
    found = [
        ("loop gain", fed, gain, gain < 1),
        ("lasting activation, times rest", calm, lasting, np.isnan(lasting) | (gain >= 1)),
        ("type_iii_share", less, p["type_iii_share"], split),
        ("type I made at rest", some, made, (made > 0) | ~split),
        ("fibroblast_ceiling", beyond, p["fibroblast_ceiling"], p["fibroblast_ceiling"] > 1),
    ]
    shares = ("extractable_share", "elastotic_share", "elastic_fibre_share")
    return found + [(name, whole, p[name], p[name] < 1) for name in shares]


def usual_parameters() -> Parameters:
    """One draw: the middle of every prior."""
    return at_scores(np.zeros((1, len(KINETICS.rows))))


def at_scores(z: ArrayLike) -> Parameters:
    """The values at standard normal scores (draws, constants).

    Raises:
        ValueError: not one score for each constant, or a score that is not a number.
    """
    scores = np.asarray(z, dtype=np.float64)
    if scores.ndim != 2 or scores.shape[1] != len(KINETICS.rows):
        raise ValueError(f"z: expected (draws, {len(KINETICS.rows)}), found {scores.shape}")
    return Parameters(np.stack([row.at(scores[:, at]) for at, row in enumerate(KINETICS.rows)], axis=1))


def prior_draws(count: int, seed: int) -> Parameters:
    """Draws of the prior that are `possible`; draw i is the same whatever `count` is.

    Arguments:
        count: one at least. seed: of Philox; a whole number from 0 on.

    Raises:
        ValueError: no draw, or no such seed.
    """
    if count < 1:
        raise ValueError(f"count: expected one at least, found {count}")
    made = []
    for draw in range(count):
        numbers = np.random.Generator(np.random.Philox(np.random.SeedSequence([seed, draw])))
        while True:
            one = at_scores(numbers.standard_normal((1, len(KINETICS.rows))))
            if possible(one)[0]:
                made.append(one.values)
                break
    return Parameters(np.concatenate(made))


@cache
def _places() -> dict[str, int]:
    return {row.id: at for at, row in enumerate(KINETICS.rows)}
