from __future__ import annotations

from dataclasses import replace

from punctum.report import summary
from punctum.screening import Unrecognised
from tests.report import plans


def test_a_treatable_plan_in_a_few_lines() -> None:
    text = summary(plans.treatable())
    assert text.splitlines()[0] == "ana, Fri 20 November 2026: Ask a doctor first"
    assert "  cheek: Go ahead with changes. 1.0 mm (first visit 0.5 mm), at most 4 passes. Stop at even" in text
    assert "  around the mouth: Ask a doctor first. None until the referral is cleared." in text
    assert "Visits: 1 on Fri 20 November 2026, 2 on Fri 1 January 2027" in text
    assert "at most 21 g in all" in text
    assert "Roacutane" in text


def test_a_wait_says_what_clears_the_way_and_no_settings() -> None:
    text = summary(plans.postponed())
    assert "Wait until Mon 1 February 2027" in text
    assert "Wait until the medicine has left the skin." in text
    assert " mm" not in text


def test_nothing_in_it_can_drive_the_terminal() -> None:
    plan = plans.treatable()
    unread = (Unrecognised(path="notes", text="\x1b[2Jgone\x07", assumed=None),)
    text = summary(replace(plan, screening=replace(plan.screening, unrecognised=unread)))
    assert all(char.isprintable() or char == "\n" for char in text)
    assert "gone" in text
