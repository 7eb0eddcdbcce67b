"""The atlas: every zone as an outline in millimetres, in the views that a chart shows.

A view is drawn once and scaled in x and y so that its two anchors measure what they measure in women, in men, or in
the mean of both. x runs to the right of the picture, y downwards; x = 0 is the midline of symmetric views. The right
of the person is on the left of a picture from the front.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from punctum.evidence.lookup import by_name, look_up
from punctum.skin.anthropometry import Sex, mean_mm
from punctum.skin.paths import (
    Point,
    Polygon,
    Stroke,
    flattened,
    mirrored,
    parse_path,
    path_text,
    scaled,
    signed_area,
    with_mirror_image,
)
from punctum.skin.views import OUTLINES, VIEWS, Kind, OutlineRow, Side

_OTHER: dict[Side, Side] = {"left": "right", "right": "left", "middle": "middle"}


@dataclass(frozen=True, slots=True)
class Outline:
    """One line of a view.

    Arguments:
        id: unique in the view. kind: what it is. zone: its zone, for kinds `zone` and `never`. side: of the person.
        path: SVG path data, millimetres.
        polygon_mm: the line as points, nowhere further than 0.1 mm from the curve; empty for several strokes at once.
        area_mm2: what a closed outline encloses on paper (projected, not skin surface); 0 for open lines.
        label_mm: where its number or name stands. name: what a clinician calls it, for landmarks.
    """

    id: str
    kind: Kind
    zone: str
    side: Side
    path: str
    polygon_mm: Polygon
    area_mm2: float
    label_mm: Point
    name: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """One drawing at the size of a person; `left_mm` and `top_mm` are its smallest x and y."""

    id: str
    name: str
    width_mm: float
    height_mm: float
    left_mm: float
    top_mm: float
    outlines: tuple[Outline, ...]


@dataclass(frozen=True, slots=True)
class ZonePolygon:
    """One closed piece of a zone and the places inside it that are never needled, all in millimetres."""

    side: Side
    outline_mm: Polygon
    holes_mm: tuple[Polygon, ...]

    @property
    def area_mm2(self) -> float:
        """The outline without its holes."""
        return abs(signed_area(self.outline_mm)) - sum(abs(signed_area(hole)) for hole in self.holes_mm)


@cache
def view(view_id: str, sex: Sex) -> View:
    """A drawing at the mean size of a sex; `unknown` takes the mean of women and men.

    Raises:
        InputError: there is no view of that name.
    """
    row = look_up(view_id, by_name((row.id, row) for row in VIEWS.rows), "view", "a view of the atlas")
    x = mean_mm(row.anchor_width, sex) / row.drawn_width_mm
    y = mean_mm(row.anchor_height, sex) / row.drawn_height_mm
    drawn = [outline for line in OUTLINES[row.id].rows for outline in _outlines(line, x, y)]
    points = [point for line in OUTLINES[row.id].rows for stroke in _strokes(line, x, y) for point in flattened(stroke)]
    left, top = min(point[0] for point in points), min(point[1] for point in points)
    right, bottom = max(point[0] for point in points), max(point[1] for point in points)
    return View(row.id, row.name, right - left, bottom - top, left, top, tuple(drawn))


def views_of(zone: str) -> tuple[str, ...]:
    """The views that show a zone, the best first: there it is least slanted."""
    shown = [row for row in VIEWS.rows if any(line.zone == zone for line in OUTLINES[row.id].rows)]
    return tuple(row.id for row in sorted(shown, key=lambda row: zone not in row.best_for))


def zone_polygons(zone: str, sex: Sex) -> tuple[ZonePolygon, ...]:
    """A zone in its best view, with holes where never-needled places lie inside it, millimetres.

    This is the outline projected on paper and not the skin unrolled: lengths are true where the skin faces the
    viewer and too short where it turns away, so the area is below the surface area of the zone. The polygon gives
    shape and place; whatever is counted per square centimetre of skin must be counted on the surface area. A paired
    zone that its best view shows on one side only comes as that side; the other is its mirror image.

    Returns:
        One polygon for each piece; none for a zone that no view shows.
    """
    if not (ids := views_of(zone)):
        return ()
    outlines = view(ids[0], sex).outlines
    never = [line.polygon_mm for line in outlines if line.kind == "never" and line.zone != zone]
    return tuple(
        ZonePolygon(line.side, line.polygon_mm, tuple(hole for hole in never if inside(hole[0], line.polygon_mm)))
        for line in outlines
        if line.zone == zone
    )


def inside(point: Point, polygon: Polygon) -> bool:
    """Whether a point lies inside a polygon, by counting the edges to its right."""
    x, y = point
    odd = False
    for (ax, ay), (bx, by) in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            odd = not odd
    return odd


def _strokes(row: OutlineRow, x: float, y: float) -> list[Stroke]:
    strokes = list(parse_path(row.path))
    if row.mirrored and row.side == "middle" and len(strokes) == 1 and strokes[0].closed:
        strokes = [with_mirror_image(strokes[0])]
    elif row.mirrored:
        strokes += [mirrored(stroke) for stroke in strokes]
    return [scaled(stroke, x, y) for stroke in strokes]


def _outlines(row: OutlineRow, x: float, y: float) -> Iterator[Outline]:
    strokes = _strokes(row, x, y)
    if not row.mirrored or row.side == "middle":
        yield _outline(row, row.id, row.side, strokes, _label(row, x, y))
        return
    half = len(strokes) // 2
    label = _label(row, x, y)
    yield _outline(row, f"{row.id}_{row.side}", row.side, strokes[:half], label)
    other = _OTHER[row.side]
    yield _outline(row, f"{row.id}_{other}", other, strokes[half:], label and (-label[0], label[1]))


def _label(row: OutlineRow, x: float, y: float) -> Point | None:
    if row.label_x_mm is None or row.label_y_mm is None:
        return None
    return x * row.label_x_mm, y * row.label_y_mm


def _outline(row: OutlineRow, name: str, side: Side, strokes: list[Stroke], label: Point | None) -> Outline:
    polygon = flattened(strokes[0]) if len(strokes) == 1 else ()
    area = abs(signed_area(polygon)) if polygon and strokes[0].closed else 0.0
    place = label or strokes[0].start
    return Outline(name, row.kind, row.zone or "", side, path_text(strokes), polygon, area, place, row.name)
