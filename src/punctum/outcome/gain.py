"""The gain of a design: −ln of the share of the problem that remains, over draws, studies and people."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from punctum.evidence.indications import INDICATIONS
from punctum.outcome.clinic import clinic_arm, clinic_measure, clinic_study
from punctum.outcome.constants import fixed
from punctum.outcome.design import Design, Measure
from punctum.outcome.draws import OutcomeDraws
from punctum.outcome.tissue_response import log_response

Array = NDArray[np.float64]
# So many columns of normal numbers may be asked for what no study tested: an indication, agents, a subtype.
UNSEEN = 12


@dataclass(frozen=True, slots=True, eq=False)
class Fresh:
    """Random numbers of what is new: one study, arm, measure and person for each draw.

    Arguments:
        unseen: (draws, 12) normal. study, arm: (draws,) of Student's t. measure, person, spread, baseline, sampling:
            (draws,) normal.
    """

    unseen: Array
    study: Array
    arm: Array
    measure: Array
    person: Array
    spread: Array
    baseline: Array
    sampling: Array


def fresh(draws: int, seed: int, key: int = 0) -> Fresh:
    """Random numbers for so many draws, the same for the same seed and key."""
    numbers = np.random.Generator(np.random.Philox(key=[seed, key]))
    df = fixed("study_df")
    normal = numbers.standard_normal((draws, UNSEEN + len(Fresh.__slots__) - 1))
    wide = np.sqrt(df / numbers.chisquare(df, (draws, 2)))
    study, arm, *others = normal[:, UNSEEN:].T
    return Fresh(normal[:, :UNSEEN], study * wide[:, 0], arm * wide[:, 1], *others)


def time_share(draws: OutcomeDraws, weeks_after_last: float | None) -> Array:
    """The share of the gain at 26 weeks that is there so many weeks after the last session, (draws,).

    s(w)/s(26) with s(w) = a + (1 − a)(1 − e^(−w/T)); a is the share at the last session.
    """
    at_end, rise = draws["share_at_end"], draws["rise_weeks"]
    weeks = fixed("weeks_unprinted") if weeks_after_last is None else weeks_after_last

    def reached(week: float) -> Array:
        share: Array = at_end + (1 - at_end) * (1 - np.exp(-week / rise))
        return share

    horizon = fixed("horizon_weeks")
    return reached(min(weeks, horizon)) / reached(horizon)


def mean_gain(draws: OutcomeDraws, design: Design, unseen: Array) -> Array:
    """The gain at 26 weeks of a design over studies, before its measure is looked at, (draws,).

    μ = indication + Σ adjuncts/√k + slopes · (design − usual) + subtype for needling with k adjuncts; indication +
    treatment for another treatment; the untreated change where nothing was done. An agent that no study tested is drawn
    from those that were tested; an indication likewise.

    Arguments:
        draws: of the synthesis. design: what is done.
        unseen: standard normal numbers, (draws, at least 2 + agents), for what no study tested.
    """
    if not design.treated:
        return draws["untreated"]
    parts = effect_names(design)
    adjuncts = [at for at, name in parts.items() if name.startswith("adjunct:")]
    found = np.zeros(len(draws))
    for at, name in parts.items():
        share = 1 / sqrt(len(adjuncts)) if at in adjuncts else 1.0
        # Of more agents than columns the last share theirs.
        found = found + share * effect(draws, name, unseen[:, min(at, unseen.shape[1] - 1)])
    if design.needled:
        for name, value in covariates(design).items():
            found = found + draws[f"slope_{name}"] * value
    if design.baseline is not None and _knows_usual_start(draws, design.measure):
        found = found + draws["slope_baseline"] * (np.log(design.baseline) - log_baseline(draws, design.measure))
    return found


def arm_gain(draws: OutcomeDraws, design: Design, fresh: Fresh) -> Array:
    """The gain that a new study would see in an arm, (draws,).

    g = s(w)/s(26) · (μ + τ_study t₁ + τ_arm t₂) + τ_measure ε with t of Student's t; without treatment there is no
    course of time and no difference between studies: g = μ + τ_arm t₂ + τ_measure ε. In draws that learned from a
    clinic, what it learned stands in for what is new.
    """
    middle = mean_gain(draws, design, fresh.unseen)
    arm = draws.get(clinic_arm(design), draws["arm_sd"] * fresh.arm)
    seen_sd = draws["responder_sd" if design.measure.family == "responders" else "measure_sd"]
    measure = draws.get(clinic_measure(design), seen_sd * fresh.measure)
    if not design.treated:
        return middle + arm + measure
    study = draws.get(clinic_study(design), draws["study_sd"] * fresh.study)
    return time_share(draws, design.weeks_after_last) * (middle + study + arm) + measure


def log_baseline(draws: OutcomeDraws, measure: Measure) -> Array:
    """The mean log score before treatment on a scale, above its origin, (draws,).

    Raises:
        KeyError: no study printed one on this scale, and the scale has no end.
    """
    name = f"baseline:{measure.scale}"
    if name in draws:
        return draws[name]
    if measure.top is None:
        raise KeyError(name)
    found: Array = np.log(draws["baseline_of_range"] * (measure.top - measure.origin))
    return found


def _knows_usual_start(draws: OutcomeDraws, measure: Measure) -> bool:
    """Whether a score before can be held beside the usual one; a score on no known scale moves nothing."""
    return bool(measure.scale) and (f"baseline:{measure.scale}" in draws or measure.top is not None)


def has_some_evidence(indication: str) -> bool:
    """Whether the table of indications sees more than little evidence."""
    return INDICATIONS.by_id[indication].evidence == "some"


def effect_names(design: Design) -> dict[int, str]:
    """The effects that make the middle of a treated design, by the column of `unseen` that each may need."""
    names = [*design.agents, *("",) * design.unknown_agents]
    kinds = ["adjunct"] * len(names)
    if not design.needled:
        kinds[0] = "comparator"
    parts = [f"indication:{design.indication}", *(f"{kind}:{name}" for kind, name in zip(kinds, names, strict=True))]
    return dict(enumerate(parts)) | ({-1: f"subtype:{design.subtype}"} if design.subtype else {})


def effect(draws: OutcomeDraws, name: str, unseen: Array) -> Array:
    """The draws of an effect; of one that no study tested, as those differ that were tested, (draws,)."""
    if name in draws:
        return draws[name]
    kind, _, of = name.partition(":")
    around = draws[f"{kind}_sd"] * unseen
    if kind == "subtype":
        return around
    if kind == "indication" and not has_some_evidence(of):
        return fixed("indication_little") + around
    found: Array = draws[f"{kind}_mean"] + around
    return found


def covariates(design: Design) -> dict[str, float]:
    """How a design differs from the usual one, in what the slopes are of; nought where it does not say.

    ln(sessions/usual), ln(interval/usual), needle length − usual in mm, ln of the tissue response that the column model
    gives over that of the usual course.
    """
    usual_sessions, usual_interval = fixed("usual_sessions"), fixed("usual_interval_weeks")
    usual_length = fixed("usual_needle_length_mm")
    sessions = usual_sessions if design.sessions is None else design.sessions
    interval = usual_interval if design.interval_weeks is None else design.interval_weeks
    length = usual_length if design.needle_length_mm is None else design.needle_length_mm
    return {
        "sessions": float(np.log(sessions / usual_sessions)),
        "interval": float(np.log(interval / usual_interval)),
        "needle_length": length - usual_length,
        "tissue_response": log_response(sessions, interval, length)
        - log_response(usual_sessions, usual_interval, usual_length),
    }
