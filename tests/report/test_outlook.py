"""What the patient's handout says of each concern: people of ten, and doing nothing beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from punctum.evidence import Language
from punctum.report.handout.outlook import can_do
from punctum.report.handout.voice import Voice
from tests.report import plans

HOUSE: dict[Language, str] = {"en": "This limit is our own choice.", "de": "Diese Grenze haben wir selbst gewählt."}


def told(name: str, language: Language, times: int = 1) -> list[str]:
    plan = plans.examples()[name]
    plan = replace(plan, forecasts=plan.forecasts[:1] * times)
    return [line.text for group in can_do(plan, Voice(language)).groups[:times] for line in group.lines]


@pytest.mark.parametrize(
    ("language", "goal", "nothing"),
    [
        ("en", "of 10 people like you reach 8.", "Without treatment the score may fall by about"),
        ("de", "von 10 Menschen wie Ihnen erreichen 8.", "Ohne Behandlung kann der Wert um etwa"),
    ],
)
def test_a_chance_is_told_in_people_and_no_treatment_stands_beside_it(
    language: Language, goal: str, nothing: str
) -> None:
    lines = told("ana", language)
    assert any(goal in line for line in lines)
    assert any(line.startswith(nothing) for line in lines)
    assert not any("%" in line for line in lines)


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_holds_for_every_figure_is_said_once(language: Language) -> None:
    lines = told("ana", language, 2)
    assert sum(line.startswith(HOUSE[language]) for line in lines) == 1
    assert lines[0] == lines[lines.index(lines[0], 1)], "the rest is said of both"
