"""The chart to mark: every zone a part of its own, what is marked hatched and numbered."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from punctum.report.figures import ZoneMark, tap_chart
from punctum.skin import VIEWS, view

SVG = "{http://www.w3.org/2000/svg}"


def drawn(view_id: str, marks: dict[str, ZoneMark]) -> ET.Element:
    text = tap_chart("v", view(view_id, "female"), marks, title="Face")
    return ET.fromstring(text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314


@pytest.mark.parametrize("view_id", [row.id for row in VIEWS.rows])
def test_every_zone_of_a_view_is_one_part_and_no_never_needled_place_is(view_id: str) -> None:
    lines = view(view_id, "female").outlines
    parts = [zone for group in drawn(view_id, {}).iter(f"{SVG}g") if (zone := group.get("data-zone"))]
    assert sorted(parts) == sorted({line.zone for line in lines if line.kind == "zone"})
    assert not {line.zone for line in lines if line.kind == "never"} & set(parts)


def test_what_is_marked_has_a_hatch_and_a_number_and_is_said() -> None:
    root = drawn("face_front", {"cheek": ZoneMark("1+2", "treated"), "back": ZoneMark("3", "treated")})
    (marked,) = [group for group in root.iter(f"{SVG}g") if "marked" in (group.get("class") or "").split()]
    assert marked.get("data-zone") == "cheek"
    assert marked.find(f"{SVG}path[@fill='url(#v-h)']") is not None
    assert {text.text for text in marked.iter(f"{SVG}text")} == {"1+2"}
    said = root.findtext(f"{SVG}desc") or ""
    assert "1+2 cheek" in said
    assert "back" not in said
    assert "Never needled" in said


def test_what_is_not_marked_has_neither() -> None:
    assert not [group for group in drawn("face_front", {}).iter(f"{SVG}g") if "marked" in (group.get("class") or "")]
    assert "style=" not in tap_chart("v", view("hand", "male"), {}, title="Hands")
