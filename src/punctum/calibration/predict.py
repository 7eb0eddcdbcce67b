"""What the model says of every datum: one function for each row of `predictions.csv`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from punctum.barrier import ClosureCurve, closure
from punctum.calibration.tables import DAYS, EXPERIMENTS, PREDICTIONS, Observation, setting
from punctum.healing.batches import UM_A_MM
from punctum.healing.course import Course
from punctum.healing.derived import barrier_of
from punctum.healing.experiment import Experiment, prepare, run
from punctum.healing.kinetics import Parameters, rest_balance
from punctum.healing.moments import fine_days, first_above, last_above, peak
from punctum.healing.redness import redness_days
from punctum.healing.sessions import ladder

Values = NDArray[np.float64]


@dataclass(slots=False)
class Study:
    """One experiment in as many columns as there are draws; nothing is computed before it is asked for."""

    id: str
    days: Values
    until_days: float
    parameters: Parameters
    gains: Mapping[str, Values]
    threads: int | None = None

    @cached_property
    def experiment(self) -> Experiment:
        return EXPERIMENTS.by_id[self.id].experiment()

    @cached_property
    def course(self) -> Course:
        return run(
            self.experiment, self.parameters, self.days, until_days=self.until_days, threads=self.threads
        )  # fmt: skip

    def at(self, output: str, day: float) -> Values:
        """(n,) an output on a day that is looked at."""
        place = int(np.argmin(np.abs(self.course.days - day)))
        return np.asarray(self.course[output][:, place], dtype=np.float64)

    def of(self, output: str) -> Values:
        """(n, t) an output since the last session."""
        return np.asarray(self.course[output][:, self.since], dtype=np.float64)

    @cached_property
    def since(self) -> NDArray[np.bool_]:
        """(t,) which looks come after the last session."""
        return np.asarray(self.days >= self.experiment.session_days[-1])

    @cached_property
    def span_days(self) -> float:
        """From the last session to the end."""
        return self.until_days - self.experiment.session_days[-1]

    @cached_property
    def closing(self) -> ClosureCurve:
        p = self.parameters
        columns, _ = prepare(self.experiment, p.draws)
        cover = np.where(columns.covered > 0, p["cover_factor"], 1.0)
        return closure(p["water_half_life_hours"], p["pore_half_life_hours"], columns.closure_factor * cover)

    @cached_property
    def halvings(self) -> Values:
        """(n,) how often something is halved until it is called gone."""
        return -np.log2(self.gains["seen_share"])

    def made_fold(self, day: float, *types: str) -> Values:
        """(n,) collagen of these types made per day over rest: Σ s·F·(1 + g·h) / Σ s, h = T/(K₁ + T)."""
        p, rest = self.parameters, rest_balance(self.parameters)
        signal = self.at("signal", day)
        answer = signal / (p["collagen_half_signal"] + signal)
        made = {"i": rest.make_i, "iii": rest.make_iii}
        raised = sum((made[one] * (1 + p[f"type_{one}_gain"] * answer) for one in types), np.zeros(p.draws))
        return np.asarray(self.at("fibroblasts", day) * raised / sum(made[one] for one in types))

    def new_mature(self, day: float) -> Values:
        """(n,) mature collagen above rest, as a share of all at rest."""
        return np.maximum((self.at("mature_collagen", day) - 1) * rest_balance(self.parameters).mature, 0)


Prediction = Callable[[Study, Sequence[float]], Values]


def _mean(values: Sequence[Values]) -> Values:
    return np.asarray(np.mean(values, axis=0), dtype=np.float64)


def _log2(gain: str, *outputs: str) -> Prediction:
    def found(s: Study, days: Sequence[float]) -> Values:
        return np.log2(1 + s.gains[gain] * sum((s.at(name, days[0]) for name in outputs), np.zeros(len(s.gains[gain]))))

    return found


def _call(s: Study, days: Sequence[float]) -> Values:
    return np.log2(1 + s.gains["call_rna_gain"] * np.exp(-days[0] / s.parameters["neutrophil_call_days"]))


def _change(output: str) -> Prediction:
    return lambda s, days: 100 * (s.at(output, days[0]) - 1)


def _top(output: str) -> Prediction:
    return lambda s, days: peak(s.days[s.since], s.of(output))


def _half_way(s: Study, days: Sequence[float]) -> Values:
    more = s.of("fibroblasts") - 1
    top = np.maximum(more.max(axis=1, keepdims=True), np.finfo(np.float64).tiny)
    return np.minimum(first_above(s.days[s.since], more / top, 1 / 2), s.span_days)


def _made_at_rest(s: Study, days: Sequence[float]) -> Values:
    rest = rest_balance(s.parameters)
    return 100 * (rest.make_i + rest.make_iii) * DAYS["h"]


def _wound_extractable(s: Study, days: Sequence[float]) -> Values:
    young = s.at("wound_collagen", days[0])
    return 100 * young / (young + s.new_mature(days[0]))


def _wound_iii(s: Study, days: Sequence[float]) -> Values:
    shares = [s.at("wound_collagen_iii", day) / (s.at("wound_collagen", day) + s.new_mature(day)) for day in days]
    return 100 * _mean(shares)


def _iii_proportion_rise(s: Study, days: Sequence[float]) -> Values:
    first, last = (s.at("collagen_iii", day) / s.at("total_collagen", day) for day in days)
    return 100 * (last - first)


def _tewl_life(s: Study, days: Sequence[float]) -> Values:
    columns, sessions = prepare(s.experiment, s.parameters.draws)
    loss = barrier_of(columns, sessions, s.parameters, s.days)["tewl_g_m2_h"]
    raised = loss - s.parameters["tewl_rest_g_m2_h"][:, None]
    seen = last_above(s.days[s.since], raised[:, s.since] / s.gains["seen_tewl_g_m2_h"][:, None], 1)
    return np.minimum(seen, s.span_days)


def _gap_life(s: Study, days: Sequence[float]) -> Values:
    columns, sessions = prepare(s.experiment, s.parameters.draws)
    p, radius_mm = s.parameters, sessions.channel_radius_mm[0]
    hours = p["epithelial_lag_hours"] + radius_mm * UM_A_MM / p["epithelial_speed_um_per_hour"]
    return np.asarray(hours / columns.epithelial_factor * DAYS["h"])


def _signal_life(s: Study, days: Sequence[float]) -> Values:
    signal = s.of("signal")
    top = np.maximum(signal.max(axis=1, keepdims=True), np.finfo(np.float64).tiny)
    seen = last_above(s.days[s.since], signal / top / s.gains["seen_share"][:, None], 1)
    return np.minimum(seen, s.span_days)


def _epidermis(s: Study, days: Sequence[float]) -> Values:
    return 100 * (s.at("epidermal_thickness_um", days[0]) / s.at("epidermal_thickness_um", s.days[0]) - 1)


OF: dict[str, Prediction] = {
    "rna_collagen_i": lambda s, days: np.log2(s.made_fold(days[0], "i")),
    "rna_collagen_iii": lambda s, days: np.log2(s.made_fold(days[0], "iii")),
    "rna_signal": _log2("signal_rna_gain", "signal"),
    "rna_mmp": _log2("mmp_rna_gain", "mmp"),
    "rna_cells": _log2("cell_rna_gain", "neutrophils", "macrophages"),
    "rna_call": _call,
    "neutrophils_top": _top("neutrophils"),
    "macrophages_top": _top("macrophages"),
    "cell_ratio": lambda s, days: _mean([s.at("neutrophils", day) / s.at("macrophages", day) for day in days]),
    "fibroblasts_half_way": _half_way,
    "fibroblasts_top": _top("fibroblasts"),
    "made_at_rest": _made_at_rest,
    "made_fold": lambda s, days: _mean([s.made_fold(day, "i", "iii") for day in days]),
    "wound_extractable": _wound_extractable,
    "wound_iii": _wound_iii,
    "wound_iii_over_rest": lambda s, days: _wound_iii(s, days) / s.parameters["type_iii_share"] - 100,
    "iii_proportion_rise": _iii_proportion_rise,
    "pore_half_life": lambda s, days: s.closing.pore_half_life_days,
    "pore_life": lambda s, days: s.closing.pore_half_life_days * s.halvings,
    "water_life": lambda s, days: s.closing.water_half_life_days * s.halvings,
    "tewl_life": _tewl_life,
    "redness_life": lambda s, days: redness_days(s.course),
    "gap_life": _gap_life,
    "signal_life": _signal_life,
    "collagen_change": _change("total_collagen"),
    "collagen_i_change": _change("collagen_i"),
    "collagen_iii_change": _change("collagen_iii"),
    "elastin_change": _change("elastin"),
    "epidermis_change": _epidermis,
}


def predictions(
    observations: Sequence[Observation], parameters: Parameters, gains: Mapping[str, Values], threads: int | None = None
) -> Values:
    """(draws, observations) what the model says of each, in the unit of `predictions.csv`.

    Arguments:
        gains: id of `nuisance.csv` → (draws,). threads: as for `heal`; no result depends on it.
    """
    found = np.empty((parameters.draws, len(observations)))
    for name in dict.fromkeys(row.experiment for row in observations):
        places = [at for at, row in enumerate(observations) if row.experiment == name]
        done = EXPERIMENTS.by_id[name]
        asked = [day for at in places for day in observations[at].days]
        looks = fine_days(done.session_days, done.until_days, ladder().first_days, int(setting("looks_a_doubling")))
        days = np.union1d(looks, asked)
        study = Study(name, days, done.until_days, parameters, gains, threads)
        for at in places:
            row = observations[at]
            said = OF[row.prediction](study, row.days)
            # Nobody looks before the first look.
            timed = PREDICTIONS.by_id[row.prediction].unit == "days"
            found[:, at] = np.maximum(said, ladder().first_days) if timed else said
    return found
