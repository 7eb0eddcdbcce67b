"""A short fit of the real data: the same for any number of threads, resumable; what it predicts is what runs say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from punctum.calibration import kept
from punctum.calibration.fit import fit, usual_plan
from punctum.calibration.likelihood import log_likelihoods
from punctum.calibration.mixture import left_out, pick, weights
from punctum.calibration.predict import predictions
from punctum.calibration.smc import Particles, Rung
from punctum.calibration.tables import NUISANCE, OBSERVATIONS, VARIANTS
from punctum.calibration.unknowns import Unknowns
from punctum.healing import usual_parameters
from punctum.healing.experiment import Experiment, run
from punctum.healing.kinetics import KINETICS, rest_balance

QUICK = [row for row in OBSERVATIONS.rows if row.experiment in ("biopsy_wound", "covered_array", "microlesions")]
PLAN = replace(usual_plan(short=True), particles=24)
ONE, OWN = VARIANTS.rows


def test_unknowns_are_all_constants_without_a_fixed_value_and_all_gains() -> None:
    free = [row.id for row in KINETICS.rows if row.prior != "fixed"]
    assert Unknowns().constants == tuple(free)
    assert Unknowns().dimensions == len(free) + len(NUISANCE.rows)
    held = Unknowns(ONE.held)
    assert set(free) - set(held.constants) == {"wound_collagen_loss_ratio"}
    z = np.random.default_rng(1).standard_normal((3, held.dimensions))
    assert np.all(held.parameters(z)["wound_collagen_loss_ratio"] == 1)
    row = KINETICS.by_id["redness_loss_per_day"]
    assert np.array_equal(held.parameters(z)[row.id], row.at(z[:, held.constants.index(row.id)]))
    assert np.array_equal(held.gains(z)["seen_share"], NUISANCE.by_id["seen_share"].at(z[:, -2]))


def test_predictions_at_the_middle_of_the_prior() -> None:
    p = usual_parameters()
    gains = {row.id: np.array([row.middle]) for row in NUISANCE.rows}
    said = dict(zip(OBSERVATIONS.by_id, predictions(OBSERVATIONS.rows, p, gains)[0], strict=True))
    course = run(Experiment(zone="forearm", injury="wound"), p, [1, 7, 182.6], until_days=183)
    fold = course["fibroblasts"] * (1 + 1.5 * course["signal"] / (1 + course["signal"]))
    assert said["col1a1_rna_log2_difference_from_baseline_skin_biopsy_wound_day_7"] == pytest.approx(
        np.log2(fold[0, 1]), abs=1e-3
    )
    assert said["tgfb1_rna_log2_difference_from_baseline_skin_biopsy_wound_day_1"] == pytest.approx(
        np.log2(1 + 4 * course["signal"][0, 0]), abs=1e-3
    )
    late = {name: course[name][0, 2] for name in ("wound_collagen", "wound_collagen_iii", "mature_collagen")}
    new = late["wound_collagen"] + (late["mature_collagen"] - 1) * (1 - 0.328)
    assert said["pepsin_extractable_collagen_6_months"] == pytest.approx(100 * late["wound_collagen"] / new, rel=1e-3)
    assert said["collagen_iii_proportion_vs_baseline"] == pytest.approx(
        100 * late["wound_collagen_iii"] / new / 0.094 - 100, rel=1e-2
    )
    rest = rest_balance(p)
    assert said["skin_collagen_fractional_synthesis_rate"] == pytest.approx(
        float(100 / 24 * (rest.make_i + rest.make_iii)[0])
    )
    assert said["micropore_closure_half_life_upper_arm"] == pytest.approx(8 / 0.35 / 24)
    assert said["micropore_closure_time_upper_arm"] == pytest.approx(8 / 0.35 / 24 * np.log2(10))
    assert said["barrier_resealing_no_occlusion"] == pytest.approx(np.log2(10) / 24)
    assert said["re_epithelialisation_of_microlesions_ed50"] == pytest.approx((6 + 125 / 16) / 24)
    # Neutrophils of an injury that calls them for τ and loses them at d: s·(e^−t/τ − e^−dt)/(d − 1/τ).
    assert said["polymorphs_and_fibrin_at_maximum"] == pytest.approx(np.log(1.4 * 0.6) / (1.4 - 1 / 0.6), rel=0.02)


def test_a_fit_does_not_depend_on_threads_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    once = fit(OWN, PLAN, observations=QUICK, threads=1)
    assert len(once.particles.rungs) > 3
    assert np.array_equal(once.particles.z, fit(OWN, PLAN, observations=QUICK, threads=2).particles.z)

    def stop(rung: Rung) -> None:
        if rung.temperature > once.particles.rungs[2].temperature / 2 and len(seen) == 2:
            raise KeyboardInterrupt
        seen.append(rung)

    seen: list[Rung] = []
    with pytest.raises(KeyboardInterrupt):
        fit(OWN, PLAN, folder=tmp_path, observations=QUICK, on_rung=stop)
    seen_again: list[Rung] = []
    again = fit(OWN, PLAN, folder=tmp_path, observations=QUICK, on_rung=seen_again.append)
    assert np.array_equal(once.particles.z, again.particles.z)
    assert tuple(seen_again) == once.particles.rungs
    # All is kept: nothing is left to do.
    assert np.array_equal(fit(OWN, PLAN, folder=tmp_path, observations=QUICK).terms, once.terms)


def test_a_fit_moves_towards_the_data() -> None:
    found = fit(OWN, PLAN, observations=QUICK)
    unknowns = found.unknowns
    z = np.random.default_rng(0).standard_normal((60, unknowns.dimensions))
    z = z[unknowns.allowed(z)]
    before = log_likelihoods(QUICK, predictions(QUICK, unknowns.parameters(z), unknowns.gains(z))).sum(axis=1)
    assert np.median(found.terms.sum(axis=1)) > np.median(before) + 10
    assert np.all(unknowns.allowed(found.particles.z))


def test_what_is_kept_is_whole_and_belongs_to_its_fit(tmp_path: Path) -> None:
    path = tmp_path / "one" / "a.npz"
    state = fit(OWN, PLAN, observations=QUICK[-1:]).particles
    kept.write(path, "key", state)
    found = kept.read(path, "key")
    assert found is not None
    assert np.array_equal(found.z, state.z)
    assert found.rungs == state.rungs
    assert kept.read(path, "other") is None
    assert kept.read(tmp_path / "none.npz", "key") is None
    path.write_bytes(path.read_bytes()[:100])
    assert kept.read(path, "key") is None
    assert [file.name for file in path.parent.iterdir()] == ["a.npz"]


def test_a_file_with_one_wrong_byte_is_not_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "one.npz"
    kept.write(path, "key", Particles(np.ones((2, 2)), np.zeros(2), 1.0, ()))
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x63]) + whole[at + 1 :])
        found = kept.read(path, "key")
        assert found is None or np.array_equal(found.z, np.ones((2, 2)))


def test_weights_are_evidence() -> None:
    assert weights([-1000, -1000 - np.log(3)]) == pytest.approx([0.75, 0.25])


def test_a_pick_is_in_proportion_and_repeats_nothing_needlessly() -> None:
    found = pick(np.array([0.25, 0.75]), 64, 80, 1)
    assert np.bincount(found.fit).tolist() == [20, 60]
    assert len({*zip(found.fit.tolist(), found.particle.tolist(), strict=True)}) == 80
    assert np.mean(found.fit[:20] == 0) == pytest.approx(0.25, abs=0.25)
    assert np.bincount(pick(np.array([1.0, 0.0]), 10, 25, 1).particle).max() == 3


def test_leaving_one_out_of_a_normal_mean() -> None:
    """Five values of one mean with flat prior: the density of one given the others is normal with variance 1 + 1/4."""
    data = np.array([0.1, -0.4, 0.3, 0.9, -0.2])
    draws = np.random.default_rng(3).normal(data.mean(), 1 / np.sqrt(5), 200_000)
    terms = -((data - draws[:, None]) ** 2) / 2 - np.log(2 * np.pi) / 2
    others = (data.sum() - data) / 4
    exact = -((data - others) ** 2) / (2 * 1.25) - np.log(2 * np.pi * 1.25) / 2
    found = left_out(terms)
    assert found.log_density == pytest.approx(exact, abs=0.02)
    assert np.all(found.effective > 1000)
