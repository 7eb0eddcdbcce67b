"""The synthesis as a NumPyro model: gains of designs, differences of studies, what each family of measures shows."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpyro
import numpyro.distributions as dist
from jax.scipy.special import log_ndtr

from punctum.calibration.outcome.data import SLOPES, Data
from punctum.outcome.constants import RESPONDER_CLASSES, SYNTHESIS, fixed
from punctum.outcome.design import FAMILIES
from punctum.outcome.gain import has_some_evidence

SD_OF = {"indication": "indications", "adjunct": "adjuncts", "comparator": "comparators", "subtype": "subtypes"}


def prior(name: str) -> Any:
    """The prior of one quantity of `synthesis.csv`."""
    row = SYNTHESIS.by_id[name]
    if row.kind == "normal":
        return dist.Normal(row.middle, row.spread)
    if row.kind == "half_normal":
        return dist.HalfNormal(row.spread)
    if row.kind == "lognormal":
        return dist.LogNormal(jnp.log(row.middle), row.spread)
    mean, spread = row.middle or 0.0, row.spread
    strength = mean * (1 - mean) / spread**2 - 1
    return dist.Beta(mean * strength, (1 - mean) * strength)


def synthesis(data: Data, weights: Any = None) -> None:
    """The model: priors of `synthesis.csv`, likelihood of every row.

    Arguments:
        data: the fitted rows. weights: (n,) what each row counts; None for one each.
    """
    names, k = data.names, {row.id: numpyro.sample(row.id, prior(row.id)) for row in SYNTHESIS.rows}
    effects = {kind: _effects(kind, k, getattr(names, plural)) for kind, plural in SD_OF.items()}
    thresholds = _thresholds()
    starts = _starts(k, data)
    df = fixed("study_df")
    with numpyro.plate("studies", len(names.studies)):
        study = numpyro.sample("study_z", dist.StudentT(df))
    with numpyro.plate("arms", len(names.arms)):
        arm = numpyro.sample("arm_z", dist.StudentT(df))
    with numpyro.plate("scored", len(names.scored)):
        scored = numpyro.sample("scored_z", dist.Normal())

    middle = _middle(k, effects, starts, data)
    moved = middle + data.treated * k["study_sd"] * study[data.study] + k["arm_sd"] * arm[data.arm]
    share = jnp.where(data.treated > 0, _time_share(k, data.weeks), 1.0)
    seen_sd = jnp.where(data.is_people, k["responder_sd"], k["measure_sd"])
    gain = share * moved + seen_sd * scored[data.scored]
    y = gain * _scale(k, data)
    numpyro.factor(
        "rows", jnp.sum((1.0 if weights is None else weights) * row_log_likelihood(k, thresholds, starts, y, data))
    )


def row_log_likelihood(k: Any, thresholds: Any, starts: Any, y: Any, data: Data) -> Any:
    """Log likelihood of each row given what its arm would show without error, (n,)."""
    units = jnp.where(data.family == FAMILIES.index("count"), k["scale_count"], 1.0)
    spread = jnp.where(data.has_spread, data.person_sd, k["person_sd"] * units)
    doubt = jnp.where(data.doubtful, fixed("doubt_sd"), 0.0)
    error = jnp.sqrt(spread**2 / data.participants + units**2 * (doubt**2 + fixed("least_error") ** 2))
    mean = dist.StudentT(fixed("row_df"), y, error).log_prob(data.y)

    before = jnp.exp(starts["unprinted"])
    # A count that is not read as a change must not overflow here.
    fallen = jnp.where(data.is_change, y, 0.0)
    fall = -before * jnp.expm1(-fallen)
    change = dist.StudentT(fixed("row_df"), fall, before * jnp.exp(-fallen) * error).log_prob(data.y)

    passed = (y - thresholds[data.threshold]) / jnp.sqrt((k["responder_spread"] * k["person_sd"]) ** 2 + doubt**2)
    people = data.responded * log_ndtr(passed) + (data.of - data.responded) * log_ndtr(-passed)
    spreads = dist.Normal(jnp.log(k["person_sd"] * units), k["person_sd_spread"]).log_prob(jnp.log(data.person_sd))
    return (
        jnp.where(data.is_mean, mean, 0.0)
        + jnp.where(data.is_change, change, 0.0)
        + jnp.where(data.is_people, people, 0.0)
        + jnp.where(data.has_spread, spreads, 0.0)
        + jnp.where(data.has_before, dist.Normal(starts["mean"], k["baseline_sd"]).log_prob(data.log_before), 0.0)
    )


def _effects(kind: str, k: Any, names: tuple[str, ...]) -> Any:
    """Deviations by name around their mean, drawn as standard normal numbers."""
    with numpyro.plate(f"{kind}s", len(names)):
        z = numpyro.sample(f"{kind}_z", dist.Normal())
    mean = k.get(f"{kind}_mean", 0.0)
    if kind == "indication":
        mean = jnp.where(jnp.array([has_some_evidence(name) for name in names]), mean, fixed("indication_little"))
    return numpyro.deterministic(kind, mean + k[f"{kind}_sd"] * z)


def _thresholds() -> Any:
    middle = jnp.array([row.threshold for row in RESPONDER_CLASSES.rows])
    spread = jnp.array([row.spread for row in RESPONDER_CLASSES.rows])
    with numpyro.plate("thresholds", len(middle)):
        return numpyro.sample("threshold", dist.Normal(middle, spread))


def _starts(k: Any, data: Data) -> Any:
    """Log scores before: the mean of each scale, and those of the studies that print none."""
    names = data.names
    row = SYNTHESIS.by_id["baseline_of_range"]
    ranges = jnp.zeros(len(names.scales)).at[data.scale].max(jnp.where(data.scale >= 0, data.log_range, 0.0))
    with numpyro.plate("scales", len(names.scales)):
        z = numpyro.sample("baseline_z", dist.Normal())
    by_scale = numpyro.deterministic("baseline", ranges + jnp.log(row.middle) + row.spread * z)
    mean = jnp.where(data.scale >= 0, by_scale[data.scale], data.log_range + jnp.log(k["baseline_of_range"]))
    with numpyro.plate("starts", max(len(names.starts), 1)):
        start = numpyro.sample("start_z", dist.Normal())
    return {"mean": mean, "unprinted": mean + k["baseline_sd"] * start[data.start]}


def _middle(k: Any, effects: Any, starts: Any, data: Data) -> Any:
    """The gain at 26 weeks of each row's design over studies; see `punctum.outcome.gain.mean_gain`."""
    slopes = jnp.array([k[f"slope_{name}"] for name in SLOPES])
    treated = (
        effects["indication"][data.indication]
        + data.adjuncts @ effects["adjunct"]
        + data.comparators @ effects["comparator"]
        + data.subtypes @ effects["subtype"]
        + data.needled * (data.slopes @ slopes)
        + jnp.where(data.has_before, k["slope_baseline"] * (data.log_before - starts["mean"]), 0.0)
    )
    return jnp.where(data.treated > 0, treated, k["untreated"])


def _time_share(k: Any, weeks: Any) -> Any:
    def reached(week: Any) -> Any:
        return k["share_at_end"] + (1 - k["share_at_end"]) * (1 - jnp.exp(-week / k["rise_weeks"]))

    return reached(weeks) / reached(fixed("horizon_weeks"))


def _scale(k: Any, data: Data) -> Any:
    by_family = jnp.array([1.0 if family == "sum" else 0.0 for family in FAMILIES])
    for at, family in enumerate(FAMILIES):
        if family != "sum":
            by_family = by_family.at[at].set(k[f"scale_{family}"])
    return by_family[data.family] * jnp.where(data.by_patient > 0, k["scale_patient"], 1.0)
