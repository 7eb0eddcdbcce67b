from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from punctum.healing import HealingMap, heal_map, usual_parameters
from punctum.problems import InputError
from punctum.report.figures.healing_map import EDGE_NOTE, healing_map
from punctum.report.figures.map_style import STOP, TONES
from tests.report.deliveries import delivered
from tests.report.svgs import parsed

ZONES = ("cheek", "forehead", "nose")
SVG = "{http://www.w3.org/2000/svg}"


def described(svg: str) -> tuple[str, str]:
    tree = parsed(svg)
    return tree.findtext(f"{SVG}title", ""), tree.findtext(f"{SVG}desc", "")


@cache
def made(zone: str = "cheek") -> HealingMap:
    return heal_map(delivered(zone, patchy=True), usual_parameters(), at_days=(1.0, 30.0), side_mm=5.0)


@pytest.mark.parametrize("zone", ZONES)
def test_every_step_has_a_tone_a_pattern_or_none_and_its_figures(zone: str) -> None:
    svg = healing_map(delivered(zone, patchy=True), made(zone), "total_collagen", 30.0)
    tree = parsed(svg)
    texts = [part.text or "" for part in tree.iter() if part.tag.endswith("text")]
    assert sum(bool(re.fullmatch(r"[\d.]+.% of the zone|nowhere", text)) for text in texts) == len(TONES)
    assert any(text.startswith("below 1.0") for text in texts)
    title, said = described(svg)
    assert title.endswith("all collagen, day 30")
    assert said.count("% of the zone") == len(TONES)
    assert "It is not benefit" in said
    drawn = {part.get("class") for part in tree.iter() if part.tag.endswith("path")}
    assert {f"c{step}" for step in range(len(TONES))} <= drawn
    assert all(f'fill="url(#healing-p{step})"' in svg for step in (0, 1, 3, 4))


def test_shares_are_those_of_the_places() -> None:
    svg = healing_map(delivered(patchy=True), made(), "total_collagen", 30.0)
    shares = [float(found) for found in re.findall(r"([\d.]+).% of the zone</text>", svg)]
    assert sum(shares) == pytest.approx(100, abs=2)
    values = made()["total_collagen"][1][made().inside]
    low, high = np.quantile(values, (0.02, 0.98))
    thin = 100 * np.mean(values < low + (high - low) / 5)
    assert shares[0] == pytest.approx(thin, abs=1)


def test_the_half_with_fewer_holes_responds_less() -> None:
    found = made()
    middle = found.inside.shape[1] // 2
    left, right = found["total_collagen"][1][:, :middle], found["total_collagen"][1][:, middle:]
    assert np.nanmean(left) < np.nanmean(right)


def test_a_zone_that_is_alike_all_over_has_one_step() -> None:
    same = replace(made(), outputs={"total_collagen": np.where(made().inside, 1.25, np.nan)[None].repeat(2, axis=0)})
    svg = healing_map(delivered(patchy=True), same, "total_collagen", 30.0)
    assert "1.25 all over" in svg
    assert described(svg)[1].count("% of the zone") == 1


def test_what_the_map_does_not_hold_is_said() -> None:
    with pytest.raises(InputError) as caught:
        healing_map(delivered(patchy=True), made(), "total_colagen", 2.0)
    assert [problem.path for problem in caught.value.problems] == ["output", "day"]
    assert "total_collagen" in str(caught.value)


def test_little_response_is_no_warning_and_no_bands_are_said() -> None:
    svg = healing_map(delivered(patchy=True), made(), "total_collagen", 30.0)
    patterns = re.findall(r"<pattern.*?</pattern>", svg)
    assert patterns
    assert not [drawn for drawn in patterns if STOP in drawn]
    assert EDGE_NOTE in described(svg)[1]
    assert f">{EDGE_NOTE}<" in svg
