"""The drawings of the atlas as they are stored: one table of views, one table of lines for each."""

from __future__ import annotations

from typing import Literal

from punctum.evidence.table import SourcedRow, Table
from punctum.skin.zones import ZoneId

Kind = Literal["zone", "never", "landmark", "art"]
Side = Literal["left", "right", "middle"]


class ViewRow(SourcedRow):
    """One drawing: which two lengths fix its size, and what they measure as it is drawn.

    `anchor_width` and `anchor_height` name quantities of the table `anthropometry`. `best_for`: zones that are seen
    here as they are, less slanted than in any other view.
    """

    name: str
    region: Literal["face", "neck", "scalp", "trunk", "arm", "leg", "body"]
    anchor_width: str
    anchor_height: str
    drawn_width_mm: float
    drawn_height_mm: float
    best_for: tuple[ZoneId, ...] = ()
    note: str = ""


class OutlineRow(SourcedRow):
    """One line of a drawing.

    `mirrored`: a closed outline of side `middle` is one half of itself, drawn from midline to midline; any other has
    a twin on the other side. A landmark's path is its place, `M x y`. `name` is what a clinician calls a landmark.
    """

    kind: Kind
    zone: ZoneId | None = None
    side: Side
    mirrored: bool = False
    path: str
    label_x_mm: float | None = None
    label_y_mm: float | None = None
    name: str = ""
    note: str = ""


VIEWS = Table("punctum.skin", "views", ViewRow)
DRAWN = ("face_front", "face_three_quarter", "scalp", "neck_chest", "body_front", "body_back", "hand")
OUTLINES = {view: Table("punctum.skin", f"outlines_{view}", OutlineRow) for view in DRAWN}
