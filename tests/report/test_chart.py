"""The chart: marked zones differ by hatch and shape, never-needled places are crossed, words say what is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.problems import InputError
from punctum.report.figures import ZoneMark, zone_chart, zone_drawing
from punctum.report.figures.chart import PER_MM, State
from punctum.report.figures.svg import short_path, whole_path
from punctum.skin import VIEWS, ZONES, view, views_of
from punctum.skin.paths import Stroke, parse_path, path_text
from tests.report.svgs import described, parsed
from tests.skin.test_paths import STROKES

CSS = Path("src/punctum/report/page.css")
SVG = "{http://www.w3.org/2000/svg}"
FACE = view("face_front", "female")
FACE_ZONES = list(dict.fromkeys(line.zone for line in FACE.outlines if line.kind == "zone"))
STATES: tuple[State, ...] = ("treated", "not_treated", "plain")
EVERY = {zone: ZoneMark(str(i + 1), STATES[i % 3], "1.0 mm") for i, zone in enumerate(FACE_ZONES)}
NAMES = [row.id for row in VIEWS.rows]


def by_class(svg: str, name: str) -> list[ElementTree.Element]:
    return [part for part in parsed(svg).iter() if name in (part.get("class") or "").split()]


def fill_of(svg: str, zone: str) -> str:
    (path,) = (part for part in parsed(svg).iter() if part.get("data-zone") == zone)
    return path.get("fill") or ""


def test_every_marked_zone_is_named_with_its_number_and_state() -> None:
    marks = {
        "cheek": ZoneMark("1", "treated", "1.5 mm"),
        "nose": ZoneMark("2", "not_treated"),
        "forehead": ZoneMark("3"),
    }
    title, text = described(zone_chart("c", FACE, marks, title="Where & how"))
    assert title == "Where & how"
    assert text == (
        "Treated: 1 cheek (1.5 mm). Not treated: 2 nose. Marked: 3 forehead. "
        "Never needled: eyelid or inside the bony eye rim; red of the lips."
    )


def test_a_turned_face_says_that_its_other_side_is_marked_too() -> None:
    turned = view("face_three_quarter", "female")
    assert described(zone_chart("c", turned, {"cheek": ZoneMark("1")}, title="t"))[1].endswith("marked alike.")
    for shown, zone in ((turned, "chin"), (FACE, "cheek")):
        assert "alike" not in described(zone_chart("c", shown, {zone: ZoneMark("1")}, title="t"))[1]


def test_german_words() -> None:
    _, text = described(zone_chart("c", FACE, EVERY, title="t", language="de"))
    heads = re.findall(r"(?:^|\. )([A-Z][a-z ]+): ", text)
    assert heads == ["Behandelt", "Nicht behandelt", "Markiert", "Nie genadelt"]


def test_states_differ_in_hatch_and_in_the_shape_of_the_badge() -> None:
    svg = zone_chart("c", FACE, EVERY, title="t")
    states = {mark.state: zone for zone, mark in EVERY.items()}
    assert fill_of(svg, states["treated"]) == "url(#c-h)"
    assert fill_of(svg, states["not_treated"]) == "url(#c-o)"
    assert fill_of(svg, states["plain"]) == ""
    kinds = {part.tag for part in by_class(svg, "off")}
    assert kinds == {"rect"}
    assert {part.tag for part in by_class(svg, "spot")} == {"rect", "circle"}
    patterns = {part.get("id"): ElementTree.tostring(part) for part in parsed(svg).iter("pattern")}
    assert set(patterns) == {"c-h", "c-o", "c-x"}
    assert len({re.sub(rb'id="[^"]*"', b"", text) for text in patterns.values()}) == 3


def test_never_needled_places_are_crossed_and_lie_over_the_zones() -> None:
    svg = zone_chart("c", FACE, EVERY, title="t")
    (never,) = by_class(svg, "never")
    assert never.get("fill") == "url(#c-x)"
    assert (never.get("d") or "").count("M") == 3, "two eyes and a mouth"
    order = [part.get("class") for part in parsed(svg)]
    assert order.index("never") > max(i for i, name in enumerate(order) if name in ("treated", "free", "plain"))


def test_both_sides_of_a_pair_carry_the_number() -> None:
    svg = zone_chart("c", FACE, {"cheek": ZoneMark("7", "treated")}, title="t")
    numbers = by_class(svg, "num")
    assert [part.text for part in numbers] == ["7", "7"]
    left, right = (float(part.get("x") or "nan") for part in numbers)
    assert left == pytest.approx(-right)


def test_every_zone_of_a_view_can_be_pointed_at() -> None:
    svg = zone_chart("c", FACE, {}, title="t")
    assert sorted(part.get("data-zone") or "" for part in by_class(svg, "free")) == sorted(FACE_ZONES)
    assert by_class(svg, "spot") == []


def test_a_zone_of_another_view_is_left_out() -> None:
    svg = zone_chart("c", FACE, {"back": ZoneMark("1", "treated")}, title="t")
    assert svg == zone_chart("c", FACE, {}, title="t")


def test_landmarks_are_drawn_when_asked_for_and_named() -> None:
    assert by_class(zone_chart("c", FACE, {}, title="t"), "landmark") == []
    marks = by_class(zone_chart("c", FACE, {}, title="t", landmarks=True), "landmark")
    assert len(marks) == sum(line.kind == "landmark" for line in FACE.outlines)
    assert "subnasale (sn)" in {part.findtext("title") for part in marks}


def test_texts_are_escaped() -> None:
    svg = zone_chart('k"<', FACE, {"cheek": ZoneMark("<1>", "treated", "a & b")}, title="<T>")
    assert described(svg)[0] == "<T>"
    assert "(a & b)" in described(svg)[1]
    assert {part.text for part in by_class(svg, "num")} == {"<1>"}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("sex", ["female", "male"])
def test_a_chart_is_small_and_stands_inside_its_frame(name: str, sex: str) -> None:
    shown = view(name, "female" if sex == "female" else "male")
    zones = list(dict.fromkeys(line.zone for line in shown.outlines if line.kind == "zone"))
    svg = zone_chart("c", shown, {zone: ZoneMark("1", "treated", "1.0 mm") for zone in zones}, title="t")
    assert len(svg.encode()) < (16_000 if shown.id.startswith(("face", "scalp")) else 26_000)
    left, top, width, height = (float(part) / PER_MM for part in (parsed(svg).get("viewBox") or "").split())
    assert left < shown.left_mm
    assert top < shown.top_mm
    assert left + width > shown.left_mm + shown.width_mm
    assert top + height > shown.top_mm + shown.height_mm


def test_the_page_colours_every_part_and_the_drawing_none() -> None:
    svg = zone_chart("c", FACE, EVERY, title="t", landmarks=True)
    css = CSS.read_text("utf-8")
    classes = {name for part in parsed(svg).iter() for name in (part.get("class") or "").split()} - {"figure", "chart"}
    without = {name for name in classes if not re.search(rf"\.{name}\b[^{{}}]*\{{", css)}
    assert without == set() or (without == {"never"} and ".chart > * {" in css), "or the rule of all parts"
    assert not re.search(r"#[0-9a-f]{3,6}\b|rgb\(|style=", svg)
    assert "non-scaling-stroke" in css


def test_the_same_chart_is_the_same_text() -> None:
    assert zone_chart("c", FACE, EVERY, title="t") == zone_chart("c", FACE, dict(EVERY), title="t")


def drawn_by(text: str) -> list[list[tuple[float, float, bool]]]:
    """The points of SVG path data with steps, by stroke; and whether each went without saying."""
    numbers = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
    lines: list[list[tuple[float, float, bool]]] = []
    at = bend = (0.0, 0.0)
    for letter, rest in re.findall(r"([Mlcsz])([^Mlcsz]*)", text):
        values = [float(number) for number in numbers.findall(rest)]
        points = list(zip(values[::2], values[1::2], strict=True))
        if letter == "M":
            at = points[0]
            lines.append([(*at, False)])
        size = {"M": 1, "l": 1, "c": 3, "s": 2, "z": 1}[letter]
        for group in [points[i : i + size] for i in range(0, len(points), size)] if letter in "lcs" else []:
            steps = [bend, *group] if letter == "s" else group
            lines[-1] += [(at[0] + x, at[1] + y, letter == "s" and i == 0) for i, (x, y) in enumerate(steps)]
            bend = (steps[-1][0] - steps[-2][0], steps[-1][1] - steps[-2][1]) if letter != "l" else (0.0, 0.0)
            at = at[0] + steps[-1][0], at[1] + steps[-1][1]
    return lines


def assert_same_line(strokes: Iterable[Stroke]) -> None:
    text = short_path(path_text(strokes))
    for line, stroke in zip(drawn_by(text), strokes, strict=True):
        wanted = [stroke.start, *(point for segment in stroke.segments for point in segment)]
        for (x, y, unsaid), point in zip(line, wanted, strict=True):
            assert (x, y) == pytest.approx(point, abs=0.3 + 1e-6 if unsaid else 1e-6)
    assert text.count("z") == sum(stroke.closed for stroke in strokes)


@given(st.lists(STROKES, min_size=1, max_size=2), st.sampled_from([2, 5]))
def test_a_whole_path_draws_the_same_line_larger(strokes: list[Stroke], larger: int) -> None:
    text = whole_path(path_text(strokes), larger)
    assert "." not in text
    for line, stroke in zip(drawn_by(text), strokes, strict=True):
        wanted = [stroke.start, *(point for segment in stroke.segments for point in segment)]
        for (x, y, unsaid), point in zip(line, wanted, strict=True):
            off = 0.5 + (1.0 if unsaid else 0.0)
            assert (x, y) == pytest.approx((larger * point[0], larger * point[1]), abs=off + 1e-6)


@given(st.lists(STROKES, min_size=1, max_size=2))
def test_a_short_path_draws_the_same_line(strokes: list[Stroke]) -> None:
    assert_same_line(strokes)


@pytest.mark.parametrize("name", NAMES)
def test_the_atlas_is_drawn_true_although_smooth_bends_are_said_once(name: str) -> None:
    outlines = view(name, "unknown").outlines
    for line in outlines:
        assert_same_line(parse_path(line.path))
    assert any("s" in short_path(line.path) for line in outlines)


@pytest.mark.parametrize("zone", [zone.id for zone in ZONES.rows if views_of(zone.id)])
def test_a_zone_is_drawn_alone_with_its_own_styles(zone: str) -> None:
    svg = zone_drawing(zone, "unknown")
    tree = parsed(svg)
    assert tree.tag == f"{SVG}svg"
    assert tree.findtext(f"{SVG}title", "").startswith(ZONES.by_id[zone].name)
    style = tree.findtext(f"{SVG}style", "")
    classes = {name for part in tree.iter() for name in (part.get("class") or "").split()}
    assert {name for name in classes if f".{name}" not in style} == set()
    treated = [part for part in tree.iter() if part.get("class") == "treated"]
    assert len(treated) == ("never" not in ZONES.by_id[zone].flags)
    assert "var(" not in svg


def test_the_scale_of_a_drawing_is_true() -> None:
    tree = parsed(zone_drawing("cheek", "male"))
    (bar,) = (part for part in tree.iter() if part.get("class") == "scale")
    words = [part.text for part in tree.iter(f"{SVG}text")]
    assert words == ["50 mm"]
    assert re.search(r"h(\d+)", bar.get("d") or "") is not None
    assert "h50v" in (bar.get("d") or "")
    left, _, width, _ = (float(part) for part in (tree.get("viewBox") or "").split())
    shown = view("face_three_quarter", "male")
    assert left < shown.left_mm
    assert left + width > shown.left_mm + shown.width_mm


def test_a_man_is_drawn_larger_than_a_woman_at_the_same_scale() -> None:
    widths = [
        float((parsed(zone_drawing("forehead", sex)).get("viewBox") or "").split()[2]) for sex in ("female", "male")
    ]
    assert widths == sorted(widths)
    assert all(a < b for a, b in pairwise(widths))


def test_what_nobody_drew_is_told() -> None:
    with pytest.raises(InputError, match="a zone that is drawn, found nowhere"):
        zone_drawing("nowhere", "female")


def test_paths_of_the_chart_are_paths_of_the_atlas() -> None:
    cheek = next(line for line in FACE.outlines if line.id == "cheek_left")
    assert whole_path(cheek.path, PER_MM) in zone_chart("c", FACE, {}, title="t")
    assert len(parse_path(cheek.path)) == 1
