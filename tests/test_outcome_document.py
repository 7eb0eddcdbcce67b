"""docs/outcome.md shows the tables of outcomes as they are, explains every symbol, and says nothing that is not so."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from punctum.calibration.outcome.rows import observations
from punctum.calibration.outcome.tables import HANDLING
from punctum.evidence.studies import STUDIES
from punctum.outcome.agents import AGENTS
from punctum.outcome.constants import FIXED, RESPONDER_CLASSES, SYNTHESIS, fixed
from punctum.outcome.draws import shipped_draws
from punctum.outcome.person import REPEATS
from punctum.outcome.priors import PRIORS

ROOT = Path(__file__).parents[1]
NAME = "outcome.md"
TEXT = (ROOT / "docs" / NAME).read_text("utf-8")
OUTSIDE = re.sub(r"<!-- table .*?<!-- end of table \w+ -->", "", TEXT, flags=re.DOTALL)
EQUATIONS = "\n".join(re.findall(r"^```text\n(.*?)^```", OUTSIDE, re.MULTILINE | re.DOTALL))


@pytest.fixture(scope="module")
def tool() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "tools" / "model-tables"))


def test_the_tables_are_those_of_the_csv_files(tool: dict[str, Any]) -> None:
    assert tool["document"](TEXT, NAME) == TEXT, "run .venv/bin/python tools/model-tables"


@pytest.mark.parametrize("table", [AGENTS, RESPONDER_CLASSES, SYNTHESIS, FIXED, PRIORS, HANDLING], ids=lambda t: t.name)
def test_every_row_is_shown_once(table: Any) -> None:
    inside = "\n".join(re.findall(r"<!-- table .*?<!-- end of table \w+ -->", TEXT, re.DOTALL))
    shown = re.findall(r"^\| `([^`]+)` \||\| `([^`]+)` \|$", inside, re.MULTILINE)
    names = [first or last for first, last in shown]
    assert [row.id for row in table.rows if names.count(row.id) != 1] == []


def test_a_changed_prior_would_be_seen(tool: dict[str, Any]) -> None:
    changed = TEXT.replace("normal 0.5, 0.4", "normal 0.6, 0.4")
    assert changed != TEXT
    assert tool["document"](changed, NAME) == TEXT


def test_every_row_has_as_many_cells_as_its_head() -> None:
    for table in re.findall(r"(?:^\|.*\|\n)+", TEXT, re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1, table[:200]


def test_every_quantity_has_a_symbol_of_its_own(tool: dict[str, Any]) -> None:
    symbols = tool["OUTCOME_SYMBOLS"]
    assert set(symbols) == {row.id for row in SYNTHESIS.rows}
    assert len(set(symbols.values())) == len(symbols)


@pytest.mark.parametrize("row", SYNTHESIS.rows, ids=lambda row: row.id)
def test_the_equations_use_every_quantity(row: Any, tool: dict[str, Any]) -> None:
    symbol = tool["OUTCOME_SYMBOLS"][row.id]
    assert re.search(rf"(?<!\w){re.escape(symbol)}(?![\w₀-₉])", EQUATIONS), symbol


def test_values_that_are_set_and_named_in_the_text_are_rows() -> None:
    ids = {row.id for table in (FIXED, PRIORS) for row in table.rows}
    named = set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", OUTSIDE)) - {"left_out"}
    assert named <= ids
    assert {"study_df", "row_df", "least_error"} <= ids


def test_what_the_text_says_of_the_data_is_so() -> None:
    fitted, left = observations()
    assert "**No fitted study left anybody untreated.**" in TEXT
    assert all(one.design.treated for one in fitted)
    untreated = [arm for arm in STUDIES.rows if arm.arm_kind == "none"]
    assert untreated
    assert all(arm.role == "validation" for arm in untreated)
    printed = sum(arm.needle_length_mm is not None for arm in STUDIES.rows)
    assert f"Needle length is printed in {printed} of {len(STUDIES.rows)} rows" in " ".join(TEXT.split())
    assert len(fitted) + len(left) == len(STUDIES.rows)


def test_what_the_text_says_in_numbers_is_so() -> None:
    assert fixed("horizon_weeks") == 26
    assert PRIORS.by_id["studies_min"].value == 3
    assert REPEATS == 4
    assert "Each draw of the fit meets four new studies" in TEXT
    adr = (ROOT / "docs" / "adr" / "0008-one-synthesis-of-outcomes.md").read_text("utf-8")
    assert "One thousand draws" in adr
    assert len(shipped_draws()) == 1000
