"""What is said of a forecast: chances are never none or all, and each study counts where the words say it does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from punctum.evidence.sentences import english, say
from punctum.outcome.patient_words import words_of_figure
from tests.outcome.concerns import QUALITATIVE, QUANTITATIVE, concern, foreseen


@pytest.mark.parametrize(
    ("goal", "baseline", "expected"),
    [
        (0, 20, "Fewer than 1 of 10 people like you reach 0."),
        (19.9, 20, "of 10 people like you reach 19.9."),
        (3.9, 4, "Fewer than 1 of 10 people like you get better by 4 or more"),
    ],
)
def test_a_chance_is_never_none_of_ten_and_never_ten_of_ten(goal: float, baseline: float, expected: str) -> None:
    text = foreseen(concern(scale=QUANTITATIVE, baseline=baseline, goal=goal)).patient_text
    assert expected in text
    for never in ("About 0 of 10", "About 10 of 10"):
        assert never not in text


def test_nearly_everybody_is_not_everybody() -> None:
    result = foreseen(concern(scale=QUANTITATIVE, baseline=20, goal=19))
    words = words_of_figure(replace(result, chance_of_goal=0.97, chance_of_mcid=0.99), None, (), ())
    assert "More than 9 of 10 people like you reach 19." in english(words)
    assert "More than 9 of 10 people like you get better by 4 or more" in english(words)
    assert "Mehr als 9 von 10 Menschen wie Ihnen" in " ".join(say(each, "de") for each in words)


def test_the_study_with_an_untreated_side_is_said_to_be_another_one() -> None:
    """Nobody was left untreated in the studies of the figure; the one that did so is not among them."""
    result = foreseen(concern(scale=QUANTITATIVE, baseline=20))
    assert "In these studies nobody was left untreated." in result.patient_text
    assert "One other small study (15 people) is not in these figures." in result.patient_text
    assert "none of these studies left anybody untreated" in result.controlled_text
    assert "One other study had an untreated side (Alam 2014" in result.controlled_text
    assert not any(row.startswith("alam_2014") for row in result.pooled)


def test_a_grade_says_what_is_before_and_after() -> None:
    result = foreseen(concern(scale=QUALITATIVE, baseline=3))
    assert "upper bound" in result.text
    assert "stated prior" in result.controlled_text


def test_a_figure_says_whether_something_is_used_besides_needling() -> None:
    """Who asked for something more must not take the figure of needling alone for that of both."""
    alone = foreseen(concern(scale=QUANTITATIVE, baseline=20))
    assert "4 studies of needling alone with 135 people" in alone.patient_text
    more = words_of_figure(replace(alone, adjuncts=("prp",)), None, (), ())
    assert "needling alone" not in english(more)
    assert "In these studies something was used besides needling" in english(more)
