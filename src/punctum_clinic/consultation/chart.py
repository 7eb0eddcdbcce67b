"""The chart beside the concerns: every view of the atlas, marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from punctum.report.figures import ZoneMark, tap_chart
from punctum.skin import VIEWS, view, views_of
from punctum_clinic.consultation.history.concerns import TypedConcern
from punctum_clinic.web.core_words import page_language

# The views by what they show, in the fewest words.
NAMES: dict[str, Any] = {
    "face_front": _("Face"),
    "face_three_quarter": _("Face, turned"),
    "scalp": _("Scalp"),
    "neck_chest": _("Neck and chest"),
    "body_front": _("Body, front"),
    "body_back": _("Body, back"),
    "hand": _("Hands"),
}


@dataclass(frozen=True, slots=True)
class ShownView:
    """One view: its drawing as SVG text, and whether it is seen first."""

    id: str
    name: Any
    svg: str
    first: bool


def charts(concerns: Iterable[TypedConcern], sex: Any) -> tuple[ShownView, ...]:
    """Every view of the atlas; first the one that shows most of what is marked.

    A zone's badge has the numbers of its concerns, as in the list: `1`, `1+2`.
    """
    numbers: dict[str, list[str]] = {}
    for number, concern in enumerate(concerns, 1):
        for zone in concern.zones:
            numbers.setdefault(zone, []).append(str(number))
    marks = {zone: ZoneMark("+".join(found), "treated") for zone, found in numbers.items()}
    best = [seen[0] for zone in marks if (seen := views_of(zone))]
    ids = [row.id for row in VIEWS.rows]
    first = max(ids, key=lambda name: (best.count(name), -ids.index(name)))
    return tuple(_shown(place, row.id, row.name, marks, sex, first) for place, row in enumerate(VIEWS.rows))


def _shown(place: int, name: str, title: str, marks: dict[str, ZoneMark], sex: Any, first: str) -> ShownView:
    svg = tap_chart(f"c{place}", view(name, sex), marks, title=str(NAMES.get(name, title)), language=page_language())
    return ShownView(name, NAMES.get(name, title), svg, name == first)
