"""A clinic's results of one indication beside the draws: what each ought to be, and what the clinic may move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from punctum.outcome.clinic import clinic_arm, clinic_measure, clinic_spread, clinic_study
from punctum.outcome.design import Design
from punctum.outcome.draws import OutcomeDraws
from punctum.outcome.gain import UNSEEN, effect, effect_names, mean_gain, time_share
from punctum.outcome.learning.own_result import OwnResult
from punctum.outcome.learning.rules import UNTESTED
from punctum.outcome.measuring import person_spread, scaled

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Results of one indication: y = middle + Σ moves · x + person, with x of unit scale.

    Arguments:
        names: of the effects x: the clinic as a study, its treatments, its measures. spread_name: of the people.
        heavy: (effects,) whether Student's t is the prior of an effect, else normal.
        sizes: (draws, effects) the SD of each, τ_study, τ_arm or τ_measure.
        y: (results,). kinds: (results,) which design each has. middles, shares, scales: (draws, designs) κ·s·μ, κ·s, κ.
        belongs: (designs, effects) 1 where an effect touches a design.
        person, spread: (draws,) σ_person and σ_spread.
    """

    names: tuple[str, ...]
    spread_name: str
    heavy: NDArray[np.bool_]
    sizes: Array
    y: Array
    kinds: NDArray[np.intp]
    middles: Array
    shares: Array
    scales: Array
    belongs: Array
    person: Array
    spread: Array

    def moves(self, rows: slice) -> Array:
        """How far each effect of unit scale moves each design, for some of the draws, (rows, designs, effects)."""
        by_design = np.where(self.heavy, self.shares[rows, :, None], self.scales[rows, :, None])
        found: Array = by_design * self.belongs * self.sizes[rows, None, :]
        return found


def blocks(draws: OutcomeDraws, results: Sequence[OwnResult]) -> tuple[Block, ...]:
    """The results by indication, in the order of their names; within one in an order that no order of rows changes."""
    ordered = sorted(results, key=lambda one: tuple(map(repr, one.model_dump().values())))
    by_indication: dict[str, list[OwnResult]] = {}
    for one in ordered:
        by_indication.setdefault(one.indication, []).append(one)
    return tuple(block(draws, by_indication[name]) for name in sorted(by_indication))


def block(draws: OutcomeDraws, results: Sequence[OwnResult]) -> Block:
    """Results of one indication beside the draws, in their order; the draws know every effect of their designs."""
    designs = [one.design for one in results]
    kinds: dict[Design, int] = {}
    of_each = [kinds.setdefault(design, len(kinds)) for design in designs]
    unlike = tuple(kinds)
    groups = [sorted({name(design) for design in unlike}) for name in (clinic_study, clinic_arm, clinic_measure)]
    names = tuple(name for group in groups for name in group)
    sds = ("study_sd", "arm_sd", "measure_sd")
    of = [{clinic_study(design), clinic_arm(design), clinic_measure(design)} for design in unlike]
    shares = [_scale(draws, design) * time_share(draws, design.weeks_after_last) for design in unlike]
    nothing_new = np.zeros((len(draws), UNSEEN))
    return Block(
        names=names,
        spread_name=clinic_spread(unlike[0]),
        heavy=np.array([sd != "measure_sd" for sd, group in zip(sds, groups, strict=True) for _ in group]),
        sizes=np.stack([draws[sd] for sd, group in zip(sds, groups, strict=True) for _ in group], axis=1),
        y=np.array([one.log_gone for one in results]),
        kinds=np.array(of_each),
        middles=np.stack(
            [share * mean_gain(draws, design, nothing_new) for share, design in zip(shares, unlike, strict=True)],
            axis=1,
        ),
        shares=np.stack(shares, axis=1),
        scales=np.stack([_scale(draws, design) for design in unlike], axis=1),
        belongs=np.array([[float(name in mine) for name in names] for mine in of]),
        person=person_spread(draws, unlike[0].measure),
        spread=draws["person_sd_spread"],
    )


def with_untested(draws: OutcomeDraws, results: Sequence[OwnResult], seed: int) -> OutcomeDraws:
    """Draws that also hold what no study tested and the clinic did, drawn as those differ that were tested."""
    names = {name for one in results for name in effect_names(one.design).values()}
    new = {}
    for at, name in enumerate(sorted(names - set(draws.names))):
        numbers = np.random.Generator(np.random.Philox(key=[seed, UNTESTED + at]))
        new[name] = effect(draws, name, numbers.standard_normal(len(draws)))
    return beside(draws, new)


def beside(draws: OutcomeDraws, new: dict[str, Array]) -> OutcomeDraws:
    """Draws with more quantities, each (draws,)."""
    if not new:
        return draws
    return OutcomeDraws((*draws.names, *new), np.column_stack([draws.values, *new.values()]))


def _scale(draws: OutcomeDraws, design: Design) -> Array:
    return scaled(draws, design.measure, np.ones(len(draws)))
