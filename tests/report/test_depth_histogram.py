"""The histogram of depths: to scale, holes in are holes drawn, every layer named with its shares."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from punctum.delivery.values import DepthHistogram
from punctum.report.delivery_words import LAYERS, percent
from punctum.report.figures.depth_histogram import BOTTOM, LEFT, TOP, depth_histogram, shown_mm, stepped
from punctum.report.figures.small_delivery import depth_svg
from punctum.skin import ZONES
from tests.report.deliveries import delivered
from tests.report.svgs import described, parsed

NEEDLED = [zone.id for zone in ZONES.rows if "never" not in zone.flags]
SVG = "{http://www.w3.org/2000/svg}"


def corners(path: str) -> list[tuple[float, float]]:
    """The corners of a path of horizontal and vertical lines."""
    x = y = 0.0
    found = []
    for letter, numbers in re.findall(r"([MHV])([^MHVz]+)", path):
        values = [float(number) for number in numbers.split()]
        x = values[0] if letter != "V" else x
        y = values[-1] if letter != "H" else y
        found.append((x, y))
    return found


def test_each_bin_is_as_long_as_its_share_and_as_deep_as_its_edges() -> None:
    edges = np.array([0.0, 0.1, 0.2, 0.3, 0.4])
    made = replace(delivered("cheek"), histogram=DepthHistogram(edges, np.array([0, 1, 3, 0])))
    path = stepped(made, lambda depth: 1000 * depth, 0, 300)
    assert corners(path) == [
        (0.0, 100.0), (100.0, 100.0), (100.0, 200.0), (300.0, 200.0), (300.0, 300.0), (0.0, 300.0),
    ]  # fmt: skip


@pytest.mark.parametrize("zone", ["forehead", "back", "periorbital"])
def test_depth_is_to_scale(zone: str) -> None:
    delivery = delivered(zone)
    svg = depth_histogram(delivery)
    marks = re.findall(r'y="([\d.]+)" text-anchor="end" class="quiet">([\d.]+)</text>', svg)
    (zero, _), (one, value) = marks[:2]
    per_mm = (float(one) - float(zero)) / float(value)
    assert per_mm == pytest.approx((BOTTOM - TOP) / shown_mm(delivery), rel=0.01)
    needle = float(re.findall(r'y1="([\d.]+)"[^>]*class="needle"', svg)[0])
    assert needle - TOP == pytest.approx(per_mm * delivery.needle_length_mm, abs=0.2)
    (path,) = re.findall(r'<path d="([^"]+)" class="bars"', svg)
    deepest = max(y for _, y in corners(path))
    filled = np.flatnonzero(delivery.histogram.counts)
    assert deepest - TOP == pytest.approx(per_mm * delivery.histogram.edges_mm[filled[-1] + 1], abs=0.2)
    assert min(x for x, _ in corners(path)) == LEFT


@pytest.mark.parametrize("zone", NEEDLED)
def test_every_layer_is_said_with_its_shares(zone: str) -> None:
    delivery = delivered(zone)
    svg = depth_histogram(delivery)
    told = parsed(svg).find(f"{SVG}desc")
    assert told is not None
    for layer in delivery.layers:
        assert f"{LAYERS[layer.layer]}, " in (told.text or "")
        assert f"{percent(layer.share)} % of the injury, {percent(layer.tips)} % of the holes" in (told.text or "")
    drawn = [layer for layer in delivery.layers if layer.top_um / 1000 < shown_mm(delivery)]
    assert svg.count("of the injury · ") == len(drawn)
    hatches = set(re.findall(r'<pattern id="([^"]+)"', svg))
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) == hatches
    assert len(hatches) == len(drawn)
    assert "Needle length is not channel depth." in svg


def test_labels_never_overlap() -> None:
    places = [float(y) for y in re.findall(r'y="([\d.]+)"[^>]*class="strong"', depth_histogram(delivered("cheek")))]
    assert len(places) == 5
    assert all(np.diff(places) > 40)
    assert places[-1] < BOTTOM


def test_a_thin_needle_or_no_hole_can_be_drawn() -> None:
    made = delivered("forehead")
    shallow = replace(made, histogram=DepthHistogram(np.array([0.0, 0.01]), np.array([5])), needle_length_mm=0.1)
    assert shown_mm(shallow) == pytest.approx(0.108)
    assert "</svg>" in depth_histogram(shallow)
    nothing = replace(made, histogram=DepthHistogram(np.array([0.0, 0.01]), np.array([0])))
    assert 'class="bars"' not in depth_histogram(nothing)
    assert "</svg>" in depth_svg(nothing)


@pytest.mark.parametrize("zone", NEEDLED)
def test_the_small_histogram_is_small_and_told(zone: str) -> None:
    svg = depth_svg(delivered(zone), key=zone)
    assert len(svg.encode()) < 2500
    title, told = described(svg)
    assert title.startswith("How deep the holes go")
    assert "deep dermis" in told
    assert "style" not in svg
