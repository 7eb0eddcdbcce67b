"""What a clinic does otherwise, given the draws of the studies: tried near where its results fit best, and weighed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from punctum.outcome.constants import fixed
from punctum.outcome.learning.block import Block
from punctum.outcome.learning.rules import rule

Array = NDArray[np.float64]
# Numbers kept in memory at a time, and steps to where the results fit best: what is left is put right by the weights.
AT_A_TIME = 400_000
STEPS = 30


@dataclass(frozen=True, slots=True, eq=False)
class Tried:
    """Values tried for one block: effects (draws, tries, effects), spread and log weight (draws, tries)."""

    effects: Array
    spread: Array
    log_weight: Array


def tried(block: Block, share: float, key: tuple[int, int]) -> Tried:
    """Values of what the clinic does otherwise, weighed so that they are of the posterior.

    For each draw of the studies: y_i ~ t(middle_i + moves_i·x, c·σ_person·e^(σ_spread ζ)), each result to the power
    `share`; x of Student's t or normal, ζ normal. The values are of a multivariate t around the mode with the expected
    information, and log w = share·Σ log p(y|x, ζ) + log p(x, ζ) − log q(x, ζ); so a draw whose results fit well is
    heavy by as much as it makes them likely.

    Arguments:
        share: what one result counts. key: of the random numbers.
    """
    draws, effects = block.sizes.shape
    tries = int(rule("tries_per_draw"))
    numbers = np.random.Generator(np.random.Philox(key=list(key)))
    normal = numbers.standard_normal((draws, tries, effects + 1))
    df = fixed("study_df")
    wide = np.sqrt(df / numbers.chisquare(df, (draws, tries)))
    size = max(1, AT_A_TIME // max(len(block.y), 1))
    parts = [
        _tried(block, share, slice(at, at + size), normal[at : at + size], wide[at : at + size])
        for at in range(0, draws, size)
    ]
    return Tried(
        np.concatenate([part.effects for part in parts]),
        np.concatenate([part.spread for part in parts]),
        np.concatenate([part.log_weight for part in parts]),
    )


def log_target(block: Block, share: float, rows: slice, x: Array, zeta: Array) -> Array:
    """The logarithm of p(y|x, ζ)^share · p(x, ζ) but for a constant, for some of the draws, (rows,)."""
    df, result_df = fixed("study_df"), rule("result_df")
    scale = _scale(block, rows, zeta)
    z2 = (_residual(block, rows, x) / scale[:, None]) ** 2
    people = -(result_df + 1) / 2 * np.log1p(z2 / result_df).sum(axis=1) - len(block.y) * np.log(scale)
    prior = np.where(block.heavy, -(df + 1) / 2 * np.log1p(x**2 / df), -(x**2) / 2).sum(axis=1)
    found: Array = share * people + prior - zeta**2 / 2
    return found


def _tried(block: Block, share: float, rows: slice, normal: Array, wide: Array) -> Tried:
    df = fixed("study_df")
    x, zeta = _mode(block, share, rows)
    information, of_spread = _information(block, share, rows, zeta)
    root = np.linalg.cholesky(information)
    log_root = np.log(np.diagonal(root, axis1=1, axis2=2)).sum(axis=1) + np.log(of_spread) / 2
    dimensions = normal.shape[2]
    effects, spreads, weights = [], [], []
    for at in range(normal.shape[1]):
        step = normal[:, at] * wide[:, at, None]
        new_x = x + np.linalg.solve(np.swapaxes(root, 1, 2), step[:, :-1, None])[..., 0]
        new_zeta = zeta + step[:, -1] / np.sqrt(of_spread)
        log_q = log_root - (df + dimensions) / 2 * np.log1p((step**2).sum(axis=1) / df)
        effects.append(new_x * block.sizes[rows])
        spreads.append(new_zeta * block.spread[rows])
        weights.append(log_target(block, share, rows, new_x, new_zeta) - log_q)
    return Tried(np.stack(effects, axis=1), np.stack(spreads, axis=1), np.stack(weights, axis=1))


def _mode(block: Block, share: float, rows: slice) -> tuple[Array, Array]:
    """Where the target is highest, near enough: weighted least squares, step by step."""
    df, result_df = fixed("study_df"), rule("result_df")
    moves = block.moves(rows)
    of_result, spread = moves[:, block.kinds], block.spread[rows]
    x, zeta = np.zeros((len(moves), moves.shape[2])), np.zeros(len(moves))
    for _ in range(STEPS):
        left = _residual(block, rows, x)
        scale2 = _scale(block, rows, zeta)[:, None] ** 2
        weight = share * (result_df + 1) / (result_df + left**2 / scale2) / scale2
        prior = np.where(block.heavy, (df + 1) / (df + x**2), 1)
        weighted = of_result * weight[..., None]
        normal = np.swapaxes(weighted, 1, 2) @ of_result + prior[:, :, None] * np.eye(x.shape[1])
        aim = np.einsum("dne,dn->de", weighted, left + np.einsum("dne,de->dn", of_result, x))
        x = np.linalg.solve(normal, aim[..., None])[..., 0]
        left2 = _residual(block, rows, x) ** 2 / scale2
        excess = ((result_df + 1) * left2 / (result_df + left2) - 1).sum(axis=1)
        zeta = zeta + (share * spread * excess - zeta) / (1 + 2 * share * spread**2 * len(block.y))
    return x, zeta


def _information(block: Block, share: float, rows: slice, zeta: Array) -> tuple[Array, Array]:
    """The information to be expected on the effects, (rows, effects, effects), and on the spread, (rows,)."""
    df, result_df = fixed("study_df"), rule("result_df")
    counts = np.bincount(block.kinds, minlength=block.middles.shape[1])
    moves = block.moves(rows)
    each = share * (result_df + 1) / (result_df + 3) / _scale(block, rows, zeta) ** 2
    prior = np.where(block.heavy, (df + 1) / (df + 3), 1)
    effects = np.swapaxes(moves * counts[:, None], 1, 2) @ moves * each[:, None, None] + np.diag(prior)
    of_spread = 1 + 2 * share * block.spread[rows] ** 2 * len(block.y) * result_df / (result_df + 3)
    return effects, of_spread


def _residual(block: Block, rows: slice, x: Array) -> Array:
    expected = block.middles[rows] + np.einsum("dke,de->dk", block.moves(rows), x)
    found: Array = block.y - expected[:, block.kinds]
    return found


def _scale(block: Block, rows: slice, zeta: Array) -> Array:
    found: Array = rule("result_scale") * block.person[rows] * np.exp(block.spread[rows] * zeta)
    return found
