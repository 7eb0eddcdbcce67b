"""The atlas: real sizes, simple outlines that do not overlap, symmetric, inside the body, below the skin's area."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import dist, floor

import pytest

from punctum.problems import InputError
from punctum.skin.anthropometry import Sex, mean_mm
from punctum.skin.areas import zone_area
from punctum.skin.atlas import Outline, View, inside, view, views_of, zone_polygons
from punctum.skin.paths import Point, Polygon, signed_area
from punctum.skin.views import OUTLINES, VIEWS, Side
from punctum.skin.zones import ZONES

SEXES: tuple[Sex, ...] = ("female", "male", "unknown")
VIEW_IDS = [row.id for row in VIEWS.rows]
FACES = ("face_front", "face_three_quarter")
SCALED = [(name, sex) for name in VIEW_IDS for sex in SEXES]
TWIN: dict[Side, Side] = {"left": "right", "right": "left", "middle": "middle"}
# Neighbours share a border that is rounded to tenths of a millimetre and cut into straight pieces on its own.
OVERLAP_MM2 = 12.0


def areas(shown: View) -> list[Outline]:
    return [line for line in shown.outlines if line.kind in ("zone", "never")]


def named(shown: View, name: str) -> Outline:
    return next(line for line in shown.outlines if line.id == name)


def crosses(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def pieces(polygon: Polygon) -> list[tuple[Point, Point]]:
    return list(pairwise((*polygon, polygon[0])))


def spans(polygon: Polygon, y: float) -> list[tuple[float, float]]:
    """Where a horizontal line runs inside a polygon."""
    cuts = sorted(
        a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) for a, b in pieces(polygon) if (a[1] > y) != (b[1] > y)
    )
    return list(zip(cuts[::2], cuts[1::2], strict=True))


def rows(polygon: Polygon, step: float) -> list[float]:
    low, high = min(y for _, y in polygon), max(y for _, y in polygon)
    first = floor(low / step)
    return [step * (i + 0.5) for i in range(first, floor(high / step) + 1)]


def counted_area(polygon: Polygon, step: float = 0.25) -> float:
    """The area the slow way: lines across the polygon, each as long as it runs inside."""
    return sum(step * sum(b - a for a, b in spans(polygon, y)) for y in rows(polygon, step))


def common_area(one: Polygon, other: Polygon, step: float) -> float:
    return sum(
        step * sum(max(0.0, min(b, d) - max(a, c)) for a, b in spans(one, y) for c, d in spans(other, y))
        for y in rows(one, step)
    )


@pytest.mark.parametrize(("name", "sex"), SCALED)
def test_every_area_is_a_simple_closed_outline(name: str, sex: Sex) -> None:
    for line in areas(view(name, sex)):
        assert line.path.endswith("Z")
        assert line.path.count("M") == 1, line.id
        assert line.area_mm2 > 0
        sides = pieces(line.polygon_mm)
        wrong = [(p, q) for p, q in combinations(sides, 2) if crosses(*p, *q)]
        assert wrong == [], line.id


@pytest.mark.parametrize("name", VIEW_IDS)
def test_area_is_what_lines_across_it_measure(name: str) -> None:
    for line in areas(view(name, "unknown")):
        step = max(0.25, line.area_mm2**0.5 / 200)
        assert line.area_mm2 == pytest.approx(counted_area(line.polygon_mm, step), rel=0.003), line.id


@pytest.mark.parametrize("name", VIEW_IDS)
def test_zones_do_not_overlap(name: str) -> None:
    shown = areas(view(name, "unknown"))
    wide = view(name, "unknown").height_mm > 1000
    for one, other in combinations(shown, 2):
        if one.kind != other.kind and inside(other.polygon_mm[0], one.polygon_mm):
            continue
        common = common_area(one.polygon_mm, other.polygon_mm, 2.0 if wide else 0.5)
        assert common < (OVERLAP_MM2 * 10 if wide else OVERLAP_MM2), (one.id, other.id)


@pytest.mark.parametrize("name", VIEW_IDS)
def test_a_never_needled_place_lies_wholly_inside_a_zone_or_wholly_outside(name: str) -> None:
    shown = areas(view(name, "unknown"))
    for never in (line for line in shown if line.kind == "never"):
        for zone in (line for line in shown if line.kind == "zone"):
            common = common_area(never.polygon_mm, zone.polygon_mm, 0.5)
            assert common < OVERLAP_MM2 or common == pytest.approx(never.area_mm2, rel=0.03), (never.id, zone.id)


@pytest.mark.parametrize("name", ["face_front", "scalp"])
@pytest.mark.parametrize("sex", SEXES)
def test_zones_stay_within_the_head(name: str, sex: Sex) -> None:
    shown = view(name, sex)
    contour = named(shown, "contour").polygon_mm
    outside = {
        line.id
        for line in areas(shown)
        for point in line.polygon_mm
        if not inside((0.999 * point[0], point[1]), contour)
    }
    assert outside == set()


def test_zones_stay_within_the_turned_face() -> None:
    shown = view("face_three_quarter", "unknown")
    contour = named(shown, "contour").polygon_mm
    assert len(contour) > 50
    outside = {
        line.id
        for line in areas(shown)
        for x, y in line.polygon_mm
        if not inside((x, y), contour) and y < contour[-1][1] - 1
    }
    assert outside == set()


@pytest.mark.parametrize("name", ["face_front", "scalp"])
def test_a_symmetric_view_is_symmetric(name: str) -> None:
    shown = view(name, "unknown")
    by_side = {(line.zone, line.kind, line.side): line for line in areas(shown)}
    for (zone, kind, side), line in by_side.items():
        twin = by_side[zone, kind, TWIN[side]]
        assert len(line.polygon_mm) == len(twin.polygon_mm)
        for x, y in line.polygon_mm:
            assert min(dist((-x, y), point) for point in twin.polygon_mm) < 1e-6
        assert twin.label_mm == pytest.approx((-line.label_mm[0], line.label_mm[1]))
    assert shown.left_mm == pytest.approx(-shown.width_mm / 2)


def test_the_right_of_the_person_is_on_the_left_of_the_picture() -> None:
    shown = view("face_front", "unknown")
    assert named(shown, "cheek_right").label_mm[0] < 0 < named(shown, "cheek_left").label_mm[0]


@pytest.mark.parametrize("sex", SEXES)
def test_the_face_measures_what_a_face_measures(sex: Sex) -> None:
    shown = view("face_front", sex)
    at = {line.id: line.polygon_mm[0] for line in shown.outlines if line.kind == "landmark"}
    width = at["zygion_left"][0] - at["zygion_right"][0]
    assert width == pytest.approx(mean_mm("bizygomatic_breadth", sex), abs=0.2)
    height = at["gnathion"][1] - at["sellion"][1]
    assert height == pytest.approx(mean_mm("menton_sellion_length", sex), abs=0.2)


@pytest.mark.parametrize("sex", SEXES)
@pytest.mark.parametrize(
    ("first", "second", "measure", "within_mm"),
    [
        ("pupil_right", "pupil_left", "interpupillary_breadth", 2.0),
        ("endocanthion_right", "endocanthion_left", "intercanthal_width", 2.5),
        ("exocanthion_right", "exocanthion_left", "biocular_width", 4.0),
        ("endocanthion_left", "exocanthion_left", "palpebral_fissure_length", 3.5),
        ("cheilion_right", "cheilion_left", "mouth_width", 4.0),
        ("frontotemporale_right", "frontotemporale_left", "bitemporal_width", 4.0),
        ("gonion_right", "gonion_left", "bigonial_width", 6.0),
        ("trichion", "sellion", "trichion_nasion", 8.0),
        ("sellion", "subnasale", "nasion_subnasale", 5.0),
        ("subnasale", "gnathion", "subnasale_menton", 7.0),
    ],
)
def test_landmarks_stand_where_published_distances_put_them(
    sex: Sex, first: str, second: str, measure: str, within_mm: float
) -> None:
    at = {line.id: line.polygon_mm[0] for line in view("face_front", sex).outlines if line.kind == "landmark"}
    (ax, ay), (bx, by) = at[first], at[second]
    assert dist((ax, ay), (bx, by)) == pytest.approx(mean_mm(measure, sex), abs=within_mm)


@pytest.mark.parametrize("sex", SEXES)
def test_the_top_of_the_head_is_as_far_above_the_ear_as_measured(sex: Sex) -> None:
    at = {line.id: line.polygon_mm[0] for line in view("face_front", sex).outlines if line.kind == "landmark"}
    assert at["tragion_left"][1] - at["vertex"][1] == pytest.approx(mean_mm("tragion_top_of_head", sex), abs=5)


@pytest.mark.parametrize("sex", SEXES)
def test_the_scalp_measures_what_a_head_measures(sex: Sex) -> None:
    at = {line.id: line.polygon_mm[0] for line in view("scalp", sex).outlines if line.kind == "landmark"}
    assert at["euryon_left"][0] - at["euryon_right"][0] == pytest.approx(mean_mm("head_breadth", sex), abs=0.2)
    length = at["opisthocranion"][1] - at["glabella_point"][1]
    assert length == pytest.approx(mean_mm("head_length", sex), abs=0.2)


@pytest.mark.parametrize("sex", SEXES)
@pytest.mark.parametrize("name", [*FACES, "scalp"])
def test_a_projection_is_no_larger_than_the_skin(name: str, sex: Sex) -> None:
    """The cheek of the table holds the cheekbone too; a turned face shows one side of a pair."""
    drawn: dict[str, float] = {}
    sides: dict[str, set[str]] = {}
    shown = areas(view(name, sex))
    for line in shown:
        zone = "cheek" if line.zone == "malar" else line.zone
        holes = [other for other in shown if other.kind == "never" and other.zone != line.zone]
        inner = sum(hole.area_mm2 for hole in holes if inside(hole.polygon_mm[0], line.polygon_mm))
        drawn[zone] = drawn.get(zone, 0.0) + (line.area_mm2 - inner) / 100
        sides.setdefault(zone, set()).add(line.side)
    for zone, area in drawn.items():
        surface = zone_area(zone, sex).area_cm2
        if surface is None or zone == "eyelid":
            continue
        share = 2 * area / surface if sides[zone] == {"right"} else area / surface
        assert 0.15 < share <= 1.0, (zone, share)


@pytest.mark.parametrize("zone", [zone.id for zone in ZONES.rows if zone.region in ("face", "scalp")])
def test_every_zone_of_the_head_is_drawn(zone: str) -> None:
    assert views_of(zone)


def test_the_best_view_of_a_zone_is_named_once() -> None:
    best = [zone for row in VIEWS.rows for zone in row.best_for]
    assert len(best) == len(set(best))
    for row in VIEWS.rows:
        assert set(row.best_for) <= {line.zone for line in OUTLINES[row.id].rows}
        assert all(views_of(zone)[0] == row.id for zone in row.best_for)


@pytest.mark.parametrize("zone", ["temple", "malar", "cheek", "jawline"])
def test_the_side_of_the_face_is_less_slanted_when_it_is_turned(zone: str) -> None:
    best, *others = views_of(zone)
    assert best == "face_three_quarter"
    (piece,) = zone_polygons(zone, "unknown")
    slanted = named(view(others[0], "unknown"), f"{zone}_right")
    assert piece.area_mm2 > slanted.area_mm2


def test_a_zone_has_a_hole_where_it_is_never_needled() -> None:
    (piece,) = zone_polygons("perioral", "female")
    shown = view("face_front", "female")
    lips = named(shown, "lip_vermilion")
    assert piece.holes_mm == (lips.polygon_mm,)
    assert piece.area_mm2 == pytest.approx(named(shown, "perioral").area_mm2 - lips.area_mm2)
    assert all(inside(point, piece.outline_mm) for point in lips.polygon_mm)


def test_a_pair_comes_as_two_pieces_and_a_place_without_holes_as_itself() -> None:
    pieces_ = zone_polygons("periorbital", "male")
    assert {piece.side for piece in pieces_} == {"left", "right"}
    assert all(piece.holes_mm == () for piece in pieces_)
    (lips,) = zone_polygons("lip_vermilion", "male")
    assert lips.holes_mm == ()
    assert lips.area_mm2 == pytest.approx(abs(signed_area(lips.outline_mm)))


def test_a_zone_that_nobody_drew_has_no_polygons() -> None:
    assert views_of("nowhere") == ()
    assert zone_polygons("nowhere", "female") == ()


def test_a_view_is_found_by_its_name_and_a_typo_is_told() -> None:
    assert view("Face Front", "female") == view("face_front", "female")
    with pytest.raises(InputError, match="did you mean 'face_front'"):
        view("face_frnt", "female")


@pytest.mark.parametrize("name", VIEW_IDS)
def test_lines_are_named_once_and_labels_stand_inside(name: str) -> None:
    shown = view(name, "unknown")
    ids = [line.id for line in shown.outlines]
    assert len(ids) == len(set(ids))
    for line in areas(shown):
        assert inside(line.label_mm, line.polygon_mm), line.id
    for line in shown.outlines:
        assert (line.zone in ZONES.by_id) == (line.kind in ("zone", "never"))
        if line.kind == "landmark":
            assert line.name
            assert len(line.polygon_mm) == 1


@pytest.mark.parametrize("name", VIEW_IDS)
def test_the_frame_holds_every_line(name: str) -> None:
    shown = view(name, "male")
    points = [point for line in shown.outlines for point in line.polygon_mm]
    assert min(x for x, _ in points) >= shown.left_mm
    assert min(y for _, y in points) >= shown.top_mm
    assert max(x for x, _ in points) <= shown.left_mm + shown.width_mm + 1e-6
    assert max(y for _, y in points) <= shown.top_mm + shown.height_mm + 1e-6


@pytest.mark.parametrize("name", VIEW_IDS)
def test_never_needled_zones_are_drawn_as_such(name: str) -> None:
    for line in areas(view(name, "unknown")):
        assert ("never" in ZONES.by_id[line.zone].flags) == (line.kind == "never")
