"""What stands on top of a plan is true of what it treats."""

from __future__ import annotations

from typing import Any

import pytest

from punctum_clinic.plans.headline import headline


def zone(name: str, verdict: str, *, treated: bool) -> dict[str, Any]:
    return {"zone": name, "verdict": verdict, "needle_length_mm": 1.0 if treated else None}


@pytest.mark.parametrize(
    ("zones", "expected"),
    [
        ([zone("cheek", "proceed", treated=True)], "proceed"),
        ([zone("cheek", "adjust", treated=True), zone("neck", "caution", treated=True)], "adjust"),
        ([zone("cheek", "caution", treated=True), zone("forehead", "contraindicated", treated=False)], "caution"),
        (
            [zone("cheek", "postpone", treated=False), zone("forehead", "contraindicated", treated=False)],
            "contraindicated",
        ),
        ([zone("cheek", "proceed", treated=False), zone("forehead", "refer", treated=False)], "refer"),
        ([zone("cheek", "proceed", treated=False)], None),
        ([], None),
    ],
)
def test_the_top_speaks_of_what_is_treated(zones: list[dict[str, Any]], expected: str | None) -> None:
    top = headline({"zones": zones})
    assert (top and top["verdict"]) == expected
