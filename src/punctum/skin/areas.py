"""How large a zone is: what each convention says, and the one that stands in until the area is traced."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from punctum.evidence.lookup import by_name, look_up
from punctum.evidence.table import Basis, SourcedRow, Table
from punctum.skin.anthropometry import Sex
from punctum.skin.zones import ZONES, ZoneId

Convention = Literal[
    "mesh", "body_surface_share", "lund_browder", "rule_of_nines", "half_girth", "cylinder", "scan_share",
    "scan_share_with_fingers", "breadth_times_height", "clinic_convention", "symposium", "traced",
]  # fmt: skip


class AreaRow(SourcedRow):
    """The surface area of a zone by one convention, of one sex; empty where it can only be traced.

    `extent` says what is counted (both sides, the front half …). `used`: the convention that Punctum takes, with the
    reason in `note`.
    """

    zone: ZoneId
    sex: Literal["female", "male", "both"]
    convention: Convention
    extent: str
    area_cm2: float | None = None
    area_low_cm2: float | None = None
    area_high_cm2: float | None = None
    used: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class ZoneArea:
    """The area that stands in for a zone until somebody traces it.

    Arguments:
        area_cm2: skin surface, not its projection on paper; none where only tracing can say.
        extent: what is counted. note: where the figure comes from and why it is the one in use.
        disagreement: what other conventions say, in words. others: their rows for this sex.
    """

    zone: str
    sex: Sex
    area_cm2: float | None
    convention: Convention
    extent: str
    sources: tuple[str, ...]
    basis: Basis
    note: str
    disagreement: str
    others: tuple[AreaRow, ...]


AREAS = Table("punctum.skin", "areas", AreaRow)


@cache
def zone_area(zone: str, sex: Sex) -> ZoneArea:
    """The surface area in use for a zone, cm²: of the sex, else of both.

    `unknown` takes the row of both, else the smaller figure, that of women; `zones.csv` holds the same.

    Raises:
        InputError: there is no zone of that id; the nearest is given.
    """
    found = look_up(zone, by_name((row.id, row.id) for row in ZONES.rows), "zone", "a zone of the body")
    order = ("both", "female") if sex == "unknown" else (sex, "both")
    rows = [row for row in AREAS.rows if row.zone == found]
    used = {row.sex: row for row in rows if row.used}
    row = next(used[name] for name in order if name in used)
    others = tuple(
        other
        for other in rows
        if not other.used and (sex == "unknown" or other.sex in order) and other.area_cm2 is not None
    )
    return ZoneArea(
        zone=found,
        sex=sex,
        area_cm2=row.area_cm2,
        convention=row.convention,
        extent=row.extent,
        sources=row.sources,
        basis=row.basis,
        note=row.note,
        disagreement=row.disagreement,
        others=others,
    )
