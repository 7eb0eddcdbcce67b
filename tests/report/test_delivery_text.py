"""A delivery in words: the dose, the endpoint first, no time without a rate, every goal and every source."""

from __future__ import annotations

from dataclasses import replace

import pytest

from punctum.delivery.values import Delivery, GoalResult
from punctum.evidence import SOURCES
from punctum.report.citations import delivery_sources
from punctum.report.delivery_text import delivery_text
from punctum.report.delivery_words import (
    ENDPOINT,
    LAYERS,
    NO_RATE,
    dose_text,
    dwell_text,
    goal_text,
    layer_range,
    named_minutes,
    percent,
)
from tests.report.deliveries import ROLLER, UNRATED, delivered, dwelled


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def test_the_dose_is_the_first_thing_said() -> None:
    text = plain(delivery_text(delivered("forehead")))
    assert text.startswith("Forehead (forehead; a woman, 45 years) Test pen, needle 1.0 mm, moved in strokes.")
    assert "9,775 holes in 39.1 cm²: 250 per cm², in 4 passes." in text
    assert ENDPOINT in text


def test_large_areas_have_commas() -> None:
    assert "562,250 holes in 2,249 cm²: 250 per cm²" in plain(delivery_text(delivered("back")))


def test_time_is_named_only_where_the_rate_is_sourced() -> None:
    made = dwelled()
    named = "With this device: about 0.62 s for each cm², 65 s for the zone, needles on the skin."
    assert named in plain(dwell_text(made))
    assert "2.2 min for the zone" in plain(dwell_text(replace(made, minutes=2.2)))
    guessed = replace(made, treatment=replace(made.treatment, hand_piece=replace(UNRATED, stroke_rate_hz=100.0)))
    assert guessed.minutes is not None
    assert named_minutes(guessed) is None
    assert dwell_text(guessed) == NO_RATE
    assert " min " not in plain(delivery_text(guessed))
    assert ENDPOINT in delivery_text(guessed)
    rolled = replace(delivered(), treatment=replace(made.treatment, hand_piece=ROLLER), minutes=None)
    assert "counted in passes" in dwell_text(rolled)


def test_a_needle_shortened_by_the_label_is_said() -> None:
    made = delivered("forehead")
    asked = replace(made, treatment=replace(made.treatment, needle_length_mm=2.0), needle_length_mm=1.5)
    assert "2.0 mm was asked for; the label of this device ends at 1.5 mm." in plain(delivery_text(asked))
    assert "was asked for" not in delivery_text(made)


def test_few_holes_and_short_times_keep_their_digits() -> None:
    made = dwelled()
    few = replace(made, density_per_cm2=0.1449, dwell_s_per_cm2=0.00234, minutes=0.001)
    assert "0.14 per cm²" in dose_text(few)
    assert "about 0.0023 s for each cm², 0.06 s for the zone" in plain(dwell_text(few))


def test_holes_at_random_know_no_passes() -> None:
    made = delivered("forehead")
    anywhere = replace(made, treatment=replace(made.treatment, pattern="random"))
    assert plain(dose_text(anywhere)) == "9,775 holes in 39.1 cm²: 250 per cm²."
    assert "holes anywhere at random" in plain(delivery_text(anywhere))


def test_every_figure_is_there_with_its_band() -> None:
    made = delivered("cheek")
    text = plain(delivery_text(made))
    assert "39 % of the zone lies within 0.25 mm of a hole." in text
    assert "86 % of the zone lies within 0.5 mm of a hole (84 to 87)." in text
    assert "The largest circle without a hole is 2.3 mm across (2.1 to 2.6)." in text
    assert "Between squares of 1 cm² the density varies by 9 % (SD)." in text
    assert "0.96 % of the surface is open." in text
    assert "0.70 mm deep on average (0.60 to 0.80)" in text
    for layer in made.layers:
        row = f"{LAYERS[layer.layer]} {layer_range(layer)} {percent(layer.share)} % {percent(layer.tips)} %"
        assert plain(row) in text
    assert "248 holes per cm² reach 0.15 mm: capillary loops" in text
    assert "How often a hole that deep bleeds is not known" in text
    assert "About 42 % of the pain of a 26-gauge needle, spread 30 to 55 %" in text
    assert "90 of 100 draws" in text
    assert "One draw was made, so no figure has a band." in plain(delivery_text(replace(made, bands={})))


def test_a_zone_too_small_for_squares_says_so() -> None:
    text = plain(delivery_text(replace(delivered("cheek"), density_cv={0.25: None})))
    assert "The zone has too few squares of 0.25 cm² to tell how the density varies between them." in text


def test_goals_say_met_or_not_by_how_much_and_how_sure() -> None:
    text = plain(delivery_text(delivered("cheek")))
    assert (
        "met: Coverage within half a millimetre. 86 %, at least 80 % asked, to spare: 6 %; met in 97 % of the draws. "
        "House default." in text
    )
    assert "NOT MET: Largest gap. 2.28 mm, at most 0.5 mm asked, short: 1.78 mm; met in 3 % of the draws." in text
    assert "Goals:" not in delivery_text(delivered("cheek", goals=False))


def test_a_goal_that_was_asked_for_is_no_default() -> None:
    made = delivered("cheek")
    assert "House default." not in _part(replace(made, goals=tuple(replace(goal, sources=()) for goal in made.goals)))
    assert "House default." in _part(made)


def _part(made: Delivery) -> str:
    text = plain(delivery_text(made))
    return text[text.index("Goals:") : text.index("House defaults, and")]


@pytest.mark.parametrize(("met", "said"), [(True, "to spare: 0.5 mm"), (False, "short: 0.5 mm")])
def test_a_margin_reads_the_right_way(met: bool, said: str) -> None:
    goal = GoalResult("g", "Gap", "mm", 2.0, 2.5, False, 0.5 if met else -0.5, met, None, (), "read")
    assert plain(goal_text(goal)) == f"2 mm, at most 2.5 mm asked, {said}"


def test_every_cited_work_is_listed_once_and_every_line_is_short() -> None:
    made = delivered("cheek")
    text = delivery_text(made)
    listed = plain(text[text.index("Sources:") :])
    for index, source in enumerate(delivery_sources(made)):
        assert f"[{index + 1}] {plain(SOURCES.by_id[source].citation)}" in listed
    assert max(len(line) for line in text.splitlines()) <= 110


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "0"), (0.00001, "under 0.01"), (0.00067, "0.07"), (0.0096, "0.96"), (0.084, "8.4"), (0.8596, "86"),
        (0.9996, "99.9"), (1.0, "100"),
    ],
)  # fmt: skip
def test_shares_read_in_percent(share: float, said: str) -> None:
    assert percent(share) == said
