"""NUTS on the synthesis: whole chains as one compiled function of a key, what the model is given, and a start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
from jax.flatten_util import ravel_pytree
from numpy.typing import NDArray
from numpyro.infer.hmc import hmc
from numpyro.infer.util import initialize_model

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How long the sampler runs, and from which seed."""

    chains: int
    warmup: int
    samples: int
    acceptance: float
    seed: int


@dataclass(frozen=True, slots=True, eq=False)
class Chains:
    """What chains passed through.

    Arguments:
        z: (chains, samples, dimensions), without bounds. diverged: (chains,) steps that went wrong.
    """

    z: Array
    diverged: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Start:
    """Where chains begin: a point and the variance of each dimension, (dimensions,) each."""

    middle: Array
    variance: Array


class Sampler:
    """Chains of one model, compiled once and run on as many values of what it is given as one likes.

    Arguments:
        model: a NumPyro model of one argument. example: a value of that argument: an array, or arrays by name.
    """

    def __init__(self, model: Callable[[Any], None], example: Any, run: Run) -> None:
        numpyro.enable_x64()
        self.run = run
        found, self._potential, constrained, _ = initialize_model(
            jax.random.PRNGKey(0), model, model_args=(example,), dynamic_args=True, validate_grad=False
        )
        flat, self._unravel = ravel_pytree(found.z)
        self.dimensions = len(flat)
        self._chains = jax.pmap(self._chain, in_axes=(0, None, None, None))
        self._values = jax.jit(jax.vmap(lambda z: constrained(example)(self._unravel(z))))

    def groups(self) -> Sequence[tuple[int, ...]]:
        """Which chains run side by side, by number."""
        side_by_side = jax.local_device_count()
        numbers = tuple(range(self.run.chains))
        return [numbers[at : at + side_by_side] for at in range(0, len(numbers), side_by_side)]

    def chains(self, numbers: Sequence[int], given: Any, start: Start | None = None) -> Chains:
        """Some of the chains, by number.

        Arguments:
            given: what the model is given, of the shape of the example. start: None for a random point of each chain.
        """
        keys = jnp.stack([jax.random.fold_in(jax.random.PRNGKey(self.run.seed), number) for number in numbers])
        middle = jnp.zeros(self.dimensions) if start is None else jnp.asarray(start.middle)
        spread = jnp.ones(self.dimensions) if start is None else jnp.asarray(start.variance)
        z, diverged = self._chains(keys, given, middle, spread)
        return Chains(np.asarray(z), np.asarray(diverged))

    def values(self, z: Array) -> dict[str, Array]:
        """What the quantities of the model are at points without bounds, name → (points, …)."""
        return {name: np.asarray(value) for name, value in self._values(jnp.asarray(z)).items()}

    def _chain(self, key: Any, given: Any, middle: Any, variance: Any) -> Any:
        begin, go = jax.random.split(key)
        # Within one spread of the middle the density is finite, so that no point has to be tried.
        z = middle + jnp.sqrt(variance) * jax.random.uniform(begin, (self.dimensions,), minval=-1, maxval=1)
        first, sample = hmc(potential_fn_gen=self._potential, algo="NUTS")
        state = first(
            self._unravel(z),
            self.run.warmup,
            inverse_mass_matrix=variance,
            target_accept_prob=self.run.acceptance,
            model_args=(given,),
            rng_key=go,
        )
        step = partial(_step, sample, given)
        state, _ = jax.lax.scan(step, state, None, length=self.run.warmup)
        _, (passed, diverged) = jax.lax.scan(step, state, None, length=self.run.samples)
        return jax.vmap(lambda one: ravel_pytree(one)[0])(passed), jnp.sum(diverged)


def _step(sample: Any, given: Any, state: Any, _: Any) -> Any:
    state = sample(state, (given,), {})
    return state, (state.z, state.diverging)
