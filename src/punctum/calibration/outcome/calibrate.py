"""`punctum calibrate outcome`: fit, leave out each study in turn, and write the draws with what is known of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache, partial
from pathlib import Path

import numpy as np

from punctum.calibration.healing import text_of
from punctum.calibration.outcome.coverage import verdict
from punctum.calibration.outcome.data import Data, data_of
from punctum.calibration.outcome.diagnostics import predictive_of, quantities_of
from punctum.calibration.outcome.fit import Fit, fit, sampler_of, shuffled, usual_run
from punctum.calibration.outcome.kept_chains import Keeper, key_of, rows_sha256
from punctum.calibration.outcome.left_out import FitWithout, StudyForetold, by_study, foretold_without
from punctum.calibration.outcome.rows import Observation, observations
from punctum.calibration.outcome.sampler import Run
from punctum.calibration.outcome.summary import rounded, summary_of
from punctum.calibration.outcome.tables import setting
from punctum.calibration.outcome.tissue import tissue_problem
from punctum.outcome.draws import ABOUT, VALUES, OutcomeDraws, written_draws
from punctum.problems import InputError, Problem

SUMMARY = "outcome_fit.json"
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Calibrated:
    """A calibration: its files as bytes by name, and what is wrong with it, one line each.

    Arguments:
        contents: empty where the chains do not agree: such draws are not written.
    """

    contents: dict[str, bytes]
    faults: tuple[str, ...]


def calibrate_outcome(
    folder: Path | None = None, *, seed: int | None = None, short: bool = False, tell: Tell = lambda _: None
) -> Calibrated:
    """Draws of the synthesis, and what the fit tells of itself.

    Arguments:
        folder: where chains are kept on the way, so that an interrupted fit goes on. seed: None for
            `outcome_settings.csv`. short: few steps and few studies left out, for a look at how it works.
        tell: called with a line after every step.

    Raises:
        InputError: `tissue_response.csv` is not that of the shipped draws of healing.
    """
    if problem := tissue_problem():
        raise InputError([problem])
    fitted, left = observations()
    run, data = usual_run(seed, short=short), data_of(fitted)
    keep = Keeper(
        folder, key_of(fitted, run), lambda name, before: tell(f"{name}: {'kept before' if before else 'done'}")
    )
    found = fit(data, run, sampler=sampler_of(data, run), kept=partial(keep.chains, "chains"))
    faults = [] if short else _faults(found)
    tell(f"largest R-hat {found.largest_r_hat:.4f}, steps that went wrong {found.divergences}")
    if faults:
        return Calibrated({}, tuple(faults))
    shipped = shuffled(found.draws, int(setting("short_shipped" if short else "shipped")), run.seed)
    studies = left_out_in_turn(data, fitted, found, shipped, run, keep, short=short, tell=tell)
    about = {
        **asdict(run),
        "short": short,
        "divergences": found.divergences,
        "largest_r_hat": rounded(found.largest_r_hat),
        "smallest_effective": rounded(found.smallest_effective),
        "rows_fitted": len(fitted),
        "rows_fitted_sha256": rows_sha256(fitted),
        "rows_left_out": len(left),
        "rows_left_out_sha256": rows_sha256(left),
    }
    values, beside = written_draws(shipped, about)
    summary = summary_of(
        {**about, "draws": len(shipped), "draws_sha256": json.loads(beside)["sha256"]},
        fitted,
        left,
        quantities_of(data, found, run.seed),
        predictive_of(shipped, fitted, run.seed),
        studies,
    )
    said = verdict([row for study in studies for row in study.rows])
    if not short and said != "not rejected":
        level = 100 * setting("tested_level")
        faults.append(f"studies left out: intervals that should hold {level:g} % of them are {said}")
    return Calibrated({VALUES: values, ABOUT: beside, SUMMARY: text_of(summary).encode()}, tuple(faults))


def left_out_in_turn(
    data: Data,
    fitted: Sequence[Observation],
    found: Fit,
    draws: OutcomeDraws,
    run: Run,
    keep: Keeper,
    *,
    short: bool,
    tell: Tell,
) -> list[StudyForetold]:
    """Every study foretold without it (a short fit: the first few)."""
    again = replace(run, chains=int(setting("refit_chains")))
    if not short:
        again = replace(again, warmup=int(setting("refit_warmup")), samples=int(setting("refit_samples")))
    keep = replace(keep, key=f"{keep.key} {key_of(fitted, again)}")
    # Made when the first study needs it: often none does.
    sampler = cache(partial(sampler_of, data, again))
    named = np.array([row.study for row in fitted])

    def without(study: str) -> FitWithout:
        other = fit(
            data,
            again,
            (named != study).astype(np.float64),
            sampler=sampler(),
            start=found.start,
            kept=partial(keep.chains, f"without-{study}"),
        )
        return FitWithout(shuffled(other.draws, len(draws), run.seed), other.largest_r_hat, other.divergences)

    groups = list(by_study(fitted).items())
    studies = []
    for at, (study, rows) in enumerate(groups[: int(setting("short_left_out"))] if short else groups):
        one = foretold_without(draws, study, rows, without, run.seed)
        studies.append(one)
        how = "fitted without" if one.refitted else "weighted"
        tell(f"{at + 1} of {len(groups)}, {study}: Pareto k {one.pareto_k:.2f}, {how}")
    return studies


def checked_seed(text: str | None) -> int | None:
    """A seed from what was typed.

    Raises:
        InputError: it is no whole number that a seed can be.
    """
    most = int(np.iinfo(np.int32).max)
    if text is None:
        return None
    if not text.isdecimal() or int(text) > most:
        raise InputError([Problem("--seed", f"a whole number from 0 to {most}", text)])
    return int(text)


def _faults(found: Fit) -> list[str]:
    faults = []
    if not found.largest_r_hat < setting("largest_r_hat"):
        most = f"{setting('largest_r_hat'):g}"
        faults.append(f"the chains do not agree: largest R-hat {found.largest_r_hat:.4f}, expected below {most}")
    if found.divergences > setting("most_divergences"):
        faults.append(f"steps that went wrong: {found.divergences}, expected {setting('most_divergences'):g}")
    return faults
