"""Drawings for paper."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.care import ADVERSE_EVENTS
from punctum.report.figures.chart import ZoneMark
from punctum.report.figures.printed import printed_chart, printed_days
from punctum.report.handout import handout
from punctum.skin import VIEWS, view
from tests.report import plans

SVG = "{http://www.w3.org/2000/svg}"
DAYS = st.tuples(*[st.floats(0, 10)] * 3).map(sorted)


@pytest.mark.parametrize("name", [row.id for row in VIEWS.rows])
def test_a_printed_chart_is_a_document_with_a_style_for_every_class(name: str) -> None:
    shown = view(name, "female")
    zone = next(line.zone for line in shown.outlines if line.kind == "zone")
    text = printed_chart(shown, {zone: ZoneMark("", "treated")})
    root = ElementTree.fromstring(text)  # noqa: S314
    style = root.findtext(f"{SVG}style") or ""
    used = {name for each in root.iter() for name in each.get("class", "").split()}
    assert "treated" in used
    assert used <= set(re.findall(r"\.([a-z-]+)", style))


@given(DAYS)
def test_bars_are_full_for_most_and_an_outline_for_some(days: list[float]) -> None:
    first, usual, longest = days
    root = ElementTree.fromstring(printed_days(first, usual, longest))  # noqa: S314
    bars = {bar.get("fill"): bar for bar in root.iter(f"{SVG}rect")}
    assert ("#1c2430" in bars) == (usual > first)
    assert ("#ffffff" in bars) == (longest > usual)
    assert bool(list(root.iter(f"{SVG}circle"))) == (usual <= first)
    if longest > usual:
        light = bars["#ffffff"]
        assert float(light.get("x", "")) == pytest.approx(10 * usual, abs=1e-3)
        assert float(light.get("x", "")) + float(light.get("width", "")) == pytest.approx(10 * longest, abs=2e-3)


def test_what_is_expected_fits_on_the_line_of_days() -> None:
    assert max(row.longest_days or 0 for row in ADVERSE_EVENTS.rows) <= 10


def test_the_pictures_of_the_handout_say_what_they_show() -> None:
    pages = handout(plans.examples()["ana"], "en")
    what = next(section for section in pages.sections if section.id == "what")
    assert [drawing.alt.split(".")[0] for drawing in what.beside] == ["Treated: cheek; temple; chin"]
    normal = next(section for section in pages.sections if section.id == "normal")
    assert normal.grid is not None
    assert len(normal.grid.drawn) == len(normal.grid.rows)
    assert [drawing.alt for drawing in normal.grid.drawn] == [row[1].text for row in normal.grid.rows]
