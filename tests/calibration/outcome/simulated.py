"""Studies that nobody did: designs, and what they print where the synthesis is the truth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache, partial
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from numpyro import handlers
from scipy.special import ndtr

from punctum.calibration.outcome import model
from punctum.calibration.outcome.data import Data, data_of
from punctum.calibration.outcome.fit import Fit, named, told_of
from punctum.calibration.outcome.rows import Observation
from punctum.calibration.outcome.sampler import Run, Sampler
from punctum.outcome.constants import fixed
from punctum.outcome.design import Design, Family, Measure
from punctum.outcome.draws import OutcomeDraws

Array = NDArray[np.float64]
SCALE = "masi"
# What a simulated study prints; the rest of `Data` is its design.
PRINTED = ("y", "person_sd", "log_before", "responded")
STUDIES = 15
OUTLIER = 16


def designed(study: int, arm: str, family: Family, *, sessions: float, participants: int) -> Observation:
    """One row of a study: its design, with numbers in place of what it prints."""
    with_start = family == "sum" and study % 2 == 0
    measure = Measure(
        family=family,
        scale=SCALE if with_start else "",
        top=48.0 if with_start else None,
        responder_class="half" if family == "responders" else "",
    )
    return Observation(
        row=f"study {study:02} {arm} {family}",
        study=f"study {study:02}",
        arm=f"study {study:02}|{arm}",
        scored=f"study {study:02}|{family}",
        design=Design(
            indication="atrophic acne scars" if study % 3 else "melasma",
            measure=measure,
            subtype="rolling" if arm == "rolling" else "",
            needled=arm != "tca",
            agents=(arm,) if arm in ("prp", "tca") else (),
            sessions=sessions,
            weeks_after_last=float(4 * (study % 5)),
            baseline=10.0 if with_start else None,
        ),
        participants=participants,
        doubtful=False,
        people=(1, participants) if family == "responders" else None,
        y=None if family == "responders" else 0.5,
        person_sd=0.3 if with_start else None,
    )


def designs(participants: int = 30) -> list[Observation]:
    """Rows of fifteen studies: two arms in every other, and one measure or two."""
    rows = []
    families: tuple[Family, ...] = ("sum", "percent", "responders")
    for study in range(STUDIES):
        for arm in ("alone", ("prp", "tca", "rolling")[study % 3]) if study % 2 else ("alone",):
            measured: set[Family] = {families[study % 3], "sum" if study % 2 == 0 else "percent"}
            rows += [
                designed(study, arm, family, sessions=float((1, 2, 4, 8)[study % 4]), participants=participants)
                for family in sorted(measured)
            ]
    # One more that counts only where a test asks for it.
    return [*rows, designed(OUTLIER, "alone", "percent", sessions=4.0, participants=2000)]


def truth(data: Data, seed: int, held: Mapping[str, float] | None = None) -> tuple[OutcomeDraws, dict[str, Any]]:
    """One draw of the prior, and what the likelihood is given by it.

    Arguments:
        held: quantities that are not drawn but set.
    """
    seen: dict[str, Any] = {}

    def watched(k: Any, thresholds: Any, starts: Any, y: Any, data: Data) -> Any:
        seen.update(k=k, thresholds=thresholds, starts=starts, y=np.asarray(y))
        return np.zeros(len(data.rows))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model, "row_log_likelihood", watched)
        drawn = handlers.seed(handlers.substitute(model.synthesis, dict(held or {})), seed)
        sites = handlers.trace(drawn).get_trace(data)
    latent = {name: np.asarray(one["value"])[None] for name, one in sites.items() if one["type"] != "plate"}
    return named(data, latent), seen


def simulated(data: Data, seed: int, held: Mapping[str, float] | None = None) -> tuple[OutcomeDraws, dict[str, Array]]:
    """One draw of the prior, and what the studies print where it is the truth."""
    numbers = np.random.Generator(np.random.Philox(key=[seed, 0]))
    n = len(data.rows)
    _, seen = truth(data, seed, held)
    k = {name: float(value) for name, value in seen["k"].items()}
    mean_before = np.broadcast_to(np.asarray(seen["starts"]["mean"]), n)
    log_before = np.where(data.has_before, mean_before + k["baseline_sd"] * numbers.standard_normal(n), 0.0)
    draws, seen = truth(replace(data, log_before=log_before), seed, held)
    y = seen["y"]
    spread = k["person_sd"] * np.where(data.has_spread, np.exp(k["person_sd_spread"] * numbers.standard_normal(n)), 1.0)
    error = np.sqrt(spread**2 / data.participants + fixed("least_error") ** 2)
    thresholds = np.asarray(seen["thresholds"])[data.threshold]
    passed = ndtr((y - thresholds) / (k["responder_spread"] * k["person_sd"]))
    return draws, {
        "y": np.where(data.is_mean, y + error * numbers.standard_t(fixed("row_df"), n), 0.0),
        "person_sd": np.where(data.has_spread, spread, 1.0),
        "log_before": log_before,
        "responded": numbers.binomial(data.of, passed).astype(np.float64),
    }


@cache
def designed_data(participants: int = 30) -> Data:
    """The designs as arrays."""
    return data_of(designs(participants))


@cache
def sampler_of_designs(run: Run) -> Sampler:
    """Chains for anything that the designs print, for so many people and for any weights; compiled once."""
    data = designed_data()

    def given(values: Any) -> None:
        printed = {name: values[name] for name in (*PRINTED, "participants")}
        model.synthesis(replace(data, **printed), values["weights"])

    return Sampler(given, whole({name: getattr(data, name) for name in PRINTED}), run)


def whole(
    printed: Mapping[str, Any],
    participants: Array | None = None,
    weights: Array | None = None,
    outlier: float | None = None,
) -> dict[str, Any]:
    """What `sampler_of_designs` is given.

    Arguments:
        weights: (rows,) one each if not given. outlier: what one more study prints, −ln of the share that remains.
    """
    data = designed_data()
    values = {name: np.array(value, dtype=np.float64) for name, value in printed.items()}
    counts = np.ones(len(data.rows)) if weights is None else np.array(weights)
    at = data.study == data.names.studies.index(f"study {OUTLIER:02}")
    values["y"][at], counts[at] = outlier or 0.0, 0.0 if outlier is None else 1.0
    return {**values, "participants": data.participants if participants is None else participants, "weights": counts}


def fitted(run: Run, values: Mapping[str, Any]) -> Fit:
    """The synthesis of the designs fitted to what is given."""
    sampler = sampler_of_designs(run)
    chains = partial(sampler.chains, given=dict(values))
    return told_of(designed_data(), sampler, [chains(numbers) for numbers in sampler.groups()])


def printed_rows(printed: Mapping[str, Array]) -> list[Observation]:
    """The designs with what was simulated in them, without the outlier."""
    rows, data = [], designed_data()
    for at, one in enumerate(sorted(designs(), key=lambda row: row.row)):
        start = float(np.exp(printed["log_before"][at])) if data.has_before[at] else None
        people = (int(printed["responded"][at]), one.participants) if one.people else None
        rows.append(
            replace(
                one,
                design=replace(one.design, baseline=start),
                people=people,
                y=None if people else float(printed["y"][at]),
                person_sd=float(printed["person_sd"][at]) if data.has_spread[at] else None,
            )
        )
    return [row for row in rows if row.study != f"study {OUTLIER:02}"]
