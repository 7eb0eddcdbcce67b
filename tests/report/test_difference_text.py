"""Planned against done in words: both columns, what each figure means, and the floor of two simulations beside it."""

from __future__ import annotations

from dataclasses import replace
from math import pi
from typing import Any

import pytest

from punctum.delivery.against import Against
from punctum.delivery.difference import Difference, difference
from punctum.delivery.left_out import LeftOut, without
from punctum.delivery.recorded import Recorded
from punctum.delivery.values import Density, Dwell
from punctum.device.hand_pieces import Assumption
from punctum.report.delivery_document import delivery_document
from punctum.report.delivery_text import delivery_text
from punctum.report.delivery_words import percent
from punctum.report.difference_text import AGAIN, DEFAULTS, HAND, PLAN_FOLLOWS, density_text
from tests.report.deliveries import PEN, UNRATED, delivered

PLAN = delivered("cheek")
SPOT = (LeftOut(x_mm=110, y_mm=85, radius_mm=9),)


def held(spots: tuple[LeftOut, ...] = SPOT, **changed: Any) -> Against:
    """The plan against itself without a circle, and against itself as the floor."""
    kept = without(PLAN.punctures, spots)
    treatment = replace(PLAN.treatment, **changed)
    done = replace(
        PLAN, punctures=kept, density_per_cm2=len(kept.x_mm) / PLAN.region.area_cm2, treatment=treatment,
        needle_length_mm=min(treatment.needle_length_mm, 1.5), assumed=treatment.hand_piece.assumed,
    )  # fmt: skip
    return Against(Recorded(treatment, spots, 60.0, 3.1), done, difference(PLAN, done), difference(PLAN, PLAN), 6)


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def row(text: str, name: str) -> list[str]:
    """The columns of a line of a table."""
    (line,) = [line for line in text.replace("\u00a0", " ").splitlines() if line.strip().startswith(f"{name}  ")]
    return [part.strip() for part in line.strip().split("  ") if part.strip()][1:]


def test_nothing_is_said_of_what_was_done_without_a_record() -> None:
    assert "Planned against done" not in delivery_text(PLAN)
    assert PLAN_FOLLOWS not in delivery_text(PLAN)


def test_plan_and_what_was_done_stand_side_by_side() -> None:
    text = delivery_text(PLAN, held(needle_length_mm=0.75))
    assert row(text, "device") == ["Test pen", "Test pen"]
    assert row(text, "needle") == ["1.0 mm", "0.75 mm"]
    assert row(text, "mean depth of a channel") == ["0.70 mm (0.60 to 0.80)", "0.70 mm (0.60 to 0.80)"]
    assert row(text, "holes per cm²") == ["250", "244"]
    assert row(text, "goals met") == ["1 of 2", "1 of 2"]
    assert row(text, "needles on the skin") == ["65 s", "65 s"]


def test_every_figure_says_what_it_means_with_the_floor_beside_it() -> None:
    against = held()
    text = delivery_text(PLAN, against)
    said = plain(text)
    share = pi * 0.9**2 / PLAN.region.area_cm2
    fewer = 1 - against.difference.done_per_cm2 / 250
    assert fewer == pytest.approx(share, rel=0.1)
    assert f"{percent(fewer)} % fewer holes than planned: {250 * fewer:.1f} per cm²." in said
    assert "Left out: 3.1 cm² in 1 place." in said
    assert pi * 0.8**2 < against.difference.missed_cm2 < pi * 0.9**2
    assert f"Missed: {against.difference.missed_cm2:.1f} cm², 2.1 % of the zone. There the plan has a hole" in said
    assert "how far it is from a place in the zone to the nearest place that was given the density planned" in said
    assert row(text, "half of the places, up to") == ["0 mm", "0 mm"]
    assert row(text, "share within 3 mm") == ["98 %", "100 %"]
    assert row(text, "missed") == [f"{against.difference.missed_cm2:.1f} cm²", "0 cm²"]
    for sentence in (AGAIN, HAND, DEFAULTS, PLAN_FOLLOWS):
        assert sentence in said
    assert max(len(line) for line in text.splitlines()) <= 110


def test_agreement_that_is_nowhere_is_said() -> None:
    against = held()
    none = replace(against.difference, agreement_median_mm=12.5, agreement_p95_mm=None)
    text = delivery_text(PLAN, replace(against, difference=none))
    assert row(text, "half of the places, up to") == ["12.5 mm", "0 mm"]
    assert row(text, "95 of 100, up to") == ["nowhere in the zone", "0 mm"]


@pytest.mark.parametrize(
    ("planned", "done", "said"),
    [
        (250.0, 250.0, "As many holes as planned."),
        (250.0, 251.0, "0.4 % more holes than planned: 1 per cm²."),
        (250.0, 200.0, "20 % fewer holes than planned: 50 per cm²."),
        (250.0, 1000.0, "300 % more holes than planned: 750 per cm²."),
    ],
)
def test_more_and_fewer_read_the_right_way(planned: float, done: float, said: str) -> None:
    found: Difference = replace(
        held().difference, planned_per_cm2=planned, done_per_cm2=done, difference_per_cm2=done - planned,
        difference_percent=100 * (done - planned) / planned,
    )  # fmt: skip
    assert density_text(found) == said


def test_a_guessed_rate_and_a_shorter_label_are_said() -> None:
    guessed = plain(delivery_text(PLAN, held(hand_piece=replace(UNRATED, stroke_rate_hz=90.0), dose=Dwell(0.5))))
    assert "Nobody printed or measured the rate of Test pen: the holes done are a guess." in guessed
    assert "Nobody printed" not in plain(delivery_text(PLAN, held(dose=Dwell(0.5))))
    assert "Nobody printed" not in plain(delivery_text(PLAN, held(hand_piece=UNRATED, dose=Density(250))))
    long = plain(delivery_text(PLAN, held(needle_length_mm=2.0)))
    assert "2.0 mm was recorded; the label of this device ends at 1.5 mm, and so does this simulation." in long


def test_what_is_assumed_of_another_device_is_marked_with_its_name() -> None:
    other = replace(PEN, name="Other pen", assumed=(Assumption("layout", "A ring", ("house_default",)),))
    text = plain(delivery_text(PLAN, held(hand_piece=other)))
    assert "Other pen: A ring. [" in text
    assert row(delivery_text(PLAN, held(hand_piece=other)), "device") == ["Test pen", "Other pen"]


def test_programs_get_what_was_done_and_the_difference() -> None:
    bare = delivery_document(PLAN)
    assert (bare["recorded"], bare["difference"]) == (None, None)
    against = held()
    document = delivery_document(PLAN, against)
    assert {name: document[name] for name in bare if name not in ("recorded", "difference", "sources")} == {
        name: value for name, value in bare.items() if name not in ("recorded", "difference", "sources")
    }
    done, found = document["recorded"], document["difference"]
    assert set(bare) - {"schema", "sources", "recorded", "difference"} < set(done)
    assert done["punctures"] == len(against.done.punctures.x_mm) < document["punctures"]
    assert (done["seconds"], done["left_out_cm2"]) == (60, 3.1)
    assert done["left_out"] == [{"x_mm": 110, "y_mm": 85, "radius_mm": 9}]
    assert found["planned_per_cm2"] == pytest.approx(document["density_per_cm2"], abs=1e-3)
    assert found["done_per_cm2"] == pytest.approx(done["density_per_cm2"], abs=1e-3)
    assert found["difference_percent"] == pytest.approx(100 * (done["punctures"] / document["punctures"] - 1), abs=1e-3)
    assert found["missed_cm2"] == pytest.approx(against.difference.missed_cm2, abs=1e-3)
    assert (found["reach_mm"], found["agreement_mm"], found["tolerance_percent"]) == (1, 3, 20)
    assert found["floor"] == {
        "seed": 6, "missed_cm2": 0, "missed_share": 0, "agreement_median_mm": 0, "agreement_p95_mm": 0,
        "agreeing_share": 1,
    }  # fmt: skip
    named = {source for part in (*done["assumed"], *done["goals"]) for source in part["sources"]}
    assert named <= set(document["sources"])
