"""A delivery for programs: the promised keys, shares that add up, nothing that JSON cannot hold."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.delivery.values import Dwell, Passes
from punctum.evidence import SOURCES
from punctum.report.delivery_document import delivery_document, shares
from tests.report.deliveries import UNRATED, delivered, dwelled

PROMISED = {
    "punctures", "area_cm2", "density_per_cm2", "opened_area_fraction", "coverage", "depth_mm", "layer_share",
    "largest_gap_mm", "density_cv", "minutes", "goals",
}  # fmt: skip


def test_the_promised_keys_hold_the_figures() -> None:
    made = delivered("forehead")
    document = json.loads(json.dumps(delivery_document(made), allow_nan=False))
    assert set(document) >= PROMISED
    assert document["schema"] == "punctum/delivery/1"
    assert document["punctures"] == len(made.punctures.x_mm) == 9775
    assert document["punctures"] / document["area_cm2"] == pytest.approx(document["density_per_cm2"], abs=1e-3)
    assert list(document["coverage"]) == ["0.25", "0.5", "1"]
    assert document["coverage"]["0.5"] == pytest.approx(made.coverage[0.5], abs=1e-4)
    assert list(document["depth_mm"]) == ["mean", "sd", "p05", "p50", "p95"]
    assert set(document["density_cv"]) == {"1", "0.25"}
    assert document["needle_length_mm"] == document["needle_length_asked_mm"] == 1.0
    assert document["largest_gap_mm"] == pytest.approx(made.largest_gap_mm, abs=1e-4)
    assert sum(document["histogram"]["counts"]) == document["punctures"]


def test_shares_add_up_to_one() -> None:
    document = delivery_document(delivered("cheek"))
    for name in ("layer_share", "tip_share"):
        assert sum(document[name].values()) == pytest.approx(1, abs=1e-9)
        assert list(document[name]) == [
            "stratum_corneum", "viable_epidermis", "papillary_dermis", "reticular_dermis", "below_dermis",
        ]  # fmt: skip


@given(st.lists(st.floats(0.001, 1), min_size=2, max_size=6))
def test_rounded_shares_add_up_and_stay_near(values: list[float]) -> None:
    whole = sum(values)
    given_shares = {str(index): value / whole for index, value in enumerate(values)}
    rounded = shares(given_shares)
    assert sum(rounded.values()) == pytest.approx(1, abs=1e-9)
    assert all(abs(rounded[name] - given_shares[name]) < 4e-4 for name in rounded)


def test_goals_keep_their_figures() -> None:
    goals = delivery_document(delivered("cheek"))["goals"]
    assert [goal["id"] for goal in goals] == ["even", "gap"]
    for goal in goals:
        assert set(goal) >= {"id", "text", "value", "limit", "margin", "met", "sure"}
        assert goal["met"] == (goal["margin"] >= 0)
        sign = 1 if goal["at_least"] else -1
        assert goal["margin"] == pytest.approx(sign * (goal["value"] - goal["limit"]), abs=2e-4)


def test_no_time_without_a_sourced_rate() -> None:
    made = dwelled()
    assert delivery_document(made)["minutes"] == pytest.approx(made.minutes, abs=1e-3)
    guessed = replace(made, treatment=replace(made.treatment, hand_piece=replace(UNRATED, stroke_rate_hz=100.0)))
    assert delivery_document(guessed)["minutes"] is None
    assert delivery_document(guessed)["dwell_s_per_cm2"] is None


def test_what_was_asked_for_is_kept() -> None:
    made = delivered("cheek")
    assert delivery_document(made)["asked"] == {"density_per_cm2": 250}
    for dose, kept in ((Dwell(0.5), {"dwell_s_per_cm2": 0.5}), (Passes(3), {"passes": 3})):
        asked = replace(made, treatment=replace(made.treatment, dose=dose))
        assert delivery_document(asked)["asked"] == kept


def test_every_source_is_cited() -> None:
    document = delivery_document(delivered("cheek"))
    named = {
        source
        for part in (*document["assumed"], *document["bleeding"], *document["goals"], document["pain"])
        for source in part["sources"]
    }
    assert named <= set(document["sources"])
    assert all(document["sources"][source] == SOURCES.by_id[source].citation for source in document["sources"])
