"""The column of skin: true depth, every layer known without its colour, all of it said in words."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punctum.problems import InputError
from punctum.report.figures.layers import BOTTOM, LEFT, RIGHT, TALL, TOP, WIDE, layer_drawing
from punctum.report.layer_words import NAMES, brief, depth, interval, measured, thickness, tip_text
from punctum.report.skin_plot import skin_plot
from punctum.report.skin_sheet import skin_sheet
from punctum.skin.layers import SEXES, Layer, dermis, layers
from punctum.skin.zones import ZONES

SVG = "{http://www.w3.org/2000/svg}"
NEEDLED = [zone.id for zone in ZONES.rows if "never" not in zone.flags]
FOREHEAD = layers("forehead", "female", 45)


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own text


def described(svg: str) -> str:
    tree = parsed(svg)
    title, text = tree.find(f"{SVG}title"), tree.find(f"{SVG}desc")
    assert title is not None
    assert text is not None
    assert tree.get("aria-labelledby") == f"{title.get('id')} {text.get('id')}"
    return text.text or ""


def boxes(svg: str) -> list[tuple[float, float]]:
    """Top and height of every layer's rectangle, from the surface down."""
    found = re.findall(rf'<rect x="{LEFT}" y="([\d.]+)" width="{RIGHT - LEFT}" height="([\d.]+)" fill="#', svg)
    return [(float(top), float(height)) for top, height in found]


def scale(svg: str) -> float:
    """Pixels a millimetre, from two marks of the axis."""
    marks = re.findall(r'y="([\d.]+)"[^>]*text-anchor="end"[^>]*>([\d.]+)</text>', svg)
    (first, zero), (second, value) = marks[0], marks[1]
    assert zero == "0"
    return (float(second) - float(first)) / float(value)


@pytest.mark.parametrize("zone", ["forehead", "back", "periorbital", "thigh"])
def test_depth_is_to_scale(zone: str) -> None:
    column = [layer for layer in layers(zone, "female") if layer.name != "subcutis"]
    svg = layer_drawing(column)
    per_mm = scale(svg)
    for layer, (top, height) in zip(column, boxes(svg), strict=True):
        assert top - TOP == pytest.approx(layer.top_um / 1000 * per_mm, abs=0.6)
        assert height == pytest.approx(max(layer.mean_um / 1000 * per_mm, 0.8), abs=0.6)


def test_the_spread_is_as_high_as_two_sd() -> None:
    whole = dermis("forehead", "female")
    svg = layer_drawing([*FOREHEAD[:2], whole])
    heights = [float(height) for height in re.findall(r'width="16" height="([\d.]+)"', svg)]
    assert heights[-1] / scale(svg) == pytest.approx(2 * (whole.sd_um or 0) / 1000, rel=0.02)


def test_a_layer_without_sd_has_no_box_and_says_so() -> None:
    column = layers("back", "male")
    assert [layer.name for layer in column if layer.sd_um is None] == ["papillary_dermis", "reticular_dermis"]
    svg = layer_drawing(column)
    assert svg.count('width="16"') == 2
    assert described(svg).count("no SD printed") == 2


def test_no_layer_is_known_by_its_colour_only() -> None:
    svg = layer_drawing(FOREHEAD, key="k")
    hatches = {re.search(rf'<pattern id="k-{layer.name}".*?</pattern>', svg) for layer in FOREHEAD}
    drawn = {re.sub(r'id="[^"]*"', "", hatch[0]) for hatch in hatches if hatch}
    assert len(drawn) == len(FOREHEAD)
    assert all(f"url(#k-{layer.name})" in svg for layer in FOREHEAD)


@pytest.mark.parametrize("zone", NEEDLED)
@pytest.mark.parametrize("sex", SEXES)
def test_the_description_says_every_layer(zone: str, sex: str) -> None:
    column = layers(zone, sex, 50)  # type: ignore[arg-type]
    text = described(layer_drawing(column))
    for layer in column:
        assert f"{NAMES[layer.name]}: {thickness(layer)}, {brief(layer)}, from {depth(layer.top_um)}" in text


@pytest.mark.parametrize("zone", NEEDLED)
@settings(max_examples=25)
@given(needle=st.none() | st.floats(0.1, 3.5))
def test_everything_stays_inside_the_drawing(zone: str, needle: float | None) -> None:
    svg = layer_drawing(layers(zone, "unknown"), needle)
    tree = parsed(svg)
    for part in tree.iter():
        for name, most in (("x", WIDE), ("x1", WIDE), ("x2", WIDE), ("y", TALL), ("y1", TALL), ("y2", TALL)):
            if (value := part.get(name)) is not None:
                assert 0 <= float(value) <= most
        if part.tag == f"{SVG}rect" and part.get("x"):
            assert float(part.get("y", 0)) + float(part.get("height", 0)) <= BOTTOM + 2


@pytest.mark.parametrize("zone", NEEDLED)
@settings(max_examples=25)
@given(needle=st.none() | st.floats(0.1, 3.5))
def test_labels_never_stand_on_each_other(zone: str, needle: float | None) -> None:
    svg = layer_drawing(layers(zone, "female"), needle)
    rows = sorted(float(y) for y in re.findall(r'<text x="392\.0" y="([\d.]+)"', svg))
    assert len(rows) >= 8
    assert all(after - before >= 14 for before, after in pairwise(rows))


def test_the_needle_ends_at_its_length_and_is_no_channel_depth() -> None:
    svg = layer_drawing(FOREHEAD, 1.0)
    (tip,) = re.findall(r'y1="([\d.]+)"[^>]*stroke-dasharray', svg)
    assert (float(tip) - TOP) / scale(svg) == pytest.approx(1.0, abs=0.01)
    assert "Needle length is not channel depth" in described(svg)
    assert svg.count("Needle length is not channel depth") == 2
    assert "needle" not in layer_drawing(FOREHEAD)


@pytest.mark.parametrize(
    ("needle", "where"),
    [
        (0.01, "at most in the horny layer"),
        (0.05, "at most in the living epidermis"),
        (0.2, "at most in the upper dermis"),
        (0.5, "at most in the deep dermis"),
        (1.5, "at most in the fat under the skin"),
        (3.5, "at most below the fat under the skin"),
    ],
)
def test_the_tip_is_said_to_lie_in_its_layer(needle: float, where: str) -> None:
    assert where in tip_text(FOREHEAD, needle)


def test_the_same_layers_give_the_same_bytes_and_letters_are_escaped() -> None:
    assert layer_drawing(FOREHEAD, 1.0) == layer_drawing(layers("forehead", "female", 45), 1.0)
    parsed(layer_drawing(FOREHEAD, title="<b> & 'x'", key='a"b'))


@pytest.mark.parametrize(("column", "needle"), [((), 1.0), (FOREHEAD, 0.0), (FOREHEAD, -1.0), (FOREHEAD, float("nan"))])
def test_what_cannot_be_drawn_is_refused(column: tuple[Layer, ...], needle: float) -> None:
    with pytest.raises(ValueError, match="expected"):
        layer_drawing(column, needle)


def test_the_drawing_says_what_is_a_house_default_and_what_was_measured_nearby() -> None:
    assert layer_drawing(layers("lower_leg", "female")).count("· house default") == 4
    assert "histology nearby" in layer_drawing(layers("upper_arm", "female"))
    assert brief(dermis("forehead", "female")) == "ultrasound"
    assert brief(dermis("periorbital", "female")) == "derived"


def test_words_of_a_layer() -> None:
    corneum, whole = layers("forearm", "female")[0], dermis("forehead", "female")
    assert thickness(corneum) == "18\u00a0µm (SD 5)"
    assert thickness(whole) == "0.86\u00a0mm (SD 0.16)"
    assert interval(whole).startswith("about 95 of 100 people between 0.58")
    assert interval(dermis("forearm", "female")).startswith("printed range")
    assert interval(dermis("back", "female")) == ""
    assert measured(whole) == "by ultrasound, forehead"
    assert measured(dermis("decolletage", "female")) == "derived from: neck"


@pytest.mark.parametrize("zone", [zone.id for zone in ZONES.rows])
def test_a_zone_is_drawn_in_its_place_beside_its_layers(zone: str) -> None:
    sheet = skin_sheet(zone, "female", 45)
    svg = skin_plot(sheet)
    tree = parsed(svg)
    assert len(tree.findall(f"{SVG}svg")) == (2 if sheet.layers else 1)
    text = described(svg)
    assert text.startswith("The zone in its place: ")
    assert ("Never needled." in text) == sheet.never
    assert all(NAMES[layer.name] in text for layer in sheet.layers)
    for inner in tree.findall(f"{SVG}svg"):
        right = float(inner.get("x", 0)) + float(inner.get("width", 0))
        low = float(inner.get("y", 0)) + float(inner.get("height", 0))
        assert right <= float(tree.get("width", 0))
        assert low <= float(tree.get("height", 0))
        assert inner.get("role") is None


def test_a_zone_without_a_drawing_still_shows_its_layers() -> None:
    sheet = replace(skin_sheet("cheek", "female", 45), views=())
    assert "Cheek: layers of the skin" in skin_plot(sheet)
    with pytest.raises(InputError, match="--plot: expected a zone that is drawn or has layers"):
        skin_plot(replace(sheet, layers=()))
