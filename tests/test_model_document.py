"""docs/model.md shows the constants, outputs and grid as the tables have them, and explains every symbol."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from punctum.healing.course import OUTPUTS
from punctum.healing.kinetics import KINETICS

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "model.md").read_text("utf-8")
TOOL = ROOT / "tools" / "model-tables"
PICTURE = ROOT / "docs" / "img" / "model.svg"


@pytest.fixture(scope="module")
def tool() -> dict[str, Any]:
    return runpy.run_path(str(TOOL))


def test_the_tables_are_those_of_the_csv_files(tool: dict[str, Any]) -> None:
    assert tool["document"](TEXT) == TEXT, "run .venv/bin/python tools/model-tables"


def test_a_changed_value_would_be_seen(tool: dict[str, Any]) -> None:
    for row in (*KINETICS.rows, *OUTPUTS.rows):
        assert TEXT.count(f"| `{row.id}` |") == 1
    for row in KINETICS.rows:
        assert row.disagreement in TEXT
        assert all(f"`{name}`" in TEXT for name in row.sources if row.rests_on)
    changed = TEXT.replace("0.02 – 0.253 – 3.2", "0.02 – 0.25 – 3.2")
    assert changed != TEXT
    assert tool["document"](changed) == TEXT


def test_a_lost_mark_is_told(tool: dict[str, Any]) -> None:
    with pytest.raises(SystemExit, match="expected the table grid once, found it 0 times"):
        tool["document"](TEXT.replace("<!-- end of table grid -->", ""))


def test_every_row_has_as_many_cells_as_its_head() -> None:
    for table in re.findall(r"(?:^\|.*\|\n)+", TEXT, re.MULTILINE):
        cells = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        assert len(cells) == 1, table[:200]


@pytest.mark.parametrize("row", KINETICS.rows, ids=lambda row: row.id)
def test_the_equations_use_every_constant(row: Any, tool: dict[str, Any]) -> None:
    name = tool["symbol"](row)
    outside = re.sub(r"<!-- table constants.*?<!-- end of table support -->", "", TEXT, flags=re.DOTALL)
    equations = "\n".join(re.findall(r"^```text\n(.*?)^```", outside, re.MULTILINE | re.DOTALL))
    inline = " ".join(re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", outside, flags=re.MULTILINE | re.DOTALL)))
    edge = r"[^\W₀-₉]"
    assert re.search(rf"(?<!{edge}){re.escape(name)}(?!{edge}|[₀-₉])", f"{equations}\n{inline}"), name


def test_the_picture_says_in_words_what_it_shows() -> None:
    root = ElementTree.parse(PICTURE).getroot()  # noqa: S314 - our own file
    space = "{http://www.w3.org/2000/svg}"
    named = (root.get("aria-labelledby") or "").split()
    told = {child.get("id"): child.text or "" for child in root if child.tag in {f"{space}title", f"{space}desc"}}
    assert root.get("role") == "img"
    assert all(told[name].strip() for name in named)
    assert {"Signal", "Fibroblasts", "Collagenase"} <= {text.text for text in root.iter(f"{space}text")}
    described = told[named[-1]].lower()
    for word in ("neutrophils", "macrophages", "signal", "fibroblasts", "collagenase", "tropoelastin", "elastotic"):
        assert word in described
