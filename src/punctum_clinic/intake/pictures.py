"""Pictures of the skin to tap on; the list beside them does the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.utils.safestring import SafeString, mark_safe

from punctum.evidence import Language, translated
from punctum.report.figures import tap_chart
from punctum.skin import VIEWS, Sex, view
from punctum_clinic.intake.questions import language


@dataclass(frozen=True, slots=True)
class Picture:
    """One view of the skin: what it shows, and its drawing."""

    name: str
    svg: SafeString


def zone_pictures(sex: Sex) -> tuple[Picture, ...]:
    """Every view of the atlas at the size of a sex, the face first; nothing is marked in them."""
    return _pictures(sex, language())


@cache
def _pictures(sex: Sex, spoken: Language) -> tuple[Picture, ...]:
    # The core escapes what it writes, and nothing in it comes from a person.
    drawn = ((row.id, translated(row.name, spoken)) for row in VIEWS.rows)
    return tuple(
        Picture(name, mark_safe(tap_chart(f"z-{id_}", view(id_, sex), {}, title=name, language=spoken)))  # noqa: S308
        for id_, name in drawn
    )
