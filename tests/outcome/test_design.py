"""A design says what was done; one without needling and without an agent is an untreated arm."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.outcome.agents import AGENTS
from punctum.outcome.design import FAMILIES, Design, Family, Measure

SUM = Measure(family="sum")


@given(
    st.booleans(),
    st.lists(st.sampled_from([row.id for row in AGENTS.rows]), max_size=3),
    st.integers(min_value=0, max_value=3),
)
def test_only_nothing_at_all_is_untreated(needled: bool, agents: list[str], unknown: int) -> None:
    design = Design(indication="melasma", measure=SUM, needled=needled, agents=tuple(agents), unknown_agents=unknown)
    assert design.treated == (needled or len(agents) + unknown > 0)


def test_every_family_is_listed_once() -> None:
    assert get_args(Family) == FAMILIES
    assert len(set(FAMILIES)) == len(FAMILIES)


def test_a_design_cannot_be_changed() -> None:
    design = Design(indication="melasma", measure=SUM)
    with pytest.raises(FrozenInstanceError):
        design.needled = False  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        design.measure.top = 1.0  # type: ignore[misc]


def test_what_is_not_said_is_unknown_and_not_nought() -> None:
    design = Design(indication="melasma", measure=SUM)
    unsaid = (design.sessions, design.interval_weeks, design.needle_length_mm, design.weeks_after_last, design.baseline)
    assert unsaid == (None,) * 5
    assert design.needled
