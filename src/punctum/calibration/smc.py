"""Draws of a posterior by sequential Monte Carlo: from the prior to the posterior by temperatures that adapt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
LogLikelihood = Callable[[Values], Values]
Allowed = Callable[[Values], NDArray[np.bool_]]
HALVINGS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How the sampler works.

    Arguments:
        particles: how many draws move side by side. seed: of Philox; a whole number from 0 on.
        kept_share: effective share of the particles after every temperature.
        accepted_share: of the moves, at which their length aims.
        forgotten: correlation with its start that a particle may keep after a temperature; `forgotten_at_end` after
            the last one. most_moves: at one temperature, even if it remembers more.
    """

    particles: int
    seed: int
    kept_share: float
    accepted_share: float
    forgotten: float
    forgotten_at_end: float
    most_moves: int


@dataclass(frozen=True, slots=True)
class Rung:
    """What happened at one temperature: effective particles before they were drawn again, moves, and what they did."""

    temperature: float
    effective: float
    moves: int
    accepted: float
    step: float
    remembered: float
    log_evidence: float


@dataclass(frozen=True, slots=True, eq=False)
class Particles:
    """Where the sampler stands.

    Arguments:
        z: (particles, dimensions) standard normal scores. log_likelihood: (particles,). step: length of the next move.
        rungs: what has been done.
    """

    z: Values
    log_likelihood: Values
    step: float = 0.5
    rungs: tuple[Rung, ...] = ()

    @property
    def temperature(self) -> float:
        """0 at the prior, 1 at the posterior."""
        return self.rungs[-1].temperature if self.rungs else 0.0

    @property
    def log_evidence(self) -> float:
        """Logarithm of the mean likelihood over the prior, as far as the temperature has come."""
        return self.rungs[-1].log_evidence if self.rungs else 0.0


def at_prior(plan: Plan, dimensions: int, likelihood: LogLikelihood, allowed: Allowed) -> Particles:
    """Particles of the standard normal prior, cut off where it is not allowed; particle i never depends on the others.

    Arguments:
        likelihood: (k, dimensions) → (k,) logarithm of the likelihood; any number of particles at once.
        allowed: (k, dimensions) → (k,) whether scores lie in the prior at all.
    """
    z = np.empty((plan.particles, dimensions))
    waiting, tried = np.arange(plan.particles), 0
    while len(waiting):
        numbers = _numbers(plan.seed, 0, tried)
        z[waiting] = numbers.standard_normal((plan.particles, dimensions))[waiting]
        waiting, tried = waiting[~allowed(z[waiting])], tried + 1
    return Particles(z, likelihood(z))


def next_rung(plan: Plan, state: Particles, likelihood: LogLikelihood, allowed: Allowed) -> Particles:
    """One temperature further: weighed, drawn again in proportion, and moved until they have forgotten their start.

    The next temperature leaves `kept_share` of the particles effective. Moves are of the preconditioned Crank–Nicolson
    kind about the normal ν with the particles' mean m and covariance C: z' = m + √(1 − β²)·(z − m) + β·√C·ξ, accepted
    with probability min(1, [π(z')/ν(z')] / [π(z)/ν(z)]), which leaves π at this temperature as it is. β follows the
    share of accepted moves. All random numbers are keyed by seed, temperature and move.
    """
    number = len(state.rungs) + 1
    temperature, weights, gained = _next_temperature(state, plan.kept_share)
    effective = 1 / float(np.sum(weights**2))
    mean = weights @ state.z
    away = state.z - mean
    # A covariance of so few particles is too narrow somewhere: a little wider, and leaning towards that of the prior.
    thin = state.z.shape[1] / effective
    lean, wider = min(thin**2, 1), 1 + 2 * thin
    held = (away * weights[:, None]).T @ away
    covariance = (1 - lean) * wider * held + lean * np.eye(state.z.shape[1])
    rows = systematic(weights, float(_numbers(plan.seed, number, 0).random()))
    moved = _Moved(state.z[rows], state.log_likelihood[rows], state.step)
    reference = _Reference(mean, covariance)
    goal = plan.forgotten_at_end if temperature == 1 else plan.forgotten
    moves, accepted, remembered = 0, 0.0, 1.0
    while moves < plan.most_moves and remembered > goal:
        moves += 1
        used = moved.step
        moved, share = _move(
            plan, moved, reference, temperature, _numbers(plan.seed, number, moves), likelihood, allowed
        )
        remembered *= 1 - share * (1 - sqrt(1 - used**2))
        accepted += share
    rung = Rung(temperature, effective, moves, accepted / moves, moved.step, remembered, state.log_evidence + gained)
    return Particles(moved.z, moved.log_likelihood, moved.step, (*state.rungs, rung))


def systematic(weights: Values, offset: float, count: int | None = None) -> NDArray[np.int64]:
    """Indices drawn in proportion to weights that sum to 1: evenly spaced points, the first at `offset` of a space.

    Arguments:
        count: how many; None for as many as there are weights.
    """
    count = len(weights) if count is None else count
    points = (np.arange(count) + offset) / count
    ends = np.cumsum(weights)
    return np.minimum(np.searchsorted(ends / ends[-1], points, side="right"), len(weights) - 1)


@dataclass(frozen=True, slots=True, eq=False)
class _Moved:
    z: Values
    log_likelihood: Values
    step: float


class _Reference:
    """The normal about which particles move."""

    def __init__(self, mean: Values, covariance: Values) -> None:
        self.mean = mean
        self.root = np.linalg.cholesky(covariance)
        self.inverse = np.linalg.inv(self.root)

    def log_density(self, z: Values) -> Values:
        """Up to a constant."""
        return np.asarray(-np.sum(((z - self.mean) @ self.inverse.T) ** 2, axis=1) / 2)


def _move(
    plan: Plan,
    state: _Moved,
    reference: _Reference,
    temperature: float,
    numbers: np.random.Generator,
    likelihood: LogLikelihood,
    allowed: Allowed,
) -> tuple[_Moved, float]:
    """All particles moved once, and the share that was accepted."""
    kick = numbers.standard_normal(state.z.shape) @ reference.root.T
    luck = np.log(numbers.random(len(state.z)))
    tried = reference.mean + sqrt(1 - state.step**2) * (state.z - reference.mean) + state.step * kick
    possible = np.flatnonzero(allowed(tried))
    found = np.full(len(tried), -np.inf)
    if len(possible):
        found[possible] = likelihood(tried[possible])
    new = temperature * found - np.sum(tried**2, axis=1) / 2 - reference.log_density(tried)
    old = temperature * state.log_likelihood - np.sum(state.z**2, axis=1) / 2 - reference.log_density(state.z)
    taken = luck < new - old
    share = float(np.mean(taken))
    # Twice as many accepted as wished makes a step of about 1.4 times; never whole, never none.
    step = min(max(state.step * exp((share - plan.accepted_share) / 2), 1 / 2**7), 1 - 1 / 2**7)
    moved = np.where(taken[:, None], tried, state.z)
    return replace(state, z=moved, log_likelihood=np.where(taken, found, state.log_likelihood), step=step), share


def _next_temperature(state: Particles, kept_share: float) -> tuple[float, Values, float]:
    """The next temperature, the weights there, and what the logarithm of the evidence gains."""
    span, like = 1 - state.temperature, state.log_likelihood

    def at(more: float) -> tuple[Values, float]:
        raised = more * like
        top = float(raised.max())
        weights = np.exp(raised - top)
        return weights / weights.sum(), top + log(float(weights.mean()))

    def kept(more: float) -> float:
        return 1 / (len(like) * float(np.sum(at(more)[0] ** 2)))

    if kept(span) >= kept_share:
        return 1.0, *at(span)
    low, high = 0.0, span
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if kept(middle) >= kept_share else (low, middle)
    return state.temperature + low, *at(low)


def _numbers(seed: int, rung: int, move: int) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(np.random.SeedSequence([seed, rung, move])))
