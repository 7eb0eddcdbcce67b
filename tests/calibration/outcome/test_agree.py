"""What is forecast is what was fitted: the sampler and the arithmetic at run time give the same numbers."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from math import log
from typing import Any

import numpy as np
import numpyro
import pytest
from numpyro import handlers

from punctum.calibration.outcome import model
from punctum.calibration.outcome.data import Data, data_of
from punctum.calibration.outcome.fit import named
from punctum.calibration.outcome.rows import Observation, observations
from punctum.evidence.scales import SCALES
from punctum.outcome.constants import fixed
from punctum.outcome.design import FAMILIES, Design, Family, Measure
from punctum.outcome.draws import OutcomeDraws
from punctum.outcome.gain import UNSEEN, Fresh, arm_gain
from punctum.outcome.measuring import (
    baseline_mean,
    person_spread,
    responder_share,
    sampling_error,
    scaled,
    score_after,
)

# The sampler's operations are compiled one by one, which takes longer than they run.
pytestmark = pytest.mark.slow
SAME = 1e-10
INDICATION, SUBTYPE = "atrophic acne scars", "rolling"
SCALE_OF: dict[Family, str] = {"sum": "masi", "grade": "goodman_baron_qualitative"}
TREATED: dict[str, dict[str, Any]] = {
    "needling": {},
    "one adjunct": {"agents": ("prp",), "sessions": 2, "interval_weeks": 3, "needle_length_mm": 2.5},
    "two adjuncts": {"agents": ("subcision", "tca"), "sessions": 6, "weeks_after_last": 0},
    "comparator": {"needled": False, "agents": ("tca",), "weeks_after_last": 26},
    "comparator and adjunct": {"needled": False, "agents": ("subcision", "freezing_roller"), "weeks_after_last": 4},
    "untreated": {"needled": False, "weeks_after_last": 12},
}


def made(family: Family, name: str, by_patient: bool, subtype: str, start: str) -> Observation:
    """A row of a study that nobody did."""
    scale = SCALES.by_id[SCALE_OF[family]] if start != "no scale" and family in SCALE_OF else None
    measure = Measure(
        family=family,
        by_patient=by_patient,
        scale=scale.id if scale else "",
        origin=(scale.range_min or 0.0) if scale and scale.kind != "ordinal" else 0.0,
        top=scale.range_max if scale else 7.0,
        responder_class="half" if family == "responders" else "",
    )
    baseline = 3.5 if family in SCALE_OF and start != "unprinted" else None
    row = f"{family} {name} {by_patient} {subtype} {start}"
    printed: dict[str, Any] = {"y": 0.4}
    if family == "responders":
        printed = {"people": (7, 20)}
    elif family in SCALE_OF and start == "unprinted":
        printed = {"change": 1.2}
    return Observation(
        row=row,
        study=f"study of {name}",
        arm=f"{name} {subtype}",
        scored=row,
        design=Design(indication=INDICATION, measure=measure, subtype=subtype, baseline=baseline, **TREATED[name]),
        participants=20,
        doubtful=False,
        **printed,
    )


MADE = [
    made(family, name, by_patient, subtype, start)
    for family, name, by_patient, subtype in product(FAMILIES, TREATED, (False, True), ("", SUBTYPE))
    for start in (("printed", "unprinted", "no scale") if family in SCALE_OF else ("unprinted",))
]


class World:
    """One draw of everything from the prior, as the sampler sees it and as it is shipped."""

    def __init__(self, rows: list[Observation], seed: int) -> None:
        numpyro.enable_x64()
        self.rows = sorted(rows, key=lambda one: one.row)
        self.data: Data = data_of(self.rows)
        seen: dict[str, Any] = {}
        plain = model.row_log_likelihood

        def watched(k: Any, thresholds: Any, starts: Any, y: Any, data: Data) -> Any:
            seen.update(given=(k, thresholds, starts), y=y, terms=plain(k, thresholds, starts, y, data))
            return seen["terms"]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(model, "row_log_likelihood", watched)
            sites = handlers.trace(handlers.seed(model.synthesis, seed)).get_trace(self.data)
        self.given = seen["given"]
        self.y, self.terms = np.asarray(seen["y"]), np.asarray(seen["terms"])
        self.latent = {
            name: np.asarray(site["value"])[None]
            for name, site in sites.items()
            if site["type"] in ("sample", "deterministic")
        }
        self.draws: OutcomeDraws = named(self.data, self.latent)

    def fresh(self, at: int, unseen: tuple[float, ...] = ()) -> Fresh:
        """What is new for one row, as the sampler drew it."""
        numbers = np.zeros((1, UNSEEN))
        numbers[0, : len(unseen)] = unseen
        start = self.latent["start_z"][:, self.data.start[at]] if self.data.is_change[at] else np.zeros(1)
        return Fresh(
            unseen=numbers,
            study=self.latent["study_z"][:, self.data.study[at]],
            arm=self.latent["arm_z"][:, self.data.arm[at]],
            measure=self.latent["scored_z"][:, self.data.scored[at]],
            person=np.zeros(1),
            spread=np.zeros(1),
            baseline=start,
            sampling=np.zeros(1),
        )

    def shown(self, at: int, design: Design | None = None, draws: OutcomeDraws | None = None, **new: Any) -> float:
        """What the arithmetic at run time gives for a row, in the units of its family."""
        design, draws = design or self.rows[at].design, draws or self.draws
        return float(scaled(draws, design.measure, arm_gain(draws, design, self.fresh(at, **new)))[0])


@pytest.fixture(scope="module", params=[1, 3])
def world(request: pytest.FixtureRequest) -> World:
    return World(MADE, request.param)


def test_every_kind_of_design_is_there() -> None:
    designs = [one.design for one in MADE]
    assert {design.measure.family for design in designs} == set(FAMILIES)
    assert {design.treated for design in designs} == {True, False}
    assert any(design.baseline is not None and not design.measure.scale for design in designs)


def test_made_designs_gain_what_the_sampler_says(world: World) -> None:
    ours = [world.shown(at) for at in range(len(world.rows))]
    np.testing.assert_allclose(ours, world.y, rtol=SAME, atol=SAME)


def test_fitted_rows_gain_what_the_sampler_says() -> None:
    world = World(list(observations()[0]), 4)
    ours = [world.shown(at) for at in range(len(world.rows))]
    np.testing.assert_allclose(ours, world.y, rtol=SAME, atol=SAME)


def test_a_score_falls_as_the_sampler_says(world: World) -> None:
    """The mode of the likelihood of a printed fall is the fall that the arithmetic at run time gives."""
    rows = np.flatnonzero(world.data.is_change).tolist()
    assert rows
    falls = np.zeros(len(world.rows))
    for at in rows:
        measure = world.rows[at].design.measure
        before = baseline_mean(world.draws, world.rows[at].design, world.fresh(at).baseline)
        after = score_after(np.array([world.shown(at)]), before, replace(measure, top=None))
        falls[at] = (before + measure.origin - after)[0]
    below, at_mode, above = (likelihood(world, falls + step * abs(falls))[rows] for step in (-1e-4, 0, 1e-4))
    assert np.all(at_mode > np.maximum(below, above))
    np.testing.assert_allclose(below, above, rtol=SAME)


def test_people_respond_as_the_sampler_says(world: World) -> None:
    rows = np.flatnonzero(world.data.is_people).tolist()
    assert rows
    for at in rows:
        design = world.rows[at].design
        share = float(responder_share(world.draws, design.measure, np.array([world.shown(at)]))[0])
        responded, of = int(world.data.responded[at]), int(world.data.of[at])
        ours = responded * log(share) + (of - responded) * log(1 - share)
        assert world.terms[at] == pytest.approx(ours, rel=1e-9)


def test_the_error_of_a_mean_is_the_samplers_without_its_least_error(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "fixed", lambda name: 0.0 if name == "least_error" else fixed(name))
    rows = np.flatnonzero(world.data.is_mean & ~world.data.has_before)
    measures = [one.design.measure for one in world.rows]
    sd = np.array([sampling_error(world.draws, measure, 20)[0] for measure in measures])
    np.testing.assert_allclose(sd, [person_spread(world.draws, one)[0] / np.sqrt(20) for one in measures], rtol=SAME)
    middle, away = (likelihood(world, world.y + step * sd)[rows] for step in (0.0, 2.0))
    df = fixed("row_df")
    np.testing.assert_allclose(middle - away, (df + 1) / 2 * np.log1p(4 / df), rtol=1e-9)


def test_what_no_study_tested_is_drawn_from_what_was_tested() -> None:
    """A name without a column of its own gives the same, where its standard score is that of the sampler."""
    world = World(MADE, 5)
    z = {
        (kind, name): float(world.latent[f"{kind}_z"][0, at])
        for kind, plural in model.SD_OF.items()
        for at, name in enumerate(getattr(world.data.names, plural))
    }
    kept = [name for name in world.draws.names if name.partition(":")[0] not in model.SD_OF]
    blank = OutcomeDraws(tuple(kept), np.column_stack([world.draws[name] for name in kept]))
    for at, row in enumerate(world.rows):
        design = row.design
        kinds = ["adjunct"] * len(design.agents)
        if kinds and not design.needled:
            kinds[0] = "comparator"
        scores = [z["indication", INDICATION], *(z[one] for one in zip(kinds, design.agents, strict=True))]
        scores += [0.0] * (UNSEEN - 1 - len(scores)) + [z["subtype", SUBTYPE]]
        nameless = replace(design, agents=(), unknown_agents=len(design.agents))
        for asked in (design, nameless):
            ours = world.shown(at, asked, blank, unseen=tuple(scores))
            assert ours == pytest.approx(float(world.y[at]), rel=SAME, abs=SAME)


def test_a_scale_that_no_study_used_starts_at_a_share_of_its_range() -> None:
    world = World(MADE, 7)
    scale = SCALES.by_id[SCALE_OF["sum"]]
    width = (scale.range_max or 0.0) - (scale.range_min or 0.0)
    kept = [name for name in world.draws.names if not name.startswith(("baseline:", "baseline_of_range"))]
    values = [*(world.draws[name] for name in kept), np.exp(world.draws[f"baseline:{scale.id}"]) / width]
    blank = OutcomeDraws((*kept, "baseline_of_range"), np.column_stack(values))
    for at, row in enumerate(world.rows):
        if row.design.measure.scale == scale.id:
            assert world.shown(at, draws=blank) == pytest.approx(float(world.y[at]), rel=SAME, abs=SAME)


def likelihood(world: World, printed: Any) -> Any:
    """The log likelihood of each row had it printed this."""
    k, thresholds, starts = world.given
    data = replace(world.data, y=printed)
    return np.asarray(model.row_log_likelihood(k, thresholds, starts, world.y, data))
