"""What the synthesis says of a new study: drawn as the model says, only where a pool may stand."""

from __future__ import annotations

import numpy as np
import pytest

from punctum.outcome import evidence
from punctum.outcome.constants import fixed
from punctum.outcome.draws import shipped_draws
from punctum.outcome.evidence_synthesis import new_study_of
from punctum.report.evidence_text import evidence_text
from punctum.report.figures.forest import forest_plot
from punctum.report.figures.forest_words import model_words
from tests.outcome.concerns import QUANTITATIVE, SCARS


def slow(weeks: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """A new study written out, with random numbers of its own."""
    draws, random = shipped_draws(), np.random.default_rng(7)
    many, df = 40, fixed("study_df")
    falls = []
    for row in range(len(draws)):
        at = {name: float(draws[name][row]) for name in (
            f"indication:{SCARS}", "study_sd", "arm_sd", "measure_sd", "share_at_end", "rise_weeks",
        )}  # fmt: skip
        share = [at["share_at_end"] + (1 - at["share_at_end"]) * (1 - np.exp(-week / at["rise_weeks"]))
                 for week in (weeks, 26.0)]  # fmt: skip
        for _ in range(many):
            study, arm = random.standard_t(df, 2)
            gain = share[0] / share[1] * (at[f"indication:{SCARS}"] + at["study_sd"] * study + at["arm_sd"] * arm)
            gain += at["measure_sd"] * random.standard_normal()
            falls.append(100 * (1 - np.exp(-gain)))
    return np.array(falls)


def test_a_new_study_is_that_of_the_model() -> None:
    found = new_study_of(SCARS, QUANTITATIVE, 4.0)
    assert found is not None
    middle, (low, high) = found
    reference = slow(4.0)
    assert middle == pytest.approx(np.median(reference), abs=1.5)
    assert high == pytest.approx(np.quantile(reference, 0.975), abs=3)
    assert low == pytest.approx(np.quantile(reference, 0.025), abs=12)
    assert found == new_study_of(SCARS, QUANTITATIVE, 4.0)


def test_nothing_is_said_where_no_figure_may_stand() -> None:
    assert new_study_of("melasma", QUANTITATIVE, 4.0) is None
    for part in evidence(SCARS).scales:
        figure = part.figure
        if figure is None or part.quantity != "percent_reduction":
            assert figure is None or (figure.synthesis_median, figure.synthesis_new_study_95) == (None, None)
            assert figure is None or model_words(figure) == ""


def test_the_plot_and_the_text_show_it_beside_the_average_of_the_studies() -> None:
    found = evidence(SCARS)
    part = next(part for part in found.scales if part.scale == QUANTITATIVE)
    assert part.figure is not None
    assert part.figure.synthesis_new_study_95 is not None
    low, high = part.figure.synthesis_new_study_95
    spec = forest_plot(found, QUANTITATIVE)
    bars = [
        (entry["low"], entry["high"])
        for layer in spec["layer"]
        if layer["mark"].get("strokeDash") == [2, 4]
        for entry in layer["data"]["values"]
    ]
    assert bars == [(low, high)]
    domain = next(
        layer["encoding"]["x"]["scale"]["domain"] for layer in spec["layer"] if "scale" in layer["encoding"]["x"]
    )
    assert domain[0] <= low < high <= domain[1]
    words = [entry["text"] for layer in spec["layer"] for entry in layer["data"]["values"] if "text" in entry]
    assert "The same, by the model" in words
    assert "By the model of all studies a new study may see" in spec["description"]
    assert "By the model of all studies a new study may see" in " ".join(evidence_text(found).split())
